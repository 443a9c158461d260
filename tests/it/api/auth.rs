//! Who may use which route at all.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use serde_json::json;

use crate::support::{Fixture, fixture};

const READERS: &[Role] =
    &[Role::FirstReviewer, Role::SecondReviewer, Role::Trainee, Role::Lead, Role::Qa, Role::Auditor];
/// A trainee decides for practice.
const DECIDERS: &[Role] = &[Role::FirstReviewer, Role::SecondReviewer, Role::Trainee];
const FIGURES: &[Role] = &[Role::Lead, Role::Qa, Role::Auditor];
const APPLICANT: &[Role] = &[Role::Applicant];

/// Every route that asks for a role; written out by hand from the contract's table.
const ROUTES: &[(&str, &str, &[Role])] = &[
    ("GET", "/v1/me", Role::ALL),
    ("GET", "/v1/return-reasons", Role::ALL),
    ("GET", "/v1/provinces", Role::ALL),
    ("GET", "/v1/provinces/33", Role::ALL),
    ("GET", "/v1/calendar/2026", Role::ALL),
    ("GET", "/v1/cases", READERS),
    ("GET", "/v1/cases/ID", READERS),
    ("GET", "/v1/cases/ID/history", READERS),
    ("GET", "/v1/materials/x/content", READERS),
    ("GET", "/v1/materials/x/preview", READERS),
    ("GET", "/v1/backlog", FIGURES),
    ("POST", "/v1/cases/claim-next", DECIDERS),
    ("POST", "/v1/cases/ID/claim", DECIDERS),
    ("PUT", "/v1/cases/ID/lease", DECIDERS),
    ("DELETE", "/v1/cases/ID/lease", DECIDERS),
    ("POST", "/v1/cases/ID/decision", DECIDERS),
    ("GET", "/v1/cases/ID/draft", READERS),
    ("PUT", "/v1/cases/ID/draft", DECIDERS),
    ("GET", "/v1/cases/ID/proposals", READERS),
    ("GET", "/v1/sections", READERS),
    ("GET", "/v1/trainees", READERS),
    ("POST", "/v1/filings", APPLICANT),
    ("GET", "/v1/filings/ID", APPLICANT),
    ("PUT", "/v1/filings/ID", APPLICANT),
    ("POST", "/v1/filings/ID/submit", APPLICANT),
    ("POST", "/v1/filings/ID/materials", APPLICANT),
    ("POST", "/v1/filings/ID/verification", APPLICANT),
];

async fn outcome(api: &Fixture, method: &str, path: &str, token: &str) -> u16 {
    // A body that no route can read: a route that may not be used must not look at it.
    api.raw(method, path, token, &[("content-type", "application/json")], b"{\"").await.status
}

#[tokio::test]
async fn each_role_reaches_exactly_its_routes() {
    let api = fixture().await;
    for role in Role::ALL {
        let token = api.token(role.slug(), &[*role]).await;
        for (method, path, roles) in ROUTES {
            let status = outcome(&api, method, &path.replace("ID", "none"), &token).await;
            assert!(status < 500, "{method} {path} as {role}: {status}");
            assert_eq!(status == 403, !roles.contains(role), "{method} {path} as {role}: {status}");
        }
    }
}

#[tokio::test]
async fn without_a_valid_token_every_route_answers_401_before_anything_else() {
    let api = fixture().await;
    let unknown =
        [("GET", "/v1", &[] as &[Role]), ("GET", "/v1/", &[]), ("PATCH", "/v1/cases", &[]), ("GET", "/v1/x/y", &[])];
    for (method, path, _) in ROUTES.iter().chain(&unknown) {
        for authorization in ["", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer \u{7f}"] {
            let headers: &[(&str, &str)] = if authorization.is_ascii() && !authorization.contains('\u{7f}') {
                &[("authorization", authorization)]
            } else {
                &[]
            };
            let answer = api.raw(method, path, "", headers, b"{\"").await;
            assert_eq!(answer.problem(), (401, "unauthenticated".to_owned()), "{method} {path} {authorization:?}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    for path in ["/healthz", "/readyz", "/openapi.json"] {
        assert_eq!(api.raw("GET", path, "", &[], b"").await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn an_applicant_sees_only_what_is_his() {
    let api = fixture().await;
    let id = api.case(Status::Draft).await;
    let mallory = api.token("mallory", APPLICANT).await;
    let paula = api.token("paula", APPLICANT).await;
    let filing = json!({});
    assert_eq!(api.raw("GET", &format!("/v1/filings/{id}"), &paula, &[], b"").await.status, 200);
    for (method, rest) in [("GET", ""), ("PUT", ""), ("POST", "/submit")] {
        let answer = api.json(method, &format!("/v1/filings/{id}{rest}"), &mallory, &[], &filing).await;
        assert_eq!(answer.problem(), (404, "not_found".to_owned()), "{method} {rest}");
    }
}

#[tokio::test]
async fn a_user_says_who_he_is() {
    let api = fixture().await;
    let ann = api.user("ann", &[Role::Lead, Role::FirstReviewer]).await;
    let me = ann.me().await.unwrap();
    assert_eq!((me.id.as_str(), me.roles.len()), ("ann", 2));
    assert!(me.actor().is(Role::Lead));
}
