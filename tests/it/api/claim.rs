//! Leases: taking, keeping, losing, handing back; never one case for two.

use std::collections::BTreeSet;

use beian_desk::domain::case::{LEASE, MOST_HELD};
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::{Stage, Status};
use jiff::SignedDuration;

use crate::support::{Fixture, code, decide, fixture, fixture_in};

#[tokio::test]
async fn many_who_claim_at_once_never_get_the_same_case() {
    nobody_shares(fixture().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nor_do_they_on_a_file_with_many_connections() {
    nobody_shares(fixture_in(tempfile::tempdir().unwrap()).await).await;
}

async fn nobody_shares(api: Fixture) {
    for _ in 0..12 {
        api.case(Status::FirstReview).await;
    }
    let mut claims = tokio::task::JoinSet::new();
    for index in 0..16 {
        let client = api.user(&format!("r{index}"), &[Role::FirstReviewer]).await;
        claims.spawn(async move { client.claim_next(None).await.map(|claimed| claimed.case.row.id) });
    }
    let results = claims.join_all().await;
    let taken: BTreeSet<_> = results.iter().flatten().collect();
    assert_eq!((taken.len(), results.iter().flatten().count()), (12, 12));
    assert!(results.into_iter().filter(Result::is_err).all(|result| code(result) == "queue_empty"));
}

#[tokio::test]
async fn the_most_urgent_case_comes_first_and_ones_own_is_not_given_again() {
    let api = fixture().await;
    let late = api.case(Status::FirstReview).await;
    let early = api.case_with(Status::FirstReview, |case| case.entered_at -= SignedDuration::from_hours(48)).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(ann.claim_next(None).await.unwrap().case.row.id, early);
    assert_eq!(ann.claim_next(Some(Stage::First)).await.unwrap().case.row.id, late);
    assert_eq!(code(ann.claim_next(None).await), "queue_empty");
    assert_eq!(code(ann.claim_next(Some(Stage::Second)).await), "role_missing");
}

#[tokio::test]
async fn a_lease_is_renewed_lost_and_taken_over() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let cy = api.user("cy", &[Role::FirstReviewer]).await;
    let first = ann.claim(&id).await.unwrap();
    assert_eq!(first.lease.expires_at, api.now() + LEASE);
    assert_eq!(first.lease.token.len(), 32);
    assert_eq!(code(cy.claim(&id).await), "held_by_other");
    assert_eq!(code(cy.renew(&id, &first.lease.token).await), "held_by_other");

    api.pass(SignedDuration::from_mins(10));
    let again = ann.claim(&id).await.unwrap();
    assert_eq!(again.lease.token, first.lease.token, "claiming again renews");
    assert_eq!(again.lease.expires_at, api.now() + LEASE);
    assert_eq!(ann.renew(&id, &first.lease.token).await.unwrap().expires_at, api.now() + LEASE);

    api.pass(LEASE);
    assert_eq!(cy.case(&id).await.unwrap().row.holder, None);
    assert_eq!(code(ann.renew(&id, &first.lease.token).await), "lease_lost");
    let taken = cy.claim(&id).await.unwrap();
    assert_ne!(taken.lease.token, first.lease.token);
    assert_eq!(code(ann.release(&id, &first.lease.token).await), "held_by_other");
    cy.release(&id, &taken.lease.token).await.unwrap();
    assert_eq!(code(cy.release(&id, &taken.lease.token).await), "lease_lost");
    assert_eq!(code(cy.release(&id, "").await), "not_held");
    assert_eq!(ann.claim_next(None).await.unwrap().case.row.id, id);
}

#[tokio::test]
async fn nobody_hoards_cases() {
    let api = fixture().await;
    for _ in 0..=MOST_HELD {
        api.case(Status::FirstReview).await;
    }
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for _ in 0..MOST_HELD {
        ann.claim_next(None).await.unwrap();
    }
    assert_eq!(code(ann.claim_next(None).await), "too_many_held");
    let free = ann.queue(None, None, "free", None, 50).await.unwrap().items.remove(0);
    assert_eq!(code(ann.claim(&free.id).await), "too_many_held");
}

#[tokio::test]
async fn four_eyes_hold_for_claims_and_claim_next() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let both = api.user("ann", &[Role::FirstReviewer, Role::SecondReviewer]).await;
    let claimed = both.claim(&id).await.unwrap();
    decide(&both, &claimed, &Decision::Approve, "k").await;
    let other = api.case_with(Status::SecondReview, |case| case.first_passed_by = vec!["ann".into()]).await;
    assert_eq!(code(both.claim(&other).await), "four_eyes");
    assert_eq!(code(both.claim_next(None).await), "queue_empty");
    let bo = api.user("bo", &[Role::SecondReviewer]).await;
    assert_eq!(bo.claim_next(None).await.unwrap().case.row.id, other);
}

#[tokio::test]
async fn what_waits_for_no_review_cannot_be_claimed() {
    let api = fixture().await;
    let id = api.case(Status::Approved).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(code(ann.claim(&id).await), "wrong_status");
    assert_eq!(code(ann.claim("BA26999999").await), "not_found");
}
