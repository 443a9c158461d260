//! Keys pressed while a case is on its way: kept in order and played, or refused with a word.

use beian_desk::client::Client;
use beian_desk::desk::ahead::MOST;
use beian_desk::desk::effect::Call;
use beian_desk::desk::model::Place;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::status::Status;

use super::stage::{Desk, first, waiting};
use crate::support::fixture;

fn press(desk: &mut Desk, names: &str) {
    for name in names.split_whitespace() {
        desk.press(name);
    }
}

#[tokio::test]
async fn what_marks_and_drafts_is_played_in_order_when_the_case_comes() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    press(&mut desk, "Enter v v j m");
    assert!(desk.notice().contains("keys kept for the case: 4 (Esc cancels)"), "{}", desk.notice());
    assert_eq!(desk.model.queue.list().cursor, 0, "they are not for the queue");
    for c in "ENT_NAME_MISMATCH".chars() {
        desk.press(&c.to_string());
    }
    press(&mut desk, "Enter");
    desk.settle().await;
    assert_eq!(desk.open_case(), "BA26000001");
    let draft = desk.model.draft().unwrap();
    assert_eq!((draft.verified.len(), draft.reasons[0].code.as_str()), (2, "ENT_NAME_MISMATCH"));
}

#[tokio::test]
async fn what_changes_a_case_is_refused_and_never_played() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    press(&mut desk, "Enter v C");
    assert!(desk.notice().contains("still loading: C was not carried out"), "{}", desk.notice());
    desk.settle().await;
    assert!(desk.model.sheet.is_none() && desk.model.draft().unwrap().verified.len() == 1);
    assert!(desk.client.case(&ids[0]).await.unwrap().row.holder.is_none());
}

#[tokio::test]
async fn a_capital_behind_kept_text_stops_the_playing_and_says_so() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    press(&mut desk, "Enter m");
    for c in "ENT_NAME_MISMATCH".chars() {
        desk.press(&c.to_string());
    }
    press(&mut desk, "Enter A y v");
    desk.settle().await;
    assert!(desk.notice().contains("A and what followed was not carried out"), "{}", desk.notice());
    assert_eq!(desk.model.draft().unwrap().reasons.len(), 1);
    assert!(desk.model.sheet.is_none() && desk.client.history(&ids[0]).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn esc_and_q_cancel_the_opening_and_other_keys_act_at_once() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    for key in ["Esc", "q"] {
        press(&mut desk, "Enter v");
        desk.press(key);
        assert!(desk.notice().contains("not opened"), "{}", desk.notice());
        desk.settle().await;
        assert!(!desk.has_quit && desk.model.place == Place::Queue, "{key}");
        assert!(desk.model.drafts.is_empty());
    }
    press(&mut desk, "Enter v ?");
    assert!(desk.model.help.is_some());
    desk.settle().await;
    desk.keys("Esc").await;
    assert_eq!(desk.open_case(), "BA26000001");
    assert!(desk.shows("checked 0/"), "what was kept is dropped: {}", desk.frame());
}

#[tokio::test]
async fn only_so_many_keys_are_kept() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    desk.press("Enter");
    for _ in 0..=MOST {
        desk.press("v");
    }
    assert!(desk.notice().contains(&format!("no more than {MOST}")), "{}", desk.notice());
    desk.settle().await;
    assert!(desk.shows(&format!("checked {MOST}/")) || desk.notice().contains("checked"), "{}", desk.frame());
}

#[tokio::test]
async fn a_case_that_does_not_come_drops_what_was_kept_and_says_so() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    let good = std::mem::replace(&mut desk.client, Client::http("http://127.0.0.1:9", "t", Lang::En).unwrap());
    press(&mut desk, "Enter v j");
    desk.settle().await;
    assert!(desk.notice().contains("not carried out: 2"), "{}", desk.notice());
    desk.client = good;
    desk.keys("Enter").await;
    assert!(desk.shows("checked 0/"), "{}", desk.frame());
}

#[tokio::test]
async fn keys_behind_a_verdict_are_for_the_next_case() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (100, 30)).await;
    press(&mut desk, "C y v");
    desk.settle().await;
    assert!(desk.shows("checked 1/"), "behind a claim as well: {}", desk.frame());
    desk.keys("A").await;
    press(&mut desk, "y v v");
    assert!(matches!(desk.calls()[..], [Call::Decide(_)]), "{:?}", desk.calls());
    desk.settle().await;
    assert_eq!((desk.open_case(), desk.model.draft().unwrap().verified.len()), ("BA26000002", 2));
    assert!(!desk.model.drafts.contains_key(&ids[0]));
    assert!(desk.notice().contains("BA26000002 is claimed"), "what happened is still said: {}", desk.notice());
}
