//! The version of a picture that the administration gets, and what ETags save.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use crate::support::fixture;
use crate::support::picture::{lying_jpeg, png};

fn noisy_png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519).to_be_bytes();
        image::Rgb([mixed[0], mixed[1], mixed[2]])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(picture).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn it_fits_into_100_kb_and_stands_upright() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    let large = paula.upload(&id, "entity_licence", "a.png", &noisy_png(1300, 900), false).await.unwrap();
    assert!(large.bytes > 1_000_000);
    let small = ann.small(&large.id).await.unwrap();
    assert!((50_000..=100_000).contains(&small.len()), "{}", small.len());
    let seen = image::load_from_memory_with_format(&small, image::ImageFormat::Jpeg).unwrap();
    assert!(seen.width() < 1300 && seen.width() > seen.height());
    assert_eq!(ann.small(&large.id).await.unwrap(), small, "the same every time");

    let lying = paula.upload(&id, "legal_rep_id", "a.jpg", &lying_jpeg(80, 40), false).await.unwrap();
    let small = image::load_from_memory(&ann.small(&lying.id).await.unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (40, 80), "small enough keeps its size");
}

#[tokio::test]
async fn who_has_it_already_is_not_sent_it_again() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::Draft).await;
    let file = paula.upload(&id, "entity_licence", "a.png", &png(30, 20), false).await.unwrap();
    let ann = api.token("ann", &[Role::FirstReviewer]).await;
    for what in ["small", "preview?width=10", "preview?width=11"] {
        let path = format!("/v1/materials/{}/{what}", file.id);
        let answer = api.raw("GET", &path, &ann, &[], b"").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "image/jpeg"));
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let etag = answer.header("etag");
        assert!(etag.contains(&file.sha256), "{etag}");
        for known in [etag.to_owned(), format!("\"x\", W/{etag}")] {
            let again = api.raw("GET", &path, &ann, &[("if-none-match", &known)], b"").await;
            assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, etag));
        }
        let other = format!("/v1/materials/{}/preview?width=12", file.id);
        assert_eq!(api.raw("GET", &other, &ann, &[("if-none-match", etag)], b"").await.status, 200);
    }
    let path = format!("/v1/materials/{}/small", file.id);
    let applicant = api.token("paula", &[Role::Applicant]).await;
    assert_eq!(api.raw("GET", &path, &applicant, &[], b"").await.problem(), (403, "role_missing".to_owned()));
    assert_eq!(api.raw("GET", &path, "", &[], b"").await.problem(), (401, "unauthenticated".to_owned()));
    assert_eq!(api.raw("GET", "/v1/materials/none/small", &ann, &[], b"").await.status, 404);
}
