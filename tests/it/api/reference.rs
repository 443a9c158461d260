//! The field's lists on the wire.

use beian_desk::domain::catalogue;
use beian_desk::domain::province::Packs;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use serde_json::Value;

use crate::support::{fixture, fixture_with};

#[tokio::test]
async fn the_lists_come_whole() {
    let api = fixture().await;
    let ann = api.user("ann", &[Role::Trainee]).await;
    assert_eq!(ann.reasons().await.unwrap(), catalogue::reasons());
    let token = api.token("ann", &[Role::Trainee]).await;
    let provinces = api.raw("GET", "/v1/provinces", &token, &[], b"").await.json();
    assert_eq!(provinces["items"].as_array().unwrap().len(), catalogue::provinces().len());
    assert!(provinces["next_cursor"].is_null());
    let one = api.raw("GET", "/v1/provinces/33", &token, &[], b"").await.json();
    assert_eq!(one["code"], "33");
    let pack = Packs::embedded().of("33").clone();
    assert_eq!((one["icp"].as_str(), one["pack"]["id"].as_str()), (Some("浙"), Some(pack.id().as_str())));
    assert_eq!((one["pack"]["hash"].as_str(), one["pack"]["version"].as_u64()), (Some(pack.hash().as_str()), Some(1)));
    let rules = one["pack"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), pack.rules().len() + pack.other.len());
    assert!(
        rules
            .iter()
            .all(|rule| !rule["source"].as_str().unwrap().is_empty() && rule["as_of"].as_str().unwrap().len() == 7)
    );
    let days = rules.iter().find(|rule| rule["key"] == "administration").unwrap();
    assert_eq!(days["text"], "管局审核不超过30个工作日");
    let english = api.raw("GET", "/v1/provinces/33", &token, &[("accept-language", "en")], b"").await.json();
    assert!(english["pack"]["rules"].to_string().contains("at most 30 working days"));
    let shanghai = api.raw("GET", "/v1/provinces/31", &token, &[], b"").await.json();
    assert_eq!(
        shanghai["pack"]["requirements"].as_array().unwrap().len(),
        Packs::embedded().of("31").requirement.len()
    );
    assert_eq!(api.raw("GET", "/v1/provinces/99", &token, &[], b"").await.status, 404);
    let calendar = api.raw("GET", "/v1/calendar/2026", &token, &[], b"").await.json();
    assert_eq!(calendar["year"], 2026);
}

#[tokio::test]
async fn an_organisations_pack_decides_what_is_served_and_how_long_the_administration_has() {
    let ours = "code = '33'\nversion = 9\n[administration]\nworking_days = 3\nsource = 'we'\nas_of = '2026-11'";
    let api = fixture_with(|options| options.settings.packs = Packs::embedded().with(ours).unwrap()).await;
    let token = api.token("ann", &[Role::FirstReviewer]).await;
    let one = api.raw("GET", "/v1/provinces/33", &token, &[], b"").await.json();
    assert_eq!(one["pack"]["version"], 9);
    let due = |case: Value| case["clocks"][0]["due_at"].as_str().unwrap().to_owned();
    let case = |province: &'static str| {
        api.case_with(Status::AdministrationReview, move |case| case.filing.order.province = format!("{province}0000"))
    };
    let (zhejiang, beijing) = (case("33").await, case("11").await);
    let amended = due(api.raw("GET", &format!("/v1/cases/{zhejiang}"), &token, &[], b"").await.json());
    let usual = due(api.raw("GET", &format!("/v1/cases/{beijing}"), &token, &[], b"").await.json());
    // The third working day after Monday 23 November; the twentieth.
    assert!(amended.starts_with("2026-11-26T10:00") && usual.starts_with("2026-12-21T10:00"), "{amended} {usual}");
}
