//! Evidence of a return: where on a picture it shows what is wrong.

use beian_desk::domain::reason::{Decision, Evidence, MOST_EVIDENCE, ReasonGiven, ReturnKind};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use serde_json::json;

use crate::support::picture::{jpeg, lying_jpeg};
use crate::support::{decide, fixture};

fn pointing(evidence: Vec<Evidence>) -> Decision {
    let reason = ReasonGiven { evidence, ..ReasonGiven::from_code("ENT_NAME_MISMATCH") };
    Decision::Return { kind: ReturnKind::Correct, reasons: vec![reason] }
}

#[tokio::test]
async fn evidence_reaches_history_and_applicant_as_it_was_drawn() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for measured in [false, true] {
        let draft = api.case(Status::Draft).await;
        // 80 x 40 as stored, 40 x 80 as it is seen.
        let file = paula.upload(&draft, "entity_licence", "a.jpg", &lying_jpeg(80, 40), false).await.unwrap();
        paula.upload(&draft, "entity_principal_id_front", "b.jpg", &jpeg(90, 60), false).await.unwrap();
        paula.upload(&draft, "entity_principal_id_back", "c.jpg", &jpeg(91, 60), false).await.unwrap();
        paula.submit(&draft).await.unwrap();
        if measured {
            api.server.run_due().await.unwrap();
        }
        let claimed = ann.claim(&draft).await.unwrap();
        let on = |x, y, width, height| Evidence { sha256: file.sha256.clone(), x, y, width, height };
        let (id, version, token) = (&claimed.case.row.id, claimed.case.row.version, &claimed.lease.token);
        let wide = ann.decide(id, &pointing(vec![on(0, 0, 80, 40)]), version, token, &format!("w{measured}")).await;
        assert_eq!(wide.unwrap_err().code(), Some("evidence_outside"), "upright it is not so wide");
        let decision = pointing(vec![on(0, 0, 40, 80), on(39, 79, 1, 1)]);
        let taken = decide(&ann, &claimed, &decision, &format!("k{measured}")).await;
        let Decision::Return { reasons, .. } = decision else { unreachable!() };
        assert_eq!(taken.reasons[0].evidence, reasons[0].evidence);
        let history = ann.history(id).await.unwrap().items;
        assert_eq!(history.last().unwrap().reasons[0].evidence, reasons[0].evidence);
        let seen = paula.filing(id).await.unwrap();
        assert_eq!(seen.reasons[0].evidence, reasons[0].evidence);
        assert_eq!(seen.history.last().unwrap().reasons[0].evidence, reasons[0].evidence);
    }
}

#[tokio::test]
async fn evidence_that_is_none_is_refused_where_it_stands() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    for (slug, width) in [("entity_licence", 80), ("entity_principal_id_front", 90), ("entity_principal_id_back", 91)] {
        paula.upload(&id, slug, "a.jpg", &jpeg(width, 40), false).await.unwrap();
    }
    let other = api.case(Status::Draft).await;
    let foreign = paula.upload(&other, "entity_licence", "a.jpg", &jpeg(33, 33), false).await.unwrap().sha256;
    let own = paula.filing(&id).await.unwrap().materials[0].sha256.clone();
    paula.submit(&id).await.unwrap();
    let claim = api.raw("POST", &format!("/v1/cases/{id}/claim"), &token, &[], b"").await;
    let etag = claim.header("etag").to_owned();
    let claim = claim.json();
    let lease = claim["lease"]["token"].as_str().unwrap();
    let headers = [("idempotency-key", "k"), ("if-match", etag.as_str()), ("lease-token", lease)];
    let piece =
        |sha256: &str, x: i64, width: i64| json!({"sha256": sha256, "x": x, "y": 0, "width": width, "height": 1});
    let fine = || piece(&own, 0, 80);
    for (evidence, code, pointer) in [
        (json!([fine(), piece(&foreign, 0, 1)]), "evidence_unknown", "/reasons/0/evidence/1/sha256"),
        (json!([piece("", 0, 1)]), "evidence_unknown", "/reasons/0/evidence/0/sha256"),
        (json!([fine(), fine(), piece(&own, 1, 80)]), "evidence_outside", "/reasons/0/evidence/2"),
        (json!([piece(&own, 0, 0)]), "evidence_outside", "/reasons/0/evidence/0"),
        (json!([piece(&own, -1, 2)]), "body_invalid", "/reasons/0/evidence/0/x"),
        (json!([piece(&own, 0, 4_294_967_296)]), "body_invalid", "/reasons/0/evidence/0/width"),
        (
            json!([{"sha256": own, "x": 0, "y": 0, "width": 1, "height": 1, "z": 1}]),
            "body_invalid",
            "/reasons/0/evidence/0/z",
        ),
        (json!(vec![fine(); MOST_EVIDENCE + 1]), "too_much_evidence", "/reasons/0/evidence"),
    ] {
        let body = json!({"outcome": "return", "kind": "correct",
            "reasons": [{"code": "ENT_NAME_MISMATCH", "evidence": evidence}]});
        let answer = api.json("POST", &format!("/v1/cases/{id}/decision"), &token, &headers, &body).await;
        assert_eq!(answer.problem(), (422, code.to_owned()), "{body}");
        assert_eq!(answer.json()["pointer"], pointer);
    }
}
