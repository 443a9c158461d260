//! Related cases: what they have in common, in which order, and that no person's data shows.

use beian_desk::domain::related::RelatedKind;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::SeedCase;

use crate::support::picture::jpeg;
use crate::support::{code, fixture, fixture_in, sample};

/// Takes away everything by which the sample's cases are related.
fn alone(case: &mut SeedCase, mark: u32) {
    let filing = &mut case.filing;
    filing.entity.name = format!("独立{mark}");
    filing.entity.cert_number = format!("ENT{mark:06}");
    filing.order.domain = format!("d{mark}.example");
    filing.service.domains = vec![filing.order.domain.clone()];
    filing.access.ips.clear();
    for (index, person) in [&mut filing.entity_principal, &mut filing.service_principal].into_iter().enumerate() {
        person.cert_number = format!("PP9901{mark:06}{index}");
        person.mobile = format!("1380000{mark:03}{index}");
        person.emergency_phone = format!("1390000{mark:03}{index}");
        person.email = format!("p{mark}{index}@sample.example");
    }
}

#[tokio::test]
async fn a_case_finds_those_with_most_in_common_first() {
    let api = fixture().await;
    let asked = api.case_with(Status::FirstReview, |case| alone(case, 1)).await;
    let phone = api
        .case_with(Status::Approved, |case| {
            alone(case, 2);
            // As the other case's emergency phone, written in another way.
            case.filing.service_principal.mobile = "+86 139-0000-0010".into();
        })
        .await;
    let much = api
        .case_with(Status::SecondReview, |case| {
            alone(case, 3);
            case.filing.entity.name = "独立 1".into();
            case.filing.entity_principal.cert_number = "pp99010000010".into();
            case.filing.entity_principal.email = "P10@Sample.example".into();
        })
        .await;
    let newer = api
        .case_with(Status::Draft, |case| {
            alone(case, 4);
            case.filing.service.domains = vec!["other.example".into(), "D1.example.".into()];
        })
        .await;
    api.case_with(Status::FirstReview, |case| alone(case, 5)).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let found = ann.related(&asked).await.unwrap();
    assert!(found.next_cursor.is_none());
    let ids: Vec<_> = found.items.iter().map(|related| related.row.id.as_str()).collect();
    assert_eq!(ids, [&much, &newer, &phone]);
    let why = |index: usize| {
        let why = &found.items[index].why;
        why.iter()
            .map(|shared| (*shared.kind.known().unwrap(), shared.target.as_str(), shared.value.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        why(0),
        [
            (RelatedKind::EntityName, "entity.name", "独立1"),
            (RelatedKind::Person, "entity_principal.cert_number", "PP9******0010"),
            (RelatedKind::Email, "entity_principal.email", "p**@sample.example"),
        ]
    );
    assert_eq!(why(1), [(RelatedKind::Domain, "service.domains", "d1.example")]);
    assert_eq!(why(2), [(RelatedKind::Phone, "service_principal.mobile", "139****0010")]);
    assert_eq!(code(ann.related("no-such").await), "not_found");
    let paula = api.user("paula", &[Role::Applicant]).await;
    assert_eq!(code(paula.related(&asked).await), "role_missing");
}

#[tokio::test]
async fn the_same_picture_relates_and_a_correction_ends_what_it_ended() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let one = api.case_with(Status::Draft, |case| alone(case, 1)).await;
    let two = api.case_with(Status::Draft, |case| alone(case, 2)).await;
    for (id, slug) in [(&one, "entity_licence"), (&two, "entity_principal_id_front")] {
        paula.upload(id, slug, "a.jpg", &jpeg(60, 40), false).await.unwrap();
    }
    let related = ann.related(&one).await.unwrap().items;
    assert_eq!(related.len(), 1);
    assert_eq!(related[0].why[0].target, "material:entity_principal_id_front");
    assert_eq!(related[0].why[0].value.len(), 12);
    paula.upload(&two, "entity_principal_id_front", "b.jpg", &jpeg(61, 40), true).await.unwrap();
    assert!(ann.related(&one).await.unwrap().items.is_empty());
    let mut filing = paula.filing(&two).await.unwrap().filing;
    filing.entity.cert_number = "ent000001".into();
    paula.edit_filing(&two, &filing).await.unwrap();
    assert_eq!(ann.related(&one).await.unwrap().items.len(), 1);
    filing.entity.cert_number = "ENT000003".into();
    paula.edit_filing(&two, &filing).await.unwrap();
    assert!(ann.related(&one).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn at_most_fifty_are_shown_and_they_survive_a_restart() {
    let api = fixture_in(tempfile::tempdir().unwrap()).await;
    let cases = (0..60).map(|_| sample::seed(Status::FirstReview, api.now()));
    let ids = api.server.seed(cases.collect()).await.unwrap();
    let folder = api.folder;
    drop(api.server);
    let api = fixture_in(folder).await;
    let ann = api.user("ann", &[Role::Qa]).await;
    let found = ann.related(&ids[0]).await.unwrap().items;
    assert_eq!(found.len(), 50);
    assert_eq!(found[0].row.id, ids[59], "the newest first");
    assert!(found.iter().all(|related| related.why.len() >= 6));
}
