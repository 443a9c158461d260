//! Cases that come with a past.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use beian_desk::server::SeedEvent;

use crate::support::{fixture, sample};

#[tokio::test]
async fn a_seeded_case_has_its_past_and_numbers_go_on_after_it() {
    let api = fixture().await;
    let at = api.now();
    let mut case = sample::seed(Status::SecondReview, at);
    case.number = Some("BA26000041".into());
    case.first_passed_by = vec!["ann".into()];
    case.events = [
        (Verb::Submit, None, Status::FirstReview),
        (Verb::Approve, Some(Status::FirstReview), Status::MaterialsPending),
    ]
    .map(|(verb, from, to)| SeedEvent {
        at,
        actor: "ann".into(),
        role: Role::FirstReviewer,
        verb,
        from,
        to,
        round: 1,
        reasons: Vec::new(),
    })
    .to_vec();
    let ids = api.server.seed(vec![case, sample::seed(Status::FirstReview, at)]).await.unwrap();
    let bo = api.user("bo", &[Role::SecondReviewer]).await;
    let seen = bo.case("BA26000041").await.unwrap();
    assert_eq!((seen.row.id.as_str(), seen.first_passed_by.len()), (ids[0].as_str(), 1));
    assert_eq!(bo.history(&ids[0]).await.unwrap().items.len(), 2);
    assert_eq!(bo.case(&ids[1]).await.unwrap().row.number, "BA26000042");
    assert_eq!(seen.row.due_at.unwrap().to_string(), "2026-11-25T10:00:00Z");
}

#[tokio::test]
async fn a_seed_comes_whole_or_not_at_all() {
    let api = fixture().await;
    let twice = || {
        let mut case = sample::seed(Status::FirstReview, api.now());
        case.number = Some("BA26000001".into());
        case
    };
    assert!(api.server.seed(vec![twice(), twice()]).await.is_err());
    let bo = api.user("bo", &[Role::SecondReviewer]).await;
    assert!(bo.queue(None, None, "", None, 50).await.unwrap().items.is_empty());
}
