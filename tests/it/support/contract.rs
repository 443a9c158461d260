//! Holds every answer against the OpenAPI document: the route, the status and, for a problem, the code must be listed.

use std::sync::Arc;

use beian_desk::server::InProcess;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;

/// The router with the check around it.
pub async fn checked(router: InProcess) -> InProcess {
    let document = Arc::new(document(&router).await);
    Arc::new(move |request| {
        let (router, document) = (Arc::clone(&router), Arc::clone(&document));
        Box::pin(async move {
            let (method, path) = (request.method().as_str().to_lowercase(), request.uri().path().to_owned());
            let answer = router(request).await?;
            check(&document, &method, &path, &answer);
            Ok(answer)
        })
    })
}

pub async fn document(router: &InProcess) -> Value {
    let answer = router(Request::get("/openapi.json").body(Bytes::new()).unwrap()).await.unwrap();
    serde_json::from_slice(answer.body()).unwrap()
}

fn check(document: &Value, method: &str, path: &str, answer: &Response<Bytes>) {
    let method = if method == "head" { "get" } else { method };
    let Some(operation) = operation(document, method, path) else {
        assert!(matches!(answer.status().as_u16(), 401 | 404 | 405), "{method} {path} is not in the document");
        return;
    };
    let status = answer.status().as_u16().to_string();
    let listed = operation["responses"].get(&status);
    let listed = listed.unwrap_or_else(|| panic!("{method} {path} answered {status}, which is not in the document"));
    if answer.headers().get("content-type").is_some_and(|kind| kind == "application/problem+json") {
        let problem: Value = serde_json::from_slice(answer.body()).unwrap();
        let code = problem["code"].as_str().unwrap();
        let codes = listed["description"].as_str().unwrap();
        assert!(codes.split(", ").any(|one| one == code), "{method} {path} {status} lists {codes} but not {code}");
        assert_eq!(problem["request_id"].as_str(), answer.headers()["x-request-id"].to_str().ok());
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
}

/// The operation that serves a path; a literal segment goes before a placeholder.
fn operation<'a>(document: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    let paths = document["paths"].as_object()?;
    let fits = |template: &str| {
        // The router takes nothing at the end of a path for no placeholder.
        if path.ends_with('/') && template.ends_with('}') {
            return false;
        }
        let (mut ours, mut theirs) = (template.split('/'), path.split('/'));
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b || a.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let mut found: Vec<_> = paths.iter().filter(|(template, _)| fits(template)).collect();
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found.first().and_then(|(_, item)| item.get(method))
}
