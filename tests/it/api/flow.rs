//! A filing's whole way: draft, first review, materials, second review, and a return on the way.

use beian_desk::client::Client;
use beian_desk::domain::reason::Decision;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::{Stage, Status};
use beian_desk::domain::verb::Verb;

use crate::support::picture::{jpeg, png};
use crate::support::sample::filing;
use crate::support::{code, decide, fixture, returning};

async fn with_form_materials(paula: &Client, id: &str) {
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        paula.upload(id, slug, "a.jpg", &jpeg(40, 30), false).await.unwrap();
    }
}

#[tokio::test]
async fn a_filing_goes_from_draft_to_the_administration() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.user("bo", &[Role::SecondReviewer]).await;

    let made = paula.create_filing(&filing()).await.unwrap();
    assert_eq!((made.number.as_str(), made.round), ("BA26000001", 0));
    assert_eq!(made.status, Status::Draft);
    assert_eq!(code(paula.submit(&made.id).await), "materials_missing");
    with_form_materials(&paula, &made.id).await;
    let sent = paula.submit(&made.number).await.unwrap();
    assert_eq!(sent.round, 1);
    assert_eq!(sent.status, Status::FirstReview);

    let claimed = ann.claim_next(None).await.unwrap();
    assert_eq!(claimed.case.row.id, made.id);
    assert_eq!(claimed.case.materials.len(), 3);
    assert_eq!((claimed.case.materials[0].width, claimed.case.materials[0].height), (40, 30));
    let taken = decide(&ann, &claimed, &Decision::Approve, "k1").await;
    assert_eq!(taken.status, Status::MaterialsPending);
    assert_eq!(taken.version, claimed.case.row.version + 1);

    assert_eq!(code(paula.submit(&made.id).await), "materials_missing");
    for slug in ["domain_certificate", "domain_realname_screenshot"] {
        paula.upload(&made.id, slug, "b.png", &png(30, 20), false).await.unwrap();
    }
    assert_eq!(code(paula.submit(&made.id).await), "verification_missing");
    let verified = paula.verify(&made.id, &jpeg(20, 20)).await.unwrap();
    assert_eq!(verified.verified_at, Some(api.now()));
    let again = paula.verify(&made.id, &jpeg(24, 20)).await.unwrap();
    let faces: Vec<_> = again.materials.iter().filter(|file| file.slug == "face_verification").collect();
    assert_eq!((faces.len(), faces[0].width), (1, 24), "a later photo replaces the earlier one");
    let sent = paula.submit(&made.id).await.unwrap();
    assert_eq!(sent.round, 1, "bringing the materials is still the same submission");
    assert_eq!(sent.status, Status::SecondReview);

    let claimed = bo.claim_next(Some(Stage::Second)).await.unwrap();
    assert_eq!(claimed.case.first_passed_by, ["ann"]);
    let taken = decide(&bo, &claimed, &Decision::Approve, "k1").await;
    assert_eq!(taken.status, Status::ToAdministration);
    let verbs: Vec<_> = bo.history(&made.id).await.unwrap().items.into_iter().map(|event| event.verb).collect();
    let expected = [Verb::Create, Verb::Submit, Verb::Approve, Verb::Verify, Verb::Verify, Verb::Submit, Verb::Approve];
    assert_eq!(verbs, expected.map(beian_desk::domain::open::Open::from));
}

#[tokio::test]
async fn a_return_with_two_reasons_reaches_the_applicant_and_the_history() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let made = paula.create_filing(&filing()).await.unwrap();
    with_form_materials(&paula, &made.id).await;
    paula.submit(&made.id).await.unwrap();
    let claimed = ann.claim(&made.number).await.unwrap();
    let decision = returning(&["ENT_NAME_MISMATCH", "TEL_UNREACHABLE@entity_principal.mobile"]);
    let taken = decide(&ann, &claimed, &decision, "k1").await;
    assert_eq!(taken.status, Status::FirstReturned);
    assert_eq!(taken.reasons[0].target, "entity.name");

    let event = ann.history(&made.id).await.unwrap().items.pop().unwrap();
    assert_eq!((event.actor.id.as_str(), event.round), ("ann", 1));
    assert_eq!(event.actor.role, Role::FirstReviewer);
    assert_eq!((event.from.unwrap(), event.to), (Status::FirstReview.into(), Status::FirstReturned.into()));
    let targets: Vec<_> = event.reasons.iter().map(|reason| reason.target.as_str()).collect();
    assert_eq!(targets, ["entity.name", "entity_principal.mobile"]);

    let seen = paula.filing(&made.id).await.unwrap();
    assert_eq!(seen.reasons, event.reasons);
    assert_eq!(seen.history.last().unwrap().actor.id, "first_reviewer", "the applicant is not told who it was");
    let mut corrected = filing();
    corrected.entity.name = "样本信息有限公司".into();
    paula.edit_filing(&made.id, &corrected).await.unwrap();
    let sent = paula.submit(&made.id).await.unwrap();
    assert_eq!((sent.round, sent.reasons.len()), (2, 0));
    assert_eq!(ann.case(&made.id).await.unwrap().row.organizer, "样本信息有限公司");
}

#[tokio::test]
async fn mistakes_of_the_form_come_all_at_once_with_pointers() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let mut wrong = filing();
    wrong.entity_principal.mobile = "123".into();
    wrong.agreed = false;
    let made = paula.create_filing(&wrong).await.unwrap();
    let Err(beian_desk::client::ClientError::Refused(problem)) = paula.submit(&made.id).await else { panic!() };
    assert_eq!((problem.status, problem.code.as_str()), (422, "fields_invalid"));
    let pointers: Vec<_> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert!(pointers.contains(&"/entity_principal/mobile") && pointers.contains(&"/agreed"), "{pointers:?}");
    assert!(problem.errors.iter().all(|error| !error.detail.is_empty()));
}

#[tokio::test]
async fn a_filing_under_review_stands_still() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::FirstReview).await;
    assert_eq!(code(paula.edit_filing(&id, &filing()).await), "wrong_status");
    assert_eq!(code(paula.upload(&id, "entity_licence", "a", &jpeg(4, 4), false).await), "wrong_status");
    assert_eq!(code(paula.verify(&id, &jpeg(4, 4)).await), "wrong_status");
    assert_eq!(code(paula.submit(&id).await), "wrong_status");
}

#[tokio::test]
async fn another_service_principal_must_be_verified_anew_and_the_password_never_comes_back() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case_with(Status::MaterialsPending, |case| case.verified_at = Some(case.entered_at)).await;
    let mut changed = filing();
    changed.entity.filing_password = "hunter2".into();
    let kept = paula.edit_filing(&id, &changed).await.unwrap();
    assert!(kept.verified_at.is_some());
    changed.service_principal.name = "样本二".into();
    assert_eq!(paula.edit_filing(&id, &changed).await.unwrap().verified_at, None);
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert!(!ann.case_json(&id).await.unwrap().to_string().contains("hunter2"));
}
