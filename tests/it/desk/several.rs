//! What is done on all marked cases at once.

use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use super::stage::{Desk, first, waiting};
use crate::support::{Fixture, fixture};

fn marked(desk: &Desk) -> Vec<&str> {
    desk.model.queue.marks.values().map(String::as_str).collect()
}

async fn holders(api: &Fixture, ids: &[String]) -> Vec<Option<String>> {
    let lead = api.user("lea", &[Role::Lead]).await;
    let mut out = Vec::new();
    for id in ids {
        out.push(lead.case(id).await.unwrap().row.holder.map(|holder| holder.id));
    }
    out
}

#[tokio::test]
async fn the_marked_cases_that_i_hold_are_handed_back_by_one_sheet() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 4).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for id in &ids[..3] {
        ann.claim(id).await.unwrap();
    }
    let mut desk = Desk::open(&api, ann, Lang::En, (100, 30)).await;
    desk.keys("j j j U").await;
    assert!(desk.model.sheet.is_none() && !desk.notice().is_empty(), "not mine: {}", desk.notice());
    desk.keys("g U").await;
    assert!(desk.shows("Hand back 1 cases?") && desk.shows("BA26000001"), "without marks, the row: {}", desk.frame());
    desk.keys("n Space Space j Space U").await;
    assert!(desk.shows("Hand back 2 cases?"), "{}", desk.frame());
    assert!(desk.shows("BA26000001, BA26000002") && desk.shows("do not hold stay as they are: 1"), "{}", desk.frame());
    desk.keys("Enter").await;
    assert!(desk.model.sheet.is_none(), "the default is No");
    assert_eq!(holders(&api, &ids[..2]).await, [Some("ann".into()), Some("ann".into())]);
    desk.keys("U y").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("Handed back: 2"), "{}", desk.notice());
    assert_eq!(holders(&api, &ids).await, [None, None, Some("ann".into()), None]);
    assert_eq!(marked(&desk), ["BA26000004"], "what was done is no longer marked");
}

#[tokio::test]
async fn the_marked_cases_are_put_off_and_what_was_refused_is_told_and_stays_marked() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 7).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.claim(&ids[1]).await.unwrap();
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("* S").await;
    assert!(desk.shows("Put 7 cases off?") && desk.shows("BA26000005 … (7)"), "{}", desk.frame());
    assert!(!desk.shows("BA26000006,"), "only the first few are named");
    desk.keys("e").await.write("waiting for the province").await;
    desk.keys("Enter y").await;
    assert!(desk.shows("What became of each") && desk.shows("Put off: 6."), "{}", desk.frame());
    assert!(desk.frame().lines().any(|line| line.contains("BA26000002") && line.contains("bo")), "{}", desk.frame());
    assert_eq!(marked(&desk), ["BA26000002"]);
    for (at, id) in ids.iter().enumerate() {
        assert_eq!(desk.client.case(id).await.unwrap().snoozed.is_some(), at != 1, "{id}");
    }
    assert_eq!(desk.model.drafts[&ids[1]].aside, "waiting for the province", "to be tried again with");
    desk.keys("Esc").await;
    assert!(desk.model.over.is_empty() && desk.model.several.is_none());
}

#[tokio::test]
async fn esc_stops_before_the_next_case() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 3).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    for id in &ids {
        ann.claim(id).await.unwrap();
    }
    let mut desk = Desk::open(&api, ann, Lang::En, (100, 30)).await;
    desk.keys("* U").await;
    desk.press("y");
    assert!(desk.notice().contains("working on 1 of 3 (Esc stops)"), "{}", desk.notice());
    desk.press("Esc");
    desk.settle().await;
    assert!(desk.shows("Handed back: 1.") && desk.shows("stopped before it"), "{}", desk.frame());
    assert_eq!(holders(&api, &ids).await, [None, Some("ann".into()), Some("ann".into())]);
    assert_eq!(marked(&desk).len(), 2);
}

#[tokio::test]
async fn numbers_are_copied_together_and_what_is_about_one_case_says_so() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.keys("Space Space y n").await;
    assert_eq!(desk.copied, ["BA26000001\nBA26000002"]);
    desk.keys("y d").await;
    assert_eq!(desk.copied[1], "sample-3.example");
    assert!(desk.notice().contains("y n copies all marked numbers"), "{}", desk.notice());
    desk.keys("E").await;
    assert!(desk.shows("Give BA26000003 to the lead?"), "{}", desk.frame());
    assert!(desk.notice().contains("this is about BA26000003 alone"), "{}", desk.notice());
}
