//! What surrounds every request: its id, its line in the log, and the one place where an error becomes a body.

use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::error::{Code, Failure};
use crate::api::{FieldError, Problem};
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Marks an answer that says in its own way what is wrong: a page for a person, never made into a problem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken;

/// The outermost layer.
pub(super) async fn around(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = uuid::Uuid::now_v7().to_string();
    let lang = language(request.headers());
    let method = request.method().clone();
    // The route and not the path: a path may hold whatever a client typed.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let mut response = next.run(request).await;
    if let Some(failure) = failure_of(&mut response) {
        write_problem(&mut response, &failure, &id, lang);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_secs_f64() * 1000.0);
    tracing::info!(%method, route, status, ms, request_id = id, "request");
    response
}

/// The first language in `Accept-Language` that we speak, else Chinese.
pub(super) fn language(headers: &HeaderMap) -> Lang {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    wanted.split(',').find_map(|tag| tag.split(';').next().unwrap_or("").trim().parse().ok()).unwrap_or_default()
}

/// What the response failed with: said by our own code, or understood from the status of a library's answer.
fn failure_of(response: &mut Response) -> Option<Failure> {
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        return Some(failure);
    }
    let status = response.status();
    if response.extensions().get::<Spoken>().is_some() {
        return None;
    }
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    Some(Failure::from(match status {
        StatusCode::UNAUTHORIZED => Code::Unauthenticated,
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodUnknown,
        StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::BodyType,
        StatusCode::UNPROCESSABLE_ENTITY => Code::BodyInvalid,
        status if status.is_client_error() => Code::BodyUnreadable,
        _ => Code::Internal,
    }))
}

fn write_problem(response: &mut Response, failure: &Failure, id: &str, lang: Lang) {
    let status = failure.status();
    let errors = match failure {
        Failure::Refused(Refusal::FieldsInvalid { problems }) => problems
            .iter()
            .map(|problem| FieldError {
                pointer: problem.pointer(),
                code: problem.code.to_string(),
                detail: problem.text(lang),
            })
            .collect(),
        Failure::Refused(Refusal::BlockersOpen { findings }) => findings
            .iter()
            .map(|finding| FieldError {
                pointer: format!("/{}", finding.target.replace('.', "/")),
                code: finding.rule.clone(),
                detail: finding.text(lang).to_owned(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let problem = Problem {
        kind: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        code: failure.code().to_owned(),
        detail: failure.message(lang),
        pointer: failure.pointer(),
        errors,
        request_id: id.to_owned(),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, PROBLEM);
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    *response.body_mut() = Body::from(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_is_used() {
        let lang = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(text));
            language(&headers)
        };
        assert_eq!(lang("fr, en-GB;q=0.8, zh;q=0.5"), Lang::En);
        assert_eq!(lang("zh-CN"), Lang::Zh);
        assert_eq!(lang("*;;,"), Lang::Zh);
        assert_eq!(language(&HeaderMap::new()), Lang::Zh);
    }
}
