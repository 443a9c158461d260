//! The hold: a decision shows at once, takes effect later, once, and until then its author may take it back.

use beian_desk::domain::case::HOLD;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use jiff::SignedDuration;

use crate::support::{Fixture, code, decide, fixture_in_with, fixture_with, returning};

async fn with_hold() -> Fixture {
    fixture_with(|options| options.settings.hold = HOLD).await
}

#[tokio::test]
async fn a_decision_waits_and_then_takes_effect_once() {
    let api = with_hold().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    api.server.run_due().await.unwrap();
    let claimed = ann.claim(&id).await.unwrap();
    let version = claimed.case.row.version;
    let taken = decide(&ann, &claimed, &Decision::Approve, "k").await;
    assert_eq!(taken.status, Status::FirstReview, "the status stays");
    assert_eq!((taken.version, taken.takes_effect_at), (version + 1, Some(api.now() + HOLD)));
    let shown = ann.case(&id).await.unwrap();
    let held = shown.row.decision.clone().unwrap();
    assert_eq!((held.outcome.as_str(), held.by.as_str(), held.takes_effect_at), ("approve", "ann", api.now() + HOLD));
    assert_eq!(shown.first_passed_by, Vec::<String>::new(), "nothing has passed yet");
    assert_eq!(ann.queue(None, None, "", None, 5).await.unwrap().items[0].decision, Some(held));

    api.later(HOLD - SignedDuration::from_millis(1)).await;
    assert_eq!(ann.case(&id).await.unwrap().row, shown.row);
    api.later(SignedDuration::from_millis(1)).await;
    let after = ann.case(&id).await.unwrap();
    assert_eq!((after.row.version, after.row.decision.is_none()), (version + 2, true));
    assert_eq!(after.row.status, Status::MaterialsPending);
    assert_eq!(after.first_passed_by, ["ann"]);
    api.later(HOLD).await;
    assert_eq!(ann.case(&id).await.unwrap().row, after.row, "once");
    assert_eq!(decide(&ann, &claimed, &Decision::Approve, "k").await, taken, "the key still answers as it did");
}

#[tokio::test]
async fn its_author_takes_it_back_and_decides_again() {
    let api = with_hold().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    assert_eq!(code(ann.undo(&id).await), "nothing_held");
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, "k1").await;
    assert_eq!(code(bo.undo(&id).await), "not_your_decision");
    assert_eq!(code(bo.claim(&id).await), "held_by_other");
    assert_eq!(code(bo.claim_next(None).await), "queue_empty");
    assert_eq!(code(ann.claim(&id).await), "decision_held");
    assert_eq!(code(ann.release(&id, &claimed.lease.token).await), "decision_held");
    let version = claimed.case.row.version + 1;
    let again = ann.decide(&id, &Decision::Approve, version, &claimed.lease.token, "k2").await;
    assert_eq!(code(again), "decision_held");

    let mine = ann.undo(&id).await.unwrap();
    assert_eq!((mine.case.row.version, mine.case.row.decision.is_none()), (version + 1, true));
    assert_eq!(mine.lease.token, claimed.lease.token, "still the same claim");
    api.later(HOLD).await;
    assert_eq!(ann.case(&id).await.unwrap().row.status, Status::FirstReview, "what was taken back has no effect");
    decide(&ann, &mine, &returning(&["ENT_NAME_MISMATCH"]), "k3").await;
    api.later(HOLD).await;
    assert_eq!(ann.case(&id).await.unwrap().row.status, Status::FirstReturned);
    let verbs: Vec<_> = ann.history(&id).await.unwrap().items.into_iter().map(|event| event.verb).collect();
    assert!(verbs.ends_with(&[Verb::Undo.into(), Verb::Return.into()]), "{verbs:?}");
    assert_eq!(code(ann.undo(&id).await), "nothing_held");
}

#[tokio::test]
async fn a_hold_longer_than_a_lease_keeps_the_case() {
    let api = fixture_with(|options| options.settings.hold = SignedDuration::from_mins(20)).await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, "k1").await;
    api.later(SignedDuration::from_mins(19)).await;
    let mine = ann.undo(&id).await.unwrap();
    assert!(mine.lease.expires_at > api.now());
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    assert_eq!(code(bo.claim(&id).await), "held_by_other");
}

#[tokio::test]
async fn a_service_that_was_killed_lets_it_take_effect_once_when_it_is_back() {
    let hold = |options: &mut beian_desk::server::Options| options.settings.hold = HOLD;
    let api = fixture_in_with(tempfile::tempdir().unwrap(), hold).await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, "k").await;
    let folder = api.folder;
    drop((api.server, ann));

    let api = fixture_in_with(folder, hold).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(ann.case(&id).await.unwrap().row.decision.unwrap().by, "ann");
    // Two workers at once, as two processes on one database would be.
    api.pass(HOLD);
    let (first, second) = tokio::join!(api.server.run_due(), api.server.run_due());
    assert!(first.is_ok() && second.is_ok());
    let after = ann.case(&id).await.unwrap();
    assert_eq!(
        (after.row.version, after.row.status.to_string()),
        (claimed.case.row.version + 2, "materials_pending".into())
    );
    assert_eq!(ann.history(&id).await.unwrap().items.len(), 1);
}
