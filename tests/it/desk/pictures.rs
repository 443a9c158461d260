//! What keys do to pictures: two beside each other, other tones, and stopping.

use std::sync::Arc;

use beian_desk::client::Client;
use beian_desk::desk::image::Region;
use beian_desk::desk::screen::picture::model::State;
use beian_desk::domain::lang::Lang;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::keys::Scope;
use beian_desk::server::SeedMaterial;
use beian_desk::terminal::picture::Tone;
use image::ImageFormat;

use super::stage::{Desk, first};
use crate::support::picture::{cut_off, jpeg};
use crate::support::{Fixture, code, fixture, fixture_with};

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

/// Too large to be fetched as they are, so that the service makes previews of them: its decoder would fill what is missing.
#[tokio::test]
async fn a_file_that_is_cut_off_is_said_to_be_so_whether_or_not_a_part_is_shown() {
    let api = fixture_with(|options| {
        options.origin = Some(Arc::new(|origin| match origin {
            "jpeg" => Some((cut_off(900, 600, ImageFormat::Jpeg), "image/jpeg")),
            "png" => Some((cut_off(900, 600, ImageFormat::Png), "image/png")),
            _ => None,
        }));
    })
    .await;
    let slugs = [("entity_licence", "jpeg"), ("entity_principal_id_front", "png")];
    let seeded = slugs.map(|(slug, origin)| SeedMaterial { slug: slug.into(), page: 1, origin: origin.into() });
    let id = api.case_with(Status::FirstReview, |case| case.materials = seeded.to_vec()).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert!(ann.case(&id).await.unwrap().materials.iter().all(|material| material.bytes > 200_000));
    api.server.run_due().await.unwrap();
    let case = ann.case(&id).await.unwrap();
    assert!(case.materials.iter().all(|material| material.facts.as_ref().unwrap().cut_off));
    for (lang, caption, sentence) in
        [(Lang::En, "file cut off", "the file is cut off"), (Lang::Zh, "文件不完整", "文件不完整，")]
    {
        let mut desk = first(&api, lang, (140, 40)).await;
        desk.keys("Enter").await;
        assert!(desk.model.picture.shown().is_some(), "its upper half can be seen");
        assert!(desk.shows(caption), "{}", desk.frame());
        desk.keys(">").await;
        assert!(desk.model.picture.shown().is_none());
        assert!(desk.shows(caption) && desk.shows(sentence) && desk.shows("image/png"), "{}", desk.frame());
    }
    let paula = api.user("paula", &[Role::Applicant]).await;
    let draft = api.case_with(Status::Draft, |case| case.round = 0).await;
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let sent = paula.upload(&draft, "entity_licence", "a", &cut_off(90, 60, format), false).await;
        assert_eq!(code(sent), "picture_unreadable");
    }
}
