//! What keys do to pictures: two beside each other, other tones, and stopping.

use beian_desk::client::Client;
use beian_desk::desk::image::Region;
use beian_desk::desk::screen::picture::model::State;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::keys::Scope;
use beian_desk::terminal::picture::Tone;

use super::stage::{Desk, first};
use crate::support::picture::jpeg;
use crate::support::{Fixture, fixture};

/// A case in first review with three pictures of different sizes.
async fn pictured(api: &Fixture) -> (Client, Desk) {
    let id = api.case_with(Status::Draft, |case| case.round = 0).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let slugs = ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"];
    for (number, slug) in slugs.iter().enumerate() {
        paula.upload(&id, slug, "a.jpg", &jpeg(320 + 40 * number as u32, 200), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    let mut desk = first(api, Lang::En, (140, 40)).await;
    desk.keys("Enter").await;
    (paula, desk)
}

#[tokio::test]
async fn two_pictures_stand_beside_each_other_and_the_second_changes() {
    let api = fixture().await;
    let (_, mut desk) = pictured(&api).await;
    let alone = desk.model.picture.shown().unwrap().cells;
    desk.keys("|").await;
    let beside = desk.model.picture.beside.as_ref().unwrap();
    assert_eq!((desk.model.picture.index, beside.index), (0, 1));
    let second = beside.state.shown().unwrap().full;
    assert_eq!((second.width, second.height), (360, 200));
    assert!(desk.model.picture.shown().unwrap().cells.cols < alone.cols);
    assert!(desk.shows(" 1/3") && desk.shows(" 2/3"), "{}", desk.frame());
    desk.keys("> >").await;
    assert!(desk.shows(" 1/3") && desk.shows(" 3/3"), "{}", desk.frame());
    desk.keys("|").await;
    assert!(desk.model.picture.beside.is_none() && !desk.shows(" 3/3"));
    assert_eq!(desk.model.picture.shown().unwrap().cells, alone);
}

#[tokio::test]
async fn contrast_and_inversion_come_round_and_belong_to_one_picture() {
    let api = fixture().await;
    let (_, mut desk) = pictured(&api).await;
    let plain = desk.model.picture.shown().unwrap().form.clone();
    desk.keys("c").await;
    assert!(desk.shows("contrast"), "{}", desk.frame());
    assert_ne!(desk.model.picture.shown().unwrap().form, plain);
    desk.keys("c").await;
    assert!(desk.shows("inverted"), "{}", desk.frame());
    desk.keys("c").await;
    assert_eq!(desk.model.picture.shown().unwrap().form, plain);
    desk.keys("c >").await;
    assert_eq!(desk.model.picture.tone, Tone::Plain);
}

#[tokio::test]
async fn the_part_of_a_field_is_framed() {
    let api = fixture().await;
    let (_, mut desk) = pictured(&api).await;
    desk.model.picture.highlight = None;
    assert!(!desk.shows("┌"));
    desk.model.picture.highlight = Some(Region { x: 2000, y: 2000, width: 3000, height: 3000 });
    assert!(desk.shows("┌") && desk.shows("┘"), "{}", desk.frame());
}

#[tokio::test]
async fn escape_stops_what_is_under_way_and_then_goes_back() {
    let api = fixture().await;
    let (_, mut desk) = pictured(&api).await;
    desk.keys("Tab").await;
    desk.press(">");
    assert!(desk.model.picture.is_under_way());
    desk.press("Esc");
    assert!(matches!(desk.model.picture.state, State::Failed(_)));
    assert_eq!(desk.model.scope(), Scope::Picture, "the picture keeps the focus");
    desk.settle().await;
    assert!(desk.shows("was stopped"), "{}", desk.frame());
    desk.keys("r").await;
    assert!(desk.model.picture.shown().is_some());
    desk.keys("Esc").await;
    assert_eq!(desk.model.scope(), Scope::Case);
}
