//! The field's lists on the wire.

use beian_desk::domain::catalogue;
use beian_desk::domain::role::Role;

use crate::support::fixture;

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
    let calendar = api.raw("GET", "/v1/calendar/2026", &token, &[], b"").await.json();
    assert_eq!(calendar["year"], 2026);
}
