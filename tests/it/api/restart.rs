//! What was answered stays, whatever becomes of the process.

use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;

use crate::support::picture::jpeg;
use crate::support::{decide, fixture_in};

#[tokio::test]
async fn a_reopened_database_has_everything() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann_token = api.token("ann", &[Role::FirstReviewer]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let draft = paula.create_filing(&crate::support::sample::filing()).await.unwrap();
    let file = paula.upload(&draft.id, "entity_licence", "a.jpg", &jpeg(9, 9), false).await.unwrap();
    let id = api.case(Status::FirstReview).await;
    let claimed = ann.claim(&id).await.unwrap();
    let taken = decide(&ann, &claimed, &Decision::Approve, "k").await;
    let history = ann.history(&id).await.unwrap();
    let folder = api.folder;
    drop((api.server, paula, ann));

    let api = fixture_in(folder).await;
    let old = api.raw("GET", "/v1/me", &ann_token, &[], b"").await;
    assert_eq!(old.status, 200, "tokens outlive the process");
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(decide(&ann, &claimed, &Decision::Approve, "k").await, taken, "so do answers");
    assert_eq!(ann.history(&id).await.unwrap(), history);
    assert_eq!(ann.content(&file.id).await.unwrap().bytes, jpeg(9, 9));
    let paula = api.user("paula", &[Role::Applicant]).await;
    let next = paula.create_filing(&crate::support::sample::filing()).await.unwrap();
    assert_eq!((draft.number.as_str(), next.number.as_str()), ("BA26000001", "BA26000003"));
}
