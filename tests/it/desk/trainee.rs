//! A trainee at the desk: his verdicts are proposals, and are compared with a reviewer's once that one has decided.

use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use super::stage::{Desk, first};
use crate::support::{decide, fixture, returning};

const SIZE: (u16, u16) = (120, 40);

#[tokio::test]
async fn a_trainees_return_is_told_as_a_proposal_and_the_case_stays_as_it_is() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let tom = api.user("tom", &[Role::Trainee]).await;
    let mut desk = Desk::open(&api, tom, Lang::En, SIZE).await;
    desk.keys("C y m").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter X y").await;
    assert!(desk.notice().contains("Your proposal for"), "{}", desk.notice());
    assert!(!desk.notice().contains("is returned"), "{}", desk.notice());
    let case = desk.client.case(&id).await.unwrap();
    assert_eq!((case.row.status, case.row.decision), (Status::FirstReview.into(), None));
    assert!(desk.model.held.is_none(), "there is nothing to take back");
}

#[tokio::test]
async fn proposals_stand_on_a_card_and_never_before_the_decision_that_they_would_sway() {
    let api = fixture().await;
    let id = api.case(Status::FirstReview).await;
    let tom = api.user("tom", &[Role::Trainee]).await;
    let version = tom.case(&id).await.unwrap().row.version;
    tom.decide(&id, &returning(&["ENT_NAME_MISMATCH"]), version, "", "k").await.unwrap();

    let mut ann = first(&api, Lang::En, SIZE).await;
    ann.keys("Enter :").await.write("proposals").await;
    ann.keys("Enter").await;
    assert!(ann.shows("tom") && ann.shows("has proposed"), "{}", ann.frame());
    assert!(!ann.shows("ENT_NAME_MISMATCH"), "{}", ann.frame());
    ann.keys("Esc q").await;

    let mut his = Desk::open(&api, tom, Lang::Zh, SIZE).await;
    his.keys("Enter :").await.write("proposals").await;
    his.keys("Enter").await;
    assert!(his.shows("ENT_NAME_MISMATCH") && his.shows("待审核员决定后比对"), "{}", his.frame());
    his.keys("Esc q").await;

    let claimed = ann.client.claim(&id).await.unwrap();
    decide(&ann.client, &claimed, &returning(&["ENT_NAME_MISMATCH", "WEB_NAME_CHARSET"]), "k").await;
    his.keys(":").await.write("trainees").await;
    his.keys("Enter").await;
    assert!(his.shows("结论一致 1/1"), "{}", his.frame());
    let proposals = his.client.proposals(&id).await.unwrap();
    assert!(proposals[0].given.is_some());
}
