//! Decisions: every refusal with its status, code and pointer; the same answer for the same key.

use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use serde_json::{Value, json};

use crate::support::{code, decide, fixture, returning};

#[tokio::test]
async fn a_key_gives_the_same_answer_whatever_happened_since() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    let (version, token) = (claimed.case.row.version, claimed.lease.token.as_str());
    let first = ann.decide(&id, &Decision::Approve, version, token, "k1").await.unwrap();
    let again = ann.decide(&id, &Decision::Approve, version, token, "k1").await.unwrap();
    assert_eq!(first, again, "neither lease nor status are looked at before the key");
    assert_eq!(ann.history(&id).await.unwrap().items.len(), 1);
    let other = returning(&["ENT_NAME_MISMATCH"]);
    assert_eq!(code(ann.decide(&id, &other, version, token, "k1").await), "idempotency_key_reused");
    assert_eq!(code(ann.decide(&id, &Decision::Approve, version, token, "k2").await), "wrong_status");
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    assert_eq!(
        code(bo.decide(&id, &Decision::Approve, version, token, "k1").await),
        "wrong_status",
        "a key is one user's"
    );
}

#[tokio::test]
async fn a_refused_decision_leaves_everything_as_it_was() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    let (version, token) = (claimed.case.row.version, claimed.lease.token.as_str());
    assert_eq!(code(ann.decide(&id, &Decision::Approve, version + 1, token, "k").await), "version_changed");
    assert_eq!(code(ann.decide(&id, &Decision::Approve, version, "stale", "k").await), "lease_lost");
    assert_eq!(ann.case(&id).await.unwrap(), claimed.case);
    assert_eq!(decide(&ann, &claimed, &Decision::Approve, "k").await.status, Status::MaterialsPending);
}

#[tokio::test]
async fn every_refusal_has_its_status_code_and_pointer() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let claimed = api.raw("POST", &format!("/v1/cases/{id}/claim"), &token, &[], b"").await;
    let (etag, claimed) = (claimed.header("etag").to_owned(), claimed.json());
    let lease = claimed["lease"]["token"].as_str().unwrap();
    let reason = |value: Value| json!({"outcome": "return", "kind": "correct", "reasons": [value]});
    let many =
        json!({"outcome": "return", "kind": "correct", "reasons": vec![json!({"code": "ENT_NAME_MISMATCH"}); 101]});
    let long = "长".repeat(2001);
    let table = [
        (json!({"outcome": "return", "kind": "correct", "reasons": []}), 422, "reasons_missing", "/reasons"),
        (many, 422, "too_many_reasons", "/reasons"),
        (reason(json!({"code": "NO_SUCH"})), 422, "reason_unknown", "/reasons/0/code"),
        (
            reason(json!({"code": "MAT_SEAL_MISSING", "target": "material:auth_letter_entity_principal"})),
            422,
            "reason_wrong_stage",
            "/reasons/0/code",
        ),
        (reason(json!({"code": "TEL_UNREACHABLE"})), 422, "target_missing", "/reasons/0/target"),
        (
            reason(json!({"code": "ENT_NAME_MISMATCH", "target": "service.name"})),
            422,
            "target_unfit",
            "/reasons/0/target",
        ),
        (reason(json!({"code": "OTHER"})), 422, "text_missing", "/reasons/0/text"),
        (reason(json!({"code": "OTHER", "text": long})), 422, "text_too_long", "/reasons/0/text"),
        (reason(json!({"code": 7})), 422, "body_invalid", "/reasons/0/code"),
        (json!({"outcome": "return", "kind": "correct"}), 422, "reasons_missing", "/reasons"),
        (json!({"outcome": "return", "reasons": []}), 422, "body_invalid", "/kind"),
        (json!({"outcome": "return", "kind": "maybe", "reasons": []}), 422, "body_invalid", "/kind"),
        (json!({}), 422, "body_invalid", ""),
        (reason(json!({"code": "OTHER", "text": "a\u{0}b"})), 422, "text_nul", "/reasons/0/text"),
        (json!({"outcome": "perhaps"}), 422, "body_invalid", "/outcome"),
        (json!([1]), 422, "body_invalid", ""),
    ];
    let path = format!("/v1/cases/{id}/decision");
    for (body, status, code, pointer) in table {
        let headers = [("idempotency-key", "k"), ("if-match", etag.as_str()), ("lease-token", lease)];
        let answer = api.json("POST", &path, &token, &headers, &body).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{body}");
        assert_eq!(answer.json()["pointer"].as_str().unwrap_or(""), pointer, "{code}");
    }
    let approve = json!({"outcome": "approve"});
    let headers = [
        (vec![("if-match", "1"), ("lease-token", lease)], 428, "idempotency_key_missing"),
        (vec![("idempotency-key", "k"), ("lease-token", lease)], 428, "if_match_missing"),
        (vec![("idempotency-key", "k"), ("if-match", "*"), ("lease-token", lease)], 400, "header_invalid"),
        (vec![("idempotency-key", "k"), ("if-match", "77"), ("lease-token", lease)], 409, "version_changed"),
        (vec![("idempotency-key", "k"), ("if-match", "1"), ("lease-token", "x")], 423, "lease_lost"),
        (vec![("idempotency-key", "k"), ("if-match", "1")], 423, "not_held"),
    ];
    for (headers, status, code) in headers {
        let answer = api.json("POST", &path, &token, &headers, &approve).await;
        assert_eq!(answer.problem(), (status, code.to_owned()));
    }
    let plain = [("idempotency-key", "k"), ("if-match", "1"), ("lease-token", lease)];
    assert_eq!(api.json("POST", &path, &token, &plain, &approve).await.status, 200, "a plain version will do");
}

#[tokio::test]
async fn the_actors_side_of_refusals() {
    let api = fixture().await;
    let second = api.case_with(Status::SecondReview, |case| case.first_passed_by = vec!["ann".into()]).await;
    let first = api.case(Status::FirstReview).await;
    let ended = api.case(Status::Withdrawn).await;
    let both = api.user("ann", &[Role::FirstReviewer, Role::SecondReviewer]).await;
    let only = api.user("bo", &[Role::FirstReviewer]).await;
    assert_eq!(code(both.decide(&second, &Decision::Approve, 1, "t", "k").await), "four_eyes");
    assert_eq!(code(only.decide(&second, &Decision::Approve, 1, "t", "k").await), "role_missing");
    assert_eq!(code(only.decide(&ended, &Decision::Approve, 1, "t", "k").await), "wrong_status");
    assert_eq!(code(only.decide("no-such", &Decision::Approve, 1, "t", "k").await), "not_found");
    assert_eq!(code(only.decide(&first, &Decision::Approve, 1, "", "k").await), "not_held");
    both.claim(&first).await.unwrap();
    assert_eq!(code(only.decide(&first, &Decision::Approve, 1, "", "k").await), "held_by_other");
}

#[tokio::test]
async fn refusals_speak_the_language_that_is_asked_for() {
    let api = fixture().await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let detail = async |accept: &str| {
        let answer = api.raw("POST", "/v1/cases/claim-next", &token, &[("accept-language", accept)], b"").await;
        assert_eq!(answer.problem(), (404, "queue_empty".to_owned()));
        answer.json()["detail"].as_str().unwrap().to_owned()
    };
    assert!(detail("en-GB, zh;q=0.5").await.starts_with("No case"));
    assert!(detail("fr").await.starts_with("没有"));
}
