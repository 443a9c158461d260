//! Bad days: no network, late answers, monstrous values, tiny windows.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use beian_desk::client::{Client, Transport};
use beian_desk::config::Event;
use beian_desk::desk::msg::Msg;
use beian_desk::desk::update::TICK;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use jiff::SignedDuration;

use super::stage::{Desk, first, waiting};
use crate::support::fixture;

#[tokio::test]
async fn an_api_that_is_down_is_said_and_the_desk_recovers() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let router = api.server.in_process();
    let is_up = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&is_up);
    let flaky: beian_desk::client::InProcess = Arc::new(move |request| {
        let answer = switch.load(Ordering::SeqCst).then(|| router(request));
        Box::pin(async move {
            match answer {
                Some(answer) => answer.await,
                None => Err("connection refused".to_owned()),
            }
        })
    });
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let client = Client::over(Transport::in_process(flaky), &token, Lang::En);
    let mut desk = Desk::open(&api, client, Lang::En, (80, 24)).await;
    assert!(desk.model.offline.is_some() && desk.shows("connection refused"), "{}", desk.frame());
    desk.keys("j G C").await;
    assert!(desk.model.sheet.is_none() && desk.notice().contains("only look"), "{}", desk.notice());
    is_up.store(true, Ordering::SeqCst);
    desk.model.now += SignedDuration::try_from(TICK * 4).unwrap();
    desk.send(Msg::Tick);
    desk.settle().await;
    assert!(desk.model.offline.is_none() && desk.shows("BA26000001"), "{}", desk.frame());
    assert_eq!(desk.model.me.as_ref().unwrap().id, "ann");

    is_up.store(false, Ordering::SeqCst);
    desk.keys("Enter").await;
    assert!(desk.shows("no answer since") && !desk.shows("loading"), "nothing loads for ever: {}", desk.frame());
    assert!(desk.shows("BA26000001"), "what was read stays: {}", desk.frame());
    is_up.store(true, Ordering::SeqCst);

    desk.keys("Enter X").await.write("ENT_NAME_MISMATCH").await;
    desk.keys("Enter").await;
    is_up.store(false, Ordering::SeqCst);
    desk.keys("y").await;
    assert!(!desk.trouble().is_empty() && desk.model.draft().unwrap().reasons.len() == 1);
    is_up.store(true, Ordering::SeqCst);
    desk.keys("y").await;
    assert_eq!(desk.open_case(), "BA26000002", "sent again from the same sheet");
}

#[tokio::test]
async fn a_stale_reply_is_dropped() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 2).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    for key in ["Enter", "Esc", "j", "Enter"] {
        desk.press(key);
    }
    assert_eq!(desk.calls().len(), 2, "two cases: {:?}", desk.calls());
    desk.answer(1).await;
    assert_eq!(desk.open_case(), "BA26000002");
    desk.settle().await;
    assert_eq!(desk.open_case(), "BA26000002", "the earlier one came later and is gone");

    desk.press("r");
    desk.press("q");
    desk.settle().await;
    assert_eq!(desk.open_case(), "", "a case that was left does not come back");
}

#[tokio::test]
async fn a_hundred_thousand_characters_and_control_sequences_are_only_text() {
    let api = fixture().await;
    api.case_with(Status::FirstReview, |case| {
        case.filing.service.remark = "很长的备注 with words ".repeat(100_000 / 16);
        case.filing.entity.name = "\u{1b}]0;x\u{7}样本\u{202e}公司\u{200b}".into();
        case.filing.service.name = "x".repeat(100_000);
    })
    .await;
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    assert!(desk.shows("BA26000001"));
    desk.keys("Enter").await;
    assert_eq!(desk.open_case(), "BA26000001");
    for _ in 0..40 {
        desk.keys("j").await;
        desk.frame();
    }
    desk.keys("A").await;
    assert!(desk.shows("BA26000001"));
}

#[tokio::test]
async fn no_window_is_too_small_or_too_large_to_draw() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    let mut desk = first(&api, Lang::Zh, (80, 24)).await;
    for steps in ["", "?", "Esc b", "b Enter", "z", "z X", "?", "Esc Esc A"] {
        desk.keys(steps).await;
        for size in [(1, 1), (20, 5), (39, 10), (40, 9), (40, 10), (71, 15), (80, 24), (200, 60), (500, 200)] {
            desk.send(Msg::Resize(size.0, size.1));
            desk.frame();
        }
        desk.settle().await;
    }
    desk.send(Msg::Resize(20, 5));
    assert!(desk.shows("20"), "says what is too small: {}", desk.frame());
}

#[tokio::test]
async fn before_the_first_reply_there_is_a_frame_and_keys_do_no_harm() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 1).await;
    let client = api.user("ann", &[Role::FirstReviewer]).await;
    let mut desk = Desk::before_first_reply(&api, client, Lang::En, (80, 24));
    for key in ["j", "k", "Enter", "X", "m", "2", "1", "G", "?", "Esc"] {
        desk.press(key);
        desk.frame();
    }
    desk.settle().await;
    assert!(desk.shows("BA26000001"), "{}", desk.frame());
}

#[tokio::test]
async fn a_lease_is_renewed_while_its_case_is_open_and_its_loss_is_told() {
    let api = fixture().await;
    let ids = waiting(&api, Status::FirstReview, 1).await;
    let mut desk = first(&api, Lang::En, (80, 24)).await;
    desk.keys("C y").await;
    let until = desk.model.case.as_ref().unwrap().lease.as_ref().unwrap().expires_at;
    let wait = until.duration_since(api.now()) - SignedDuration::from_mins(5);
    api.pass(wait);
    desk.model.now = api.now();
    desk.send(Msg::Tick);
    desk.settle().await;
    let renewed = desk.model.case.as_ref().unwrap().lease.as_ref().unwrap().expires_at;
    assert!(renewed > until);
    let token = desk.model.case.as_ref().unwrap().lease.as_ref().unwrap().token.clone();
    desk.client.release(&ids[0], &token).await.unwrap();
    api.pass(renewed.duration_since(api.now()) - SignedDuration::from_mins(5));
    desk.model.now = api.now();
    desk.model.face.notify.on = vec![Event::LeaseLost];
    for _ in 0..2 {
        desk.send(Msg::Tick);
        desk.settle().await;
    }
    assert_eq!(desk.told.len(), 1, "once: {:?}", desk.told);
    assert!(desk.model.case.as_ref().unwrap().lease.is_none() && !desk.notice().is_empty());
}
