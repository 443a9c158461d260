//! Trainees: what they decide is a proposal, and is compared with what a reviewer decides.

use beian_desk::domain::case::HOLD;
use beian_desk::domain::proposal::Agreement;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use jiff::SignedDuration;

use crate::support::{code, decide, fixture, fixture_with, returning};

#[tokio::test]
async fn a_proposal_changes_nothing_and_is_compared_with_the_decision() {
    let api = fixture_with(|options| options.settings.hold = HOLD).await;
    let id = api.case(Status::FirstReview).await;
    let tom = api.user("tom", &[Role::Trainee]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let before = ann.case(&id).await.unwrap();
    let claimed = tom.claim_next(None).await.unwrap();
    assert_eq!(claimed.case, before, "for practice nothing is held");
    let guess = returning(&["ENT_NAME_MISMATCH", "TEL_EMERGENCY_SAME@entity_principal.emergency_phone"]);
    let taken = decide(&tom, &claimed, &guess, "k").await;
    assert!(taken.proposal && taken.takes_effect_at.is_none());
    assert_eq!((taken.status.clone(), taken.version), (Status::FirstReview.into(), before.row.version));
    assert_eq!(ann.case(&id).await.unwrap(), before);
    assert!(ann.history(&id).await.unwrap().items.is_empty());
    api.later(HOLD).await;
    assert_eq!(ann.case(&id).await.unwrap().row, before.row, "and later neither");
    assert_eq!(code(tom.claim_next(None).await), "queue_empty", "he has said what he would do");

    let claimed = ann.claim(&id).await.unwrap();
    let seen = ann.proposals(&id).await.unwrap();
    assert_eq!((seen[0].proposed.by.as_str(), seen[0].proposed.reasons.len(), &seen[0].given), ("tom", 2, &None));
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH", "WEB_NAME_CHARSET"]), "k").await;
    let peeked = tom.decide(&id, &Decision::Approve, claimed.case.row.version + 1, "", "late").await;
    assert_eq!(code(peeked), "decision_held", "what is decided already is not proposed any more");
    assert_eq!(tom.trainee_score("tom").await.unwrap().score.compared, 0, "held is not yet decided");
    api.later(HOLD).await;
    let compared = tom.proposals(&id).await.unwrap().remove(0);
    assert_eq!(compared.given.unwrap().by, "ann");
    assert_eq!(compared.agreement, Some(Agreement { outcome: true, proposed: 2, given: 2, same: 1, elsewhere: 0 }));
    let score = ann.trainee_score("tom").await.unwrap();
    assert_eq!(
        (score.name.as_str(), score.score.agreed, score.score.precision, score.score.recall),
        ("tom", 1, Some(50), Some(50))
    );
    assert_eq!(ann.trainees().await.unwrap(), [score]);
}

#[tokio::test]
async fn the_newest_proposal_of_each_trainee_counts_in_its_own_review() {
    let api = fixture().await;
    let id = api.case(Status::SecondReview).await;
    let tom = api.user("tom", &[Role::Trainee]).await;
    let uma = api.user("uma", &[Role::Trainee]).await;
    let bo = api.user("bo", &[Role::SecondReviewer]).await;
    let version = bo.case(&id).await.unwrap().row.version;
    tom.decide(&id, &returning(&["MAT_BLURRY@material:entity_licence"]), version, "", "1").await.unwrap();
    tom.decide(&id, &Decision::Approve, version, "", "2").await.unwrap();
    let again = tom.decide(&id, &returning(&["MAT_BLURRY@material:entity_licence"]), version, "", "1").await.unwrap();
    assert_eq!(again.outcome, "return", "the same answer for the same key, and nothing else");
    uma.decide(&id, &returning(&["MAT_BLURRY@material:entity_licence"]), version, "", "1").await.unwrap();
    assert_eq!(tom.proposals(&id).await.unwrap().len(), 1, "of others he sees nothing");
    assert_eq!(code(tom.trainee_score("uma").await), "role_missing");
    assert_eq!(tom.trainees().await.unwrap().len(), 1);
    let claimed = bo.claim(&id).await.unwrap();
    decide(&bo, &claimed, &Decision::Approve, "k").await;
    let agreed: Vec<_> = bo.trainees().await.unwrap().iter().map(|one| (one.id.clone(), one.score.agreed)).collect();
    assert_eq!(agreed, [("tom".to_owned(), 1), ("uma".to_owned(), 0)]);
    assert_eq!(code(bo.trainee_score("bo").await), "not_found");
    // Four eyes look at who passed, not at who proposed.
    assert_eq!(bo.case(&id).await.unwrap().first_passed_by, Vec::<String>::new());
    assert_eq!(code(tom.decide(&id, &Decision::Approve, version + 1, "", "3").await), "wrong_status");
}

#[tokio::test]
async fn a_trainee_keeps_nobody_waiting_and_may_not_lay_aside() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let tom = api.user("tom", &[Role::Trainee]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let lease = tom.claim(&id).await.unwrap().lease;
    let claimed = ann.claim(&id).await.unwrap();
    assert_eq!(claimed.case.row.holder.as_ref().map(|one| one.id.as_str()), Some("ann"));
    assert_eq!(tom.renew(&id, &lease.token).await.unwrap().token, lease.token);
    tom.release(&id, &lease.token).await.unwrap();
    assert_eq!(ann.case(&id).await.unwrap().row.holder.unwrap().id, "ann");
    assert_eq!(code(tom.escalate(&id, &lease.token, "why").await), "role_missing");
    let until = api.now() + SignedDuration::from_hours(1);
    assert_eq!(code(tom.snooze(&id, &lease.token, until, "why").await), "role_missing");
    assert_eq!(code(tom.undo(&id).await), "role_missing");
    // Who is a reviewer as well is one: his decision counts.
    let both = api.user("both", &[Role::Trainee, Role::SecondReviewer]).await;
    let second = api.case(Status::SecondReview).await;
    let claimed = both.claim(&second).await.unwrap();
    let taken = decide(&both, &claimed, &Decision::Approve, "k").await;
    assert!(!taken.proposal && taken.status == Status::ToAdministration);
    let paula = api.user("paula", &[Role::Applicant]).await;
    assert_eq!(code(paula.trainees().await), "role_missing");
    assert_eq!(code(paula.proposals(&id).await), "role_missing");
}
