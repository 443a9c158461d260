//! Uploads: what is taken, what is not, and what replaces what.

use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use crate::support::picture::{huge_png, jpeg, png};
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
        let file = paula.upload(&id, "domain_certificate", "c.png", &png(3, 4), false).await.unwrap();
        assert_eq!(file.page, page);
    }
    assert_eq!(code(paula.upload(&id, "domain_certificate", "c.png", &png(3, 4), false).await), "slot_full");
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
