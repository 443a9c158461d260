//! Whatever comes in, a problem goes out: never a 5xx, never a library's own words.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use serde_json::json;

use crate::support::fixture;

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let api = fixture().await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    for (method, path, status, code) in [
        ("GET", "/", 404, "not_found"),
        ("GET", "/v1", 404, "not_found"),
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1/cases/%E8%00", 404, "not_found"),
        ("GET", "/v1/cases/%ff", 404, "not_found"),
        ("GET", "/v1/cases/..%2f..", 404, "not_found"),
        ("GET", "/v1/calendar/1066", 404, "not_found"),
        ("GET", "/v1/calendar/99999999", 404, "not_found"),
        ("GET", "/v1/provinces/99", 404, "not_found"),
        ("DELETE", "/v1/me", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
    ] {
        let answer = api.raw(method, path, &token, &[], b"").await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{method} {path}");
        assert_eq!(answer.header("x-request-id"), answer.json()["request_id"].as_str().unwrap());
    }
    assert!(api.raw("DELETE", "/v1/me", &token, &[], b"").await.header("allow").contains("GET"));
}

#[tokio::test]
async fn bodies_that_cannot_be_used_are_problems() {
    let api = fixture().await;
    let token = api.token("paula", &[Role::Applicant]).await;
    let json = "application/json";
    let deep = [vec![b'['; 5000], vec![b']'; 5000]].concat();
    let table: &[(&str, &[u8], u16, &str)] = &[
        (json, b"{\"order\":", 400, "body_unreadable"),
        (json, b"\xff\xfe", 400, "body_unreadable"),
        (json, &deep, 400, "body_unreadable"),
        (json, b"{\"entity\":{\"name\":\"\\ud800\"}}", 400, "body_unreadable"),
        (json, b"{\"order\":7}", 422, "body_invalid"),
        (json, b"null", 422, "body_invalid"),
        (json, b"{\"entity\":{\"name\":\"a\\u0000b\"}}", 422, "text_nul"),
        (json, b"{\"a\\u0000\":1}", 422, "text_nul"),
        ("text/plain", b"{}", 415, "body_type"),
        ("", b"{}", 415, "body_type"),
    ];
    for (kind, body, status, code) in table {
        let answer = api.raw("POST", "/v1/filings", &token, &[("content-type", kind)], body).await;
        assert_eq!(answer.problem(), (*status, (*code).to_owned()), "{:?}", String::from_utf8_lossy(body));
    }
    let wrong = api.json("POST", "/v1/filings", &token, &[], &json!({"service": {"domains": ["a", 1]}})).await;
    assert_eq!(wrong.json()["pointer"], "/service/domains/1");
    let long = json!({"entity": {"remark": "x".repeat(1_000_001)}});
    let answer = api.json("POST", "/v1/filings", &token, &[], &long).await;
    assert_eq!(answer.problem(), (413, "field_too_long".to_owned()));
    assert_eq!(answer.json()["pointer"], "/entity/remark");
    let larger = json!({"entity": {"remark": "x".repeat(3_000_000)}});
    let answer = api.json("POST", "/v1/filings", &token, &[], &larger).await;
    assert_eq!(answer.problem(), (413, "body_too_large".to_owned()));
}

#[tokio::test]
async fn odd_text_is_kept_as_it_came() {
    let api = fixture().await;
    let token = api.token("paula", &[Role::Applicant]).await;
    let name = format!("\u{1b}[31m{}\u{7}\u{202e}", "样".repeat(100_000));
    let filing = json!({"entity": {"name": name}, "order": {"filing_type": "merge"}, "unheard_of": {"a": 1}});
    let made = api.json("POST", "/v1/filings", &token, &[], &filing).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.header("etag"), "\"1\"");
    let path = format!("/v1/filings/{}", made.json()["id"].as_str().unwrap());
    let seen = api.raw("GET", &path, &token, &[], b"").await.json();
    assert_eq!(seen["entity"]["name"], name);
    assert_eq!(seen["order"]["filing_type"], "merge");
}

#[tokio::test]
async fn an_edit_may_be_guarded_by_the_version() {
    let api = fixture().await;
    let id = api.case(Status::Draft).await;
    let token = api.token("paula", &[Role::Applicant]).await;
    let path = format!("/v1/filings/{id}");
    let edited = api.json("PUT", &path, &token, &[("if-match", "\"1\"")], &json!({})).await;
    assert_eq!((edited.status, edited.header("etag")), (200, "\"2\""));
    let late = api.json("PUT", &path, &token, &[("if-match", "\"1\"")], &json!({})).await;
    assert_eq!(late.problem(), (409, "version_changed".to_owned()));
    let odd = api.json("PUT", &path, &token, &[("if-match", "x")], &json!({})).await;
    assert_eq!(odd.problem(), (400, "header_invalid".to_owned()));
}
