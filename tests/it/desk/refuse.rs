//! What is not possible: greyed before it is tried, and kept in the sheet when somebody else was faster.

use beian_desk::desk::effect::Reply;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::open::Open;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::{Stage, Status};

use super::stage::{Desk, first, waiting};
use crate::support::{decide, fixture};

#[tokio::test]
async fn a_first_reviewer_may_look_at_a_second_review_and_not_decide_it() {
    let api = fixture().await;
    waiting(&api, Status::SecondReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("2 Enter").await;
    assert_eq!(desk.open_case(), "BA26000001");
    for key in ["A", "X", "C", "m"] {
        desk.keys(key).await;
        assert!(desk.model.sheet.is_none() && !desk.notice().is_empty(), "{key}: {}", desk.frame());
    }
}

#[tokio::test]
async fn four_eyes_hold_for_who_has_both_roles() {
    let api = fixture().await;
    api.case_with(Status::SecondReview, |case| case.first_passed_by = vec!["both".into()]).await;
    let both = api.user("both", &[Role::FirstReviewer, Role::SecondReviewer, Role::Lead]).await;
    let mut desk = Desk::open(&api, both, Lang::Zh, (100, 30)).await;
    desk.keys("2 Enter A").await;
    assert!(desk.model.sheet.is_none());
    assert!(desk.notice().contains('初'), "{}", desk.notice());
}

#[tokio::test]
async fn somebody_who_was_faster_is_told_in_the_sheet_that_keeps_what_was_typed() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter X").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter").await;
    let claimed = bo.claim(&ids[0]).await.unwrap();
    desk.keys("y").await;
    assert!(desk.shows("bo holds this case"), "423: {}", desk.frame());
    assert_eq!(desk.model.draft().unwrap().reasons.len(), 1);
    assert_eq!(desk.model.case.as_ref().unwrap().case.row.holder.as_ref().unwrap().id, "bo", "read again below");
    assert!(
        desk.shows("ENT_NAME_MISMATCH") && desk.shows("once it is free, C claims it"),
        "and what to do: {}",
        desk.frame()
    );

    desk.keys("Enter r X").await;
    assert!(desk.notice().contains("bo"), "nor is a sheet opened for what would be refused: {}", desk.notice());
    bo.release(&ids[0], &claimed.lease.token).await.unwrap();
    desk.keys("r X").await;
    let claimed = bo.claim(&ids[0]).await.unwrap();
    decide(&bo, &claimed, &Decision::Approve, "k").await;
    desk.keys("y").await;
    assert!(!desk.trouble().is_empty(), "409: {}", desk.frame());
    assert!(desk.shows("ENT_NAME_MISMATCH"), "{}", desk.frame());
    desk.keys("y").await;
    assert_eq!(bo.history(&ids[0]).await.unwrap().items.len(), 1, "a second y sends nothing from there");
    assert!(desk.model.sheet.is_some(), "the sheet lies below");
    desk.keys("q").await;
    assert!(desk.open_case().is_empty() && desk.model.sheet.is_none(), "q goes to the queue");
    assert_eq!(desk.model.drafts[&ids[0]].reasons.len(), 1, "and the draft stays");
}

#[tokio::test]
async fn a_claim_that_came_too_late_is_told_with_what_happened_and_what_is_kept() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Enter v C").await;
    let claimed = bo.claim(&ids[0]).await.unwrap();
    desk.keys("y").await;
    for text in ["Not done", "held by bo", "checked: 1", "once it is free, C claims it"] {
        assert!(desk.shows(text), "{text}: {}", desk.frame());
    }
    decide(&bo, &claimed, &Decision::Approve, "k").await;
    desk.keys("y").await;
    assert!(desk.shows("Not done"), "a second y sends nothing from there: {}", desk.frame());
    desk.keys("Enter y").await;
    assert!(desk.shows("which does not allow"), "{}", desk.frame());
    assert!(desk.shows("bo  approve"), "what happened, and by whom: {}", desk.frame());
    desk.keys("q").await;
    assert!(desk.open_case().is_empty() && desk.model.sheet.is_none() && desk.model.over.is_empty());
    assert_eq!(desk.model.drafts[&ids[0]].verified.len(), 1, "and the draft stays");
}

#[tokio::test]
async fn a_status_of_a_newer_server_is_shown_and_decides_nothing() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.patch = |reply| match reply {
        Reply::Case(case) => case.row.status = Open::Other("on_the_moon\u{1b}[2J".into()),
        Reply::Queue(page) => {
            for row in &mut page.items {
                row.status = Open::Other("on_the_moon".into());
            }
        }
        _ => {}
    };
    desk.keys("r Enter").await;
    assert!(desk.shows("on_the_moon"), "{}", desk.frame());
    for key in ["A", "X", "C"] {
        desk.keys(key).await;
        assert!(desk.model.sheet.is_none() && desk.notice().contains("on_the_moon"), "{key}: {}", desk.notice());
    }
}

#[tokio::test]
async fn a_second_reviewer_starts_where_his_work_is() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    waiting(&api, Status::SecondReview, 1).await;
    let zoe = api.user("zoe", &[Role::SecondReviewer]).await;
    let mut desk = Desk::open(&api, zoe, Lang::En, (80, 24)).await;
    assert_eq!(desk.model.queue.stage(), Stage::Second);
    desk.keys("1 C").await;
    assert!(desk.notice().contains("it needs: first reviewer"), "{}", desk.notice());
    assert!(desk.model.sheet.is_none(), "no sheet asks for what would be refused");
}
