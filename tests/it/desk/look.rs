//! How the screens look: text only, under a fixed clock.

use std::time::Duration;

use beian_desk::client::Live;
use beian_desk::desk::msg::Msg;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use jiff::SignedDuration;

use super::stage::{Desk, first, waiting};
use crate::support::picture::jpeg;
use crate::support::{Fixture, fixture};

async fn desk(api: &Fixture, lang: Lang, size: (u16, u16)) -> Desk {
    waiting(api, Status::FirstReview, 3).await;
    waiting(api, Status::SecondReview, 1).await;
    let bo = api.user("bo", &[Role::FirstReviewer]).await;
    bo.claim("BA26000002").await.unwrap();
    first(api, lang, size).await
}

#[tokio::test]
async fn the_queue() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::Zh, (80, 24)).await;
    api.pass(SignedDuration::from_mins(12));
    desk.model.now = api.now();
    desk.keys("j Space k").await;
    desk.send(Msg::Live(Ok(Live::Delay(Duration::from_millis(12)))));
    for (size, name) in [((80, 24), "80"), ((120, 40), "120"), ((200, 60), "200")] {
        desk.send(Msg::Resize(size.0, size.1));
        desk.settle().await;
        for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            desk.model.lang = lang;
            insta::assert_snapshot!(format!("queue_{word}_{name}"), desk.frame());
        }
        desk.model.lang = Lang::Zh;
    }
}

#[tokio::test]
async fn a_case_with_its_picture() {
    let api = fixture().await;
    let id = api.case_with(Status::Draft, |case| case.round = 0).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        paula.upload(&id, slug, "a.jpg", &jpeg(320, 200), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    let mut desk = first(&api, Lang::Zh, (120, 40)).await;
    desk.keys("Enter j j").await;
    insta::assert_snapshot!("case_zh", desk.frame());
}

#[tokio::test]
async fn the_return_sheet() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En, (80, 24)).await;
    desk.keys("Enter X").await.write("ENT_NAME_MISMATCH").await;
    insta::assert_snapshot!("pick_en", desk.frame());
    desk.keys("Enter").await;
    insta::assert_snapshot!("return_en", desk.frame());
}

#[tokio::test]
async fn the_help() {
    let api = fixture().await;
    let mut desk = desk(&api, Lang::En, (80, 24)).await;
    desk.keys("?").await;
    insta::assert_snapshot!("help_en", desk.frame());
}

#[tokio::test]
async fn the_backlog() {
    let api = fixture().await;
    waiting(&api, Status::FirstReview, 3).await;
    waiting(&api, Status::SecondReview, 1).await;
    let lead = api.user("lea", &[Role::Lead]).await;
    let mut desk = Desk::open(&api, lead, Lang::En, (80, 24)).await;
    desk.keys("b").await;
    insta::assert_snapshot!("backlog_en", desk.frame());
}
