//! Cases laid aside, and notes: what reviewers do among themselves.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::{code, fixture};

#[tokio::test]
async fn an_escalated_case_is_given_to_nobody_until_the_lead_gives_it_back() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let lead = api.token("lead", &[Role::Lead]).await;
    let claimed = ann.claim_next(None).await.unwrap();
    assert_eq!(code(ann.escalate(&id, &claimed.lease.token, "  ").await), "words_length");
    assert_eq!(code(bo.escalate(&id, &claimed.lease.token, "why").await), "held_by_other");
    let case = ann.escalate(&id, &claimed.lease.token, "疑似冒用").await.unwrap();
    assert_eq!(case.escalated.as_ref().map(|it| (it.by.as_str(), it.reason.as_str())), Some(("ann", "疑似冒用")));
    assert_eq!((case.row.holder.is_none(), case.row.version), (true, claimed.case.row.version + 1));
    assert_eq!(code(bo.claim_next(None).await), "queue_empty");
    assert!(bo.queue(None, None, "", None, 9).await.unwrap().items[0].escalated_at.is_some());

    let path = format!("/v1/cases/{id}/escalate");
    let other = api.token("cy", &[Role::FirstReviewer]).await;
    assert_eq!(api.raw("DELETE", &path, &other, &[], b"").await.problem(), (403, "role_missing".into()));
    let freed = api.raw("DELETE", &path, &lead, &[], b"").await;
    assert_eq!((freed.status, freed.json().get("escalated").is_none()), (200, true));
    assert_eq!(api.raw("DELETE", &path, &lead, &[], b"").await.status, 200, "twice is as once");
    assert_eq!(bo.claim_next(None).await.unwrap().case.row.id, id);
    let verbs: Vec<_> = bo.history(&id).await.unwrap().items.iter().map(|event| event.verb.to_string()).collect();
    assert!(verbs.ends_with(&["escalate".into(), "deescalate".into()]), "{verbs:?}");
}

#[tokio::test]
async fn a_case_put_off_comes_back_by_itself_and_a_named_claim_takes_it_before() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    let token = claimed.lease.token;
    for wrong in [api.now(), api.now() + SignedDuration::from_hours(14 * 24 + 1)] {
        assert_eq!(code(ann.snooze(&id, &token, wrong, "等回电").await), "snooze_until");
    }
    let due = claimed.case.row.due_at;
    let until = api.now() + SignedDuration::from_hours(2);
    let case = ann.snooze(&id, &token, until, "等回电").await.unwrap();
    assert_eq!((case.row.snoozed_until, case.row.due_at), (Some(until), due), "the due time stays");
    assert_eq!(code(ann.claim_next(None).await), "queue_empty");
    assert!(ann.claim(&id).await.is_ok());
    ann.release(&id, &ann.claim(&id).await.unwrap().lease.token).await.unwrap();
    api.pass(SignedDuration::from_hours(2));
    assert_eq!(ann.claim_next(None).await.unwrap().case.row.id, id);
}

#[tokio::test]
async fn notes_are_the_reviewers_own() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.token("bo", &[Role::Auditor]).await;
    let id = api.case_with(Status::FirstReview, |case| case.owner = "paula".into()).await;
    let before = ann.case(&id).await.unwrap();
    let note = ann.note(&id, "已致电，无人接听\u{202e}").await.unwrap();
    assert_eq!((note.author.as_str(), note.at), ("ann", api.now()));
    assert_eq!(ann.notes(&id).await.unwrap().items, [note]);
    assert_eq!(ann.case(&id).await.unwrap(), before, "a note changes nothing");
    let told = serde_json::to_string(&paula.filing(&id).await.unwrap()).unwrap();
    assert!(!told.contains("无人接听"));
    let path = format!("/v1/cases/{id}/notes");
    assert_eq!(api.json("POST", &path, &bo, &[], &json!({"text": "x"})).await.problem().0, 403);
    assert_eq!(api.raw("GET", &path, &bo, &[], b"").await.status, 200);
    let long = "字".repeat(2001);
    assert_eq!(code(ann.note(&id, &long).await), "words_length");
}
