//! Pictures are measured off the request path, once, and what cannot be read is said to be so.

use std::sync::Arc;

use beian_desk::api::Checking;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::SeedMaterial;
use jiff::SignedDuration;
use serde_json::Value;

use crate::support::picture::{jpeg, lying_jpeg, png};
use crate::support::{fixture, fixture_in, fixture_in_with, fixture_with};

fn material(slug: &str, origin: &str) -> SeedMaterial {
    SeedMaterial { slug: slug.into(), page: 1, origin: origin.into() }
}

#[tokio::test]
async fn an_upload_is_measured_by_a_job_and_the_case_says_how_far_that_is() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::Draft).await;
    let file = paula.upload(&id, "entity_licence", "a.jpg", &lying_jpeg(80, 40), false).await.unwrap();
    assert_eq!(file.facts, None);
    paula.upload(&id, "entity_principal_id_front", "b.png", &png(30, 50), false).await.unwrap();
    let before = ann.case(&id).await.unwrap();
    assert_eq!(before.checking, Checking { done: 0, total: 2 });
    let raw = api.raw("GET", &format!("/v1/cases/{id}"), &token, &[], b"").await.json();
    assert_eq!(raw["materials"][0]["facts"], Value::Null);

    assert_eq!(api.server.run_due().await.unwrap(), 2);
    assert_eq!(api.server.run_due().await.unwrap(), 0, "once");
    let after = ann.case(&id).await.unwrap();
    assert_eq!(after.checking, Checking { done: 2, total: 2 });
    assert_eq!(after.row.version, before.row.version, "measuring is no change of the case");
    let facts = after.materials[0].facts.clone().unwrap();
    assert!(facts.readable);
    assert_eq!((facts.width, facts.height, facts.exif_orientation), (40, 80, 6), "upright");
    assert!(facts.chroma > 100_000, "red and blue: {}", facts.chroma);
    assert_eq!(after.materials[1].facts.as_ref().unwrap().exif_orientation, 1);
    let raw = api.raw("GET", &format!("/v1/cases/{id}"), &token, &[], b"").await.json();
    assert_eq!(raw["materials"][0]["facts"]["phash"].as_str().unwrap().len(), 16);
    assert!(raw["materials"][0]["facts"].get("detail").is_none(), "what only serves to compare is not told");
    assert_eq!(paula.filing(&id).await.unwrap().materials[0].facts, Some(facts), "the applicant sees the same");
}

#[tokio::test]
async fn a_replaced_file_takes_its_facts_with_it() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::Draft).await;
    paula.upload(&id, "entity_licence", "a.jpg", &jpeg(80, 40), false).await.unwrap();
    paula.upload(&id, "entity_licence", "b.jpg", &jpeg(90, 40), true).await.unwrap();
    // The job of the first finds nothing to do and ends.
    assert_eq!(api.server.run_due().await.unwrap(), 2);
    paula.upload(&id, "entity_licence", "c.jpg", &jpeg(100, 40), true).await.unwrap();
    assert_eq!(paula.filing(&id).await.unwrap().materials[0].facts, None);
    api.server.run_due().await.unwrap();
    let facts = paula.filing(&id).await.unwrap().materials[0].facts.clone().unwrap();
    assert_eq!(facts.width, 100);
}

#[tokio::test]
async fn seeded_pictures_are_measured_when_their_bytes_are_made_and_a_broken_one_only_once() {
    let api = fixture_with(|options| {
        options.origin = Some(Arc::new(|origin| match origin {
            "good" => Some((jpeg(64, 48), "image/jpeg")),
            "broken" => Some((b"no picture at all".to_vec(), "image/jpeg")),
            _ => None,
        }));
    })
    .await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api
        .case_with(Status::FirstReview, |case| {
            case.materials = vec![
                material("entity_licence", "good"),
                material("entity_principal_id_front", "broken"),
                material("entity_principal_id_back", "odd"),
            ];
        })
        .await;
    assert_eq!(api.server.run_due().await.unwrap(), 0, "there is nothing to measure yet");
    assert_eq!(
        ann.case(&id).await.unwrap().checking,
        Checking { done: 0, total: 2 },
        "what has no bytes does not count"
    );
    api.server.run_due().await.unwrap();
    let case = ann.case(&id).await.unwrap();
    assert_eq!(case.checking, Checking { done: 2, total: 2 });
    let readable: Vec<_> = case.materials.iter().map(|file| file.facts.as_ref().map(|facts| facts.readable)).collect();
    assert_eq!(readable, [Some(true), Some(false), None]);
    api.pass(SignedDuration::from_hours(48));
    assert_eq!(api.server.run_due().await.unwrap(), 0, "nothing is tried for ever");
}

#[tokio::test]
async fn what_was_not_measured_before_a_stop_is_measured_after_the_start() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::Draft).await;
    paula.upload(&id, "entity_licence", "a.jpg", &jpeg(80, 40), false).await.unwrap();
    paula.upload(&id, "entity_principal_id_back", "b.jpg", &jpeg(81, 40), false).await.unwrap();
    let folder = api.folder;
    // Bytes that are lost meanwhile are no reason to stop.
    for entry in std::fs::read_dir(folder.path().join("pictures/materials")).unwrap().take(1) {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    drop((api.server, paula));

    let api = fixture_in_with(folder, |_| ()).await;
    // Two workers at once, as two processes on one database would be.
    let (first, second) = tokio::join!(api.server.run_due(), api.server.run_due());
    assert!(first.is_ok() && second.is_ok());
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let case = ann.case(&id).await.unwrap();
    assert_eq!(case.checking, Checking { done: 2, total: 2 });
    let readable = case.materials.iter().filter(|file| file.facts.as_ref().unwrap().readable).count();
    assert_eq!(readable, 1);
    assert_eq!(api.server.run_due().await.unwrap(), 0);
}
