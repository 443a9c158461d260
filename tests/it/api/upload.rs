//! Uploads: what is taken, what is not, and what replaces what.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use crate::support::picture::{form, huge_png, jpeg, mp4, png, webm};
use crate::support::{code, fixture};

#[tokio::test]
async fn what_is_no_picture_of_ours_is_refused() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::Draft).await;
    let whole = jpeg(64, 64);
    let table: &[(&str, Vec<u8>, &str)] = &[
        ("entity_licence", b"GIF89a and so on".to_vec(), "picture_type"),
        ("entity_licence", Vec::new(), "picture_type"),
        ("entity_licence", b"%PDF-1.7".to_vec(), "picture_type"),
        ("entity_licence", whole[..20].to_vec(), "picture_unreadable"),
        ("entity_licence", [&png(8, 8)[..40], &[0; 20]].concat(), "picture_unreadable"),
        ("entity_licence", huge_png(10_001, 10), "picture_dimensions"),
        ("entity_licence", huge_png(10_000, 10_000), "picture_unreadable"),
        ("entity_licence", [png(2, 2), vec![0; 10 * 1024 * 1024]].concat(), "picture_too_large"),
        ("entity_licence", vec![0; 12 * 1024 * 1024], "picture_too_large"),
        ("entity_licence", vec![0; 52 * 1024 * 1024], "video_too_large"),
        ("entity_licence", huge_png(50_000, 50_000), "picture_dimensions"),
        ("entity_licence", huge_png(0, 10), "picture_unreadable"),
        ("entity_licence", huge_png(u32::MAX, u32::MAX), "picture_dimensions"),
        ("entity_licence", b"RIFF\x24\0\0\0WEBPVP8 and so on".to_vec(), "picture_type"),
        ("entity_licence", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "picture_type"),
        ("entity_licence", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), "picture_type"),
        ("entity_licence", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "picture_type"),
        ("entity_licence", whole[..whole.len() / 2].to_vec(), "picture_unreadable"),
        ("entity_licence", mp4(9), "picture_type"),
        ("promise_video", whole.clone(), "video_type"),
        ("promise_video", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "video_type"),
        ("promise_video", mp4(9)[..40].to_vec(), "video_unreadable"),
        ("promise_video", webm(0), "video_unreadable"),
        ("promise_video", mp4(50 * 1024 * 1024), "video_too_large"),
        ("no_such_slug", jpeg(4, 4), "material_unknown"),
        ("face_verification", jpeg(4, 4), "material_unknown"),
        ("", jpeg(4, 4), "material_unknown"),
    ];
    for (slug, bytes, expected) in table {
        assert_eq!(code(paula.upload(&id, slug, "x.jpg", bytes, false).await), *expected, "{slug} {}", bytes.len());
    }
    assert!(paula.filing(&id).await.unwrap().materials.is_empty());
}

#[tokio::test]
async fn a_full_slot_takes_a_file_only_in_place_of_the_others() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    let first = paula.upload(&id, "entity_licence", "a.jpg", &jpeg(10, 20), false).await.unwrap();
    assert_eq!((first.content_type.as_str(), first.page, first.width, first.height), ("image/jpeg", 1, 10, 20));
    assert_eq!(code(paula.upload(&id, "entity_licence", "b.png", &png(30, 40), false).await), "slot_full");
    let second = paula.upload(&id, "entity_licence", "公司\"执照\".png", &png(30, 40), true).await.unwrap();
    assert_eq!((second.content_type.as_str(), second.page), ("image/png", 1));
    let materials = paula.filing(&id).await.unwrap().materials;
    assert_eq!(materials, std::slice::from_ref(&second));
    assert_eq!(ann.content(&second.id).await.unwrap().bytes, png(30, 40));
    assert_eq!(code(ann.content(&first.id).await), "not_found", "replaced bytes are gone");
    for page in 1..=10 {
        let file = paula.upload(&id, "domain_certificate", "c.png", &png(3, page), false).await.unwrap();
        assert_eq!(file.page, page);
    }
    assert_eq!(code(paula.upload(&id, "domain_certificate", "c.png", &png(3, 40), false).await), "slot_full");
}

#[tokio::test]
async fn forms_that_cannot_be_read_are_problems() {
    let api = fixture().await;
    let token = api.token("paula", &[Role::Applicant]).await;
    let id = api.case(Status::Draft).await;
    let path = format!("/v1/filings/{id}/materials");
    let form = "multipart/form-data; boundary=b";
    let slug = "--b\r\nContent-Disposition: form-data; name=\"slug\"\r\n\r\nentity_licence\r\n";
    let table = [
        ("application/json", "{}".to_owned(), 415, "body_type"),
        ("multipart/form-data", String::new(), 400, "body_unreadable"),
        (form, String::new(), 400, "body_unreadable"),
        (form, "no form at all".to_owned(), 400, "body_unreadable"),
        (form, slug.to_owned(), 400, "body_unreadable"),
        (form, format!("{slug}--b--\r\n"), 422, "body_invalid"),
    ];
    for (kind, body, status, code) in table {
        let answer = api.raw("POST", &path, &token, &[("content-type", kind)], body.as_bytes()).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{kind} {body}");
    }
}

#[tokio::test]
async fn unusual_pictures_are_taken_and_shown_as_what_they_are() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    let written = |picture: image::DynamicImage| {
        let mut out = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    };
    let deep =
        written(image::DynamicImage::ImageRgb16(image::ImageBuffer::from_pixel(20, 10, image::Rgb([9999, 5, 65_535]))));
    let clear =
        written(image::DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(20, 10, image::Rgba([9, 9, 9, 0]))));
    // An animation's control chunk before the data: the first frame is the picture.
    let still = png(20, 10);
    let chunk = b"\0\0\0\x08acTL\0\0\0\x01\0\0\0\0\xb9\x3d\xd9\x94";
    let moving = [&still[..33], &chunk[..], &still[33..]].concat();
    for (name, bytes) in [("deep", deep), ("clear", clear), ("moving", moving), ("cmyk", cmyk_jpeg())] {
        let file = paula.upload(&id, "entity_licence", name, &bytes, true).await.unwrap();
        let preview = ann.preview(&file.id, 20, 20).await.unwrap();
        let (seen, small) = (image::load_from_memory(&preview).unwrap().to_rgb8(), ann.small(&file.id).await.unwrap());
        assert_eq!(seen.dimensions(), (file.width.min(20), file.height.min(20)), "{name}");
        assert!(small.len() <= 100_000, "{name}");
        if name == "clear" {
            assert!(seen.get_pixel(3, 3).0.iter().all(|value| *value > 250), "what is clear is paper");
        }
    }
}

/// An 8x8 JPEG of four channels, all grey, with Adobe's marker.
fn cmyk_jpeg() -> Vec<u8> {
    let quantities: Vec<u8> = [&[0xff, 0xdb, 0, 67, 0][..], &[1; 64]].concat();
    let mut out = vec![0xff, 0xd8];
    out.extend(b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0");
    out.extend(quantities);
    out.extend([0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4]);
    out.extend((1..=4).flat_map(|channel| [channel, 0x11, 0]));
    // One code of one bit in each table: no difference, no coefficients.
    for table in [0x00, 0x10] {
        out.extend([0xff, 0xc4, 0, 20, table, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    out.extend([0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    out.extend([0x00, 0xff, 0xd9]);
    out
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let api = fixture().await;
    let token = api.token("paula", &[Role::Applicant]).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::Draft).await;
    let send = async |slug: &str, bytes: &[u8], replace: bool| {
        let replace: &[u8] = if replace { b"true" } else { b"false" };
        let (kind, body) =
            form(&[("slug", None, slug.as_bytes()), ("replace", None, replace), ("file", Some("a"), bytes)]);
        let answer =
            api.raw("POST", &format!("/v1/filings/{id}/materials"), &token, &[("content-type", kind)], &body).await;
        (answer.status, answer.json()["id"].as_str().unwrap_or_default().to_owned())
    };
    let (status, first) = send("entity_licence", &png(3, 4), false).await;
    assert_eq!(status, 201);
    let version = paula.filing(&id).await.unwrap().version;
    for replace in [false, true] {
        assert_eq!(send("entity_licence", &png(3, 4), replace).await, (200, first.clone()), "a full slot or not");
    }
    assert_eq!(paula.filing(&id).await.unwrap().version, version, "nothing was done");
    assert_eq!(send("entity_licence", &png(3, 5), false).await.0, 409);
    assert_eq!(send("entity_licence", &png(3, 5), true).await.0, 201);
    assert_eq!(send("entity_licence", &png(3, 4), true).await.0, 201, "replaced files are not there any more");

    for side in [1, 2] {
        send("domain_certificate", &png(side, 1), false).await;
    }
    assert_eq!(send("domain_certificate", &png(2, 1), false).await.0, 200);
    assert_eq!(send("domain_certificate", &png(2, 1), true).await.0, 201, "in the place of both");
    let there = paula.filing(&id).await.unwrap().materials;
    assert_eq!(there.iter().filter(|file| file.slug == "domain_certificate").count(), 1);

    let bytes = png(9, 9);
    let (one, two) = tokio::join!(send("legal_rep_id", &bytes, false), send("legal_rep_id", &bytes, false));
    assert_eq!(one.1, two.1, "sent twice at once, there once: {one:?} {two:?}");
    assert_eq!(one.0 + two.0, 401);
}

#[tokio::test]
async fn a_video_is_kept_as_it_is_and_has_no_picture() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::MaterialsPending).await;
    for (bytes, kind) in [(mp4(900), "video/mp4"), (webm(900), "video/webm")] {
        let file = paula.upload(&id, "promise_video", "x.jpg", &bytes, true).await.unwrap();
        assert_eq!((file.content_type.as_str(), file.width, file.height), (kind, 0, 0));
        let content = ann.content(&file.id).await.unwrap();
        assert_eq!((&content.bytes[..], content.content_type.as_str()), (&bytes[..], kind));
        assert_eq!(code(ann.preview(&file.id, 10, 10).await), "not_a_picture");
        assert_eq!(code(ann.small(&file.id).await), "not_a_picture");
    }
    assert!(paula.verify(&id, &webm(500)).await.unwrap().verified_at.is_some());
    assert_eq!(code(paula.verify(&id, b"%PDF-1.7").await), "media_type");
    let face = paula.filing(&id).await.unwrap().materials.into_iter().find(|file| file.slug == "face_verification");
    assert_eq!(face.unwrap().content_type, "video/webm");
}

#[tokio::test]
async fn verifying_with_the_same_photo_counts_again_only_for_another_person() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::MaterialsPending).await;
    let first = paula.verify(&id, &jpeg(9, 9)).await.unwrap();
    assert_eq!(paula.verify(&id, &jpeg(9, 9)).await.unwrap().version, first.version);
    let mut filing = first.filing.clone();
    filing.service_principal.name = "样本二".into();
    filing.service_principal.is_same_as_entity_principal = false;
    assert_eq!(paula.edit_filing(&id, &filing).await.unwrap().verified_at, None);
    assert!(paula.verify(&id, &jpeg(9, 9)).await.unwrap().verified_at.is_some());
}
