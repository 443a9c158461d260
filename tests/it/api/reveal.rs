//! Looking at what is masked: answered by name, and written down for those who watch over the reviewers.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use serde_json::json;

use crate::support::{code, fixture};

#[tokio::test]
async fn who_looked_at_what_is_known_to_lead_and_auditor_and_to_nobody_else() {
    let api = fixture().await;
    let id = api.case_with(Status::FirstReview, |case| case.owner = "paula".into()).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let before = ann.case(&id).await.unwrap();
    let targets = ["entity_principal.mobile", "entity_principal.cert_number", "entity_principal.im_qq"];
    let values = ann.reveal(&id, &targets).await.unwrap().values;
    let said: Vec<_> = values.iter().map(|one| (one.target.as_str(), one.value.clone())).collect();
    let expected = [Some(json!("13800000000")), Some(json!("330199199003070026")), None];
    assert_eq!(said, targets.into_iter().zip(expected).collect::<Vec<_>>());
    assert_eq!(ann.case(&id).await.unwrap(), before, "looking changes nothing");
    let lead = api.user("lead", &[Role::Lead]).await;
    let auditor = api.user("auditor", &[Role::Auditor]).await;
    for who in [&lead, &auditor] {
        let history = who.history(&id).await.unwrap().items;
        assert_eq!(history.len(), 1);
        assert_eq!(
            (history[0].verb.clone(), history[0].actor.id.as_str(), history[0].at),
            (Verb::Reveal.into(), "ann", api.now())
        );
        assert_eq!(history[0].note, targets.join(", "));
        assert_eq!((history[0].to.clone(), history[0].round), (Status::FirstReview.into(), 1));
    }
    assert!(ann.history(&id).await.unwrap().items.is_empty());
    let paula = api.user("paula", &[Role::Applicant]).await;
    assert!(paula.filing(&id).await.unwrap().history.is_empty());
    assert!(
        !api.raw("GET", &format!("/v1/filings/{id}"), &api.token("paula", &[Role::Applicant]).await, &[], b"")
            .await
            .json()
            .to_string()
            .contains("ann")
    );
}

#[tokio::test]
async fn what_is_not_masked_is_not_asked_for_and_a_mistake_reveals_nothing() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for targets in
        [&["entity_principal.mobile", "entity.name"][..], &["entity.filing_password"], &["entity.cert_number"], &["x"]]
    {
        assert_eq!(code(ann.reveal(&id, targets).await), "not_masked");
    }
    assert_eq!(code(ann.reveal(&id, &[]).await), "body_invalid");
    assert_eq!(code(ann.reveal(&id, &["entity_principal.mobile"; 51]).await), "body_invalid");
    assert_eq!(code(ann.reveal("none", &["entity_principal.mobile"]).await), "not_found");
    let lead = api.user("lead", &[Role::Lead]).await;
    assert!(lead.history(&id).await.unwrap().items.is_empty());
    for role in [Role::Auditor, Role::Admin, Role::Applicant] {
        let other = api.user(role.slug(), &[role]).await;
        assert_eq!(code(other.reveal(&id, &["entity_principal.mobile"]).await), "role_missing");
    }
    let own = api.case_with(Status::FirstReview, |case| case.filing.entity.nature = "individual".into()).await;
    assert!(
        ann.reveal(&own, &["entity.cert_number", "entity.cert_address"]).await.is_ok(),
        "of a person it is his own"
    );
}
