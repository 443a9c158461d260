//! Looking at materials: the original, the preview, and pictures that are made on first use.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::SeedMaterial;

use crate::support::picture::{jpeg, lying_jpeg};
use crate::support::{code, fixture, fixture_with};

#[tokio::test]
async fn the_original_comes_as_it_was_and_stays_private() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    let file = paula.upload(&id, "entity_licence", "a.jpg", &jpeg(10, 20), false).await.unwrap();
    let answer = api.raw("GET", &format!("/v1/materials/{}/content", file.id), &token, &[], b"").await;
    assert_eq!(answer.body, jpeg(10, 20));
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(answer.header("etag"), format!("\"{}\"", file.sha256));
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("content-disposition"), "inline");
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(code(ann.content("no-such").await), "not_found");
}

#[tokio::test]
async fn a_preview_is_upright_and_fits() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    let file = paula.upload(&id, "entity_licence", "a.jpg", &lying_jpeg(80, 40), false).await.unwrap();
    assert_eq!((file.width, file.height), (80, 40), "facts are of the file as stored");
    for (most, expected) in [((400, 400), (40, 80)), ((20, 400), (20, 40)), ((1, 1), (1, 1))] {
        let preview = ann.preview(&file.id, most.0, most.1).await.unwrap();
        assert_eq!(ann.preview(&file.id, most.0, most.1).await.unwrap(), preview);
        let picture = image::load_from_memory_with_format(&preview, image::ImageFormat::Jpeg).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), expected);
    }
    let upright = image::load_from_memory(&ann.preview(&file.id, 400, 400).await.unwrap()).unwrap().to_rgb8();
    let (top, bottom) = (upright.get_pixel(20, 10), upright.get_pixel(20, 70));
    assert!(top[0] > 120 && bottom[2] > 120, "what lay left stands on top: {top:?} {bottom:?}");
    assert_eq!(code(ann.preview(&file.id, 0, 10).await), "query_invalid");
    assert_eq!(code(ann.preview(&file.id, 10, 5000).await), "query_invalid");
}

#[tokio::test]
async fn seeded_pictures_are_made_when_they_are_first_needed() {
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let api = fixture_with(|options| {
        options.origin = Some(Arc::new(move |origin| {
            count.fetch_add(1, Ordering::SeqCst);
            let side = origin.strip_prefix("draw:")?.parse().ok()?;
            Some((jpeg(side, 10), "image/jpeg"))
        }));
    })
    .await;
    let files = |sides: &[&str]| {
        sides
            .iter()
            .zip(1..)
            .map(|(side, page)| SeedMaterial {
                slug: "domain_certificate".into(),
                page,
                origin: format!("draw:{side}"),
            })
            .collect()
    };
    let id = api.case_with(Status::FirstReview, |case| case.materials = files(&["16", "24"])).await;
    api.case_with(Status::FirstReview, |case| case.materials = files(&["32", "40", "odd"])).await;
    assert_eq!(made.load(Ordering::SeqCst), 0);
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let (one, two) = tokio::join!(ann.case(&id), ann.case(&id));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one, two);
    assert_eq!(one.materials.iter().map(|file| file.width).collect::<Vec<_>>(), [16, 24]);
    assert_eq!(ann.content(&one.materials[0].id).await.unwrap().bytes, jpeg(16, 10));
    let before = made.load(Ordering::SeqCst);
    assert_eq!(ann.claim(&id).await.unwrap().case.materials, one.materials);
    assert_eq!(made.load(Ordering::SeqCst), before, "what is made stays made");
    assert_eq!(api.server.make_pending(10).await.unwrap(), 2);
    assert_eq!(api.server.make_pending(10).await.unwrap(), 0, "an unknown origin is not tried for ever");
}

#[tokio::test]
async fn a_maker_that_fails_is_our_own_failure_and_said_so_plainly() {
    let api = fixture_with(|options| options.origin = Some(Arc::new(|_| panic!("no ink")))).await;
    let id = api
        .case_with(Status::FirstReview, |case| {
            case.materials = vec![SeedMaterial { slug: "entity_licence".into(), page: 1, origin: "x".into() }];
        })
        .await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let answer = api.raw("GET", &format!("/v1/cases/{id}"), &token, &[], b"").await;
    assert_eq!(answer.problem(), (500, "internal".to_owned()));
    assert!(!answer.json()["detail"].as_str().unwrap().contains("ink"));
}
