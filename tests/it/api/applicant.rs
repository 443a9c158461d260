//! The applicant's side: the type of a filing and what it locks, the account and what it rents, the domains, the materials
//! that are needed, and the ways out.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use beian_desk::api::{EditAccount, FindType};
use beian_desk::client::{Client, ClientError};
use beian_desk::config::{DomainVerification, Secret};
use beian_desk::domain::filing::{Filing, FilingType};
use beian_desk::domain::finding::Finding;
use beian_desk::domain::registry::{Account, DomainRecord, FiledEntity, FiledService, RealName, RegistryRow, Resource};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::domain::verb::Verb;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::picture::{jpeg, png};
use crate::support::sample::filing;
use crate::support::{Fixture, code, decide, fixture, fixture_with, returning};

const FORM: [&str; 3] = ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"];

/// A draft with the pictures that come with the form.
async fn draft(paula: &Client, filing: &Filing) -> String {
    let id = paula.create_filing(filing).await.unwrap().id;
    for slug in FORM {
        paula.upload(&id, slug, "a.jpg", &jpeg(40, 30), false).await.unwrap();
    }
    id
}

async fn import(api: &Fixture, rows: Vec<RegistryRow>) {
    api.server.import(&rows).await.unwrap();
}

fn entity(change: impl FnOnce(&mut FiledEntity)) -> RegistryRow {
    let mut row = FiledEntity {
        cert_type: 1,
        cert_number: "91110108ma01abcd5t".into(),
        name: "样本科技有限公司".into(),
        number: "浙ICP备2099000001号".into(),
        own: true,
        ..FiledEntity::default()
    };
    change(&mut row);
    row.into()
}

fn service(number: &str, entity: &str, domain: &str, own_access: bool) -> RegistryRow {
    FiledService {
        number: number.into(),
        entity_number: entity.into(),
        domains: vec![domain.into()],
        own_access,
        ..FiledService::default()
    }
    .into()
}

/// What a registry would say of the sample's domain.
fn good_domain() -> DomainRecord {
    let filing = filing();
    DomainRecord {
        domain: "sample.example".into(),
        owner: filing.entity.name,
        owner_cert_type: Some(1),
        owner_cert_number: filing.entity.cert_number,
        real_name: RealName::Verified,
        synced: true,
        expires: Some("2030-01-01".parse().unwrap()),
        ..DomainRecord::default()
    }
}

fn problems(error: ClientError) -> Vec<(String, String)> {
    let ClientError::Refused(problem) = error else { panic!("{error}") };
    assert_eq!((problem.status, problem.code.as_str()), (422, "fields_invalid"));
    problem.errors.iter().map(|error| (error.pointer.clone(), error.code.clone())).collect()
}

#[tokio::test]
async fn the_type_is_found_against_what_is_filed_and_refused_where_it_can_be_none() {
    let e = "浙ICP备2099000001号";
    let site = || service("浙ICP备2099000001号-1", e, "sample.example", false);
    let other = || service("京ICP备2099000009号-1", "京ICP备2099000009号", "Sample.Example", false);
    let table: Vec<(Vec<RegistryRow>, Result<&str, &str>)> = vec![
        (vec![], Ok("initial unchecked")),
        (vec![entity(|row| row.cert_number = "x".into())], Err("entity_other_certificate")),
        (vec![other()], Err("domain_conflict")),
        (vec![entity(|_| ())], Ok("add_service_own")),
        (vec![entity(|row| row.own = false)], Ok("add_service_other")),
        (vec![entity(|_| ()), site()], Ok("add_access")),
        (vec![entity(|_| ()), service("浙ICP备2099000001号-1", e, "sample.example", true)], Err("nothing_to_do")),
        (vec![entity(|_| ()), other()], Err("domain_conflict")),
        (vec![entity(|row| row.shell = true)], Ok("add_service_own")),
    ];
    for (rows, expected) in table {
        let api = fixture().await;
        let paula = api.user("paula", &[Role::Applicant]).await;
        import(&api, rows).await;
        let asked = FindType { order: filing().order, entity_name: filing().entity.name };
        let found = paula.find_type(&asked).await;
        match expected {
            Err(expected) => {
                assert_eq!(code(found), expected);
                assert_eq!(code(paula.create_filing(&filing()).await), expected, "no draft is made of it either");
            }
            Ok(expected) => {
                let found = found.unwrap();
                let unchecked = if found.checked { "" } else { " unchecked" };
                assert_eq!(format!("{}{unchecked}", found.filing_type), expected);
                let made = paula.create_filing(&filing()).await.unwrap();
                assert_eq!(made.filing.order.filing_type, found.filing_type);
                assert_eq!(made.filing.entity.filing_number, found.entity_number.unwrap_or_default());
            }
        }
    }
}

#[tokio::test]
async fn a_shell_entity_takes_a_service_only_where_its_province_lets_it() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    import(&api, vec![entity(|row| row.shell = true)]).await;
    let mut order = filing().order;
    order.province = "440000".into();
    assert_eq!(code(paula.find_type(&FindType { order, entity_name: String::new() }).await), "shell_entity");
}

#[tokio::test]
async fn what_the_type_was_found_from_is_locked_and_everything_else_can_be_corrected() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    import(&api, vec![entity(|_| ())]).await;
    let id = paula.create_filing(&filing()).await.unwrap().id;
    let mut other = filing();
    other.order.domain = "else.example".into();
    other.order.access_resource_id = "ecs-2".into();
    other.order.filing_type = FilingType::AddAccess.into();
    let said = problems(paula.edit_filing(&id, &other).await.unwrap_err());
    let pointers: Vec<_> = said.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/order/domain", "/order/filing_type", "/order/access_resource_id"]);
    assert!(said.iter().all(|(_, code)| code == "locked_differs"));
    let mut left_out = filing();
    left_out.order = Default::default();
    left_out.entity.remark = "改了备注".into();
    let kept = paula.edit_filing(&id, &left_out).await.unwrap();
    assert_eq!(kept.filing.order.domain, "sample.example", "what is left out is not changed");
    assert_eq!(kept.filing.order.filing_type, FilingType::AddServiceOwn);
    assert_eq!(kept.filing.entity.remark, "改了备注");
}

#[tokio::test]
async fn without_a_registry_the_order_is_locked_by_the_first_submission() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = draft(&paula, &filing()).await;
    let mut moved = filing();
    moved.order.access_resource_id = "ecs-2".into();
    paula.edit_filing(&id, &moved).await.unwrap();
    paula.submit(&id).await.unwrap();
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k").await;
    let said = problems(paula.edit_filing(&id, &filing()).await.unwrap_err());
    assert_eq!(said, [("/order/access_resource_id".to_owned(), "locked_differs".to_owned())]);
}

#[tokio::test]
async fn a_domain_at_fault_sends_the_filing_straight_back_in_the_systems_name() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let expired =
        DomainRecord { expires: Some("2026-01-01".parse().unwrap()), owner: "别人".into(), ..good_domain() };
    import(&api, vec![expired.into()]).await;
    let id = draft(&paula, &filing()).await;
    let sent = paula.submit(&id).await.unwrap();
    assert_eq!((sent.status.to_string(), sent.round), ("first_returned".into(), 1));
    let codes: Vec<_> = sent.reasons.iter().map(|reason| (reason.code.as_str(), reason.target.as_str())).collect();
    assert_eq!(codes, [("DOM_EXPIRED", "service.domains"), ("DOM_OWNER_MISMATCH", "service.domains")]);
    assert!(sent.reasons.iter().all(|reason| reason.text.contains("sample.example") && !reason.suggestion.is_empty()));
    let event = ann.history(&id).await.unwrap().items.pop().unwrap();
    assert_eq!((event.verb, event.actor.id.as_str()), (Verb::Return.into(), "system"));
    assert_eq!(code(ann.claim(&id).await), "wrong_status", "no reviewer is bothered with it");

    import(&api, vec![good_domain().into()]).await;
    let sent = paula.submit(&id).await.unwrap();
    assert_eq!((sent.status.to_string(), sent.round), ("first_review".into(), 2));
    assert!(about_the_registry(&ann.case(&id).await.unwrap().findings).is_empty());
}

#[tokio::test]
async fn a_domain_that_no_registry_knows_is_a_warning_for_the_reviewer() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = draft(&paula, &filing()).await;
    assert_eq!(paula.submit(&id).await.unwrap().status, Status::FirstReview);
    let findings = ann.case(&id).await.unwrap().findings;
    let findings = about_the_registry(&findings);
    assert_eq!(
        (findings[0].code.as_str(), findings[0].severity.to_string()),
        ("DOM_NOT_IN_REGISTRY", "warning".into())
    );
}

fn about_the_registry(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.rule == "domain_registry").collect()
}

/// A verification service on a real socket: knows one domain, refuses to speak of another, and never answers on a third.
async fn verification_service() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/check", listener.local_addr().unwrap());
    let answer = |headers: axum::http::HeaderMap, Path(domain): Path<String>| async move {
        if headers.get("authorization").is_none_or(|value| value != "Bearer tell") {
            return (StatusCode::UNAUTHORIZED, Json(Value::Null));
        }
        match domain.as_str() {
            "sample.example" => (
                StatusCode::OK,
                Json(json!({"domain": domain, "blacklisted": true, "real_name": "verified",
                "synced": true, "owner": "样本科技有限公司"})),
            ),
            "broken.example" => (StatusCode::OK, Json(json!(["not as agreed"]))),
            "failing.example" => (StatusCode::INTERNAL_SERVER_ERROR, Json(Value::Null)),
            _ => (StatusCode::NOT_FOUND, Json(Value::Null)),
        }
    };
    let router = axum::Router::new().route("/check/{domain}", get(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    base
}

#[tokio::test]
async fn the_organisations_own_verification_service_is_asked_instead_and_its_silence_is_unknown() {
    let url = verification_service().await;
    let api = fixture_with(|options| {
        options.settings.domain_verification = Some(DomainVerification { url, token: Secret("tell".into()) });
    })
    .await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let bad = draft(&paula, &filing()).await;
    let sent = paula.submit(&bad).await.unwrap();
    assert_eq!(sent.reasons.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>(), ["DOM_BLACKLISTED"]);
    for domain in ["unknown.example", "broken.example", "failing.example"] {
        let mut other = filing();
        other.order.domain = domain.into();
        other.service.domains = vec![domain.into()];
        other.service.home_url = domain.into();
        let id = draft(&paula, &other).await;
        assert_eq!(paula.submit(&id).await.unwrap().status, Status::FirstReview, "{domain}");
    }
}

#[tokio::test]
async fn an_account_without_a_verified_name_and_a_resource_that_is_not_its_own_keep_a_filing_back() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let account = Account { user_id: "paula".into(), real_name: Some(RealName::Pending), ..Account::default() };
    let other = Resource { id: "ecs-1".into(), user_id: "other".into(), ..Resource::default() };
    import(&api, vec![account.clone().into(), other.into()]).await;
    let id = draft(&paula, &filing()).await;
    let said = problems(paula.submit(&id).await.unwrap_err());
    assert_eq!(said, [("/order/access_resource_id".to_owned(), "resource_unknown".to_owned())]);
    let asked = FindType { order: filing().order, entity_name: String::new() };
    assert_eq!(
        paula.find_type(&asked).await.unwrap().problems[0].code,
        "resource_unknown",
        "said before anything is filled in"
    );
    let own = |ip: &str, paid: &str| Resource {
        id: "ecs-1".into(),
        user_id: "paula".into(),
        ip: ip.into(),
        paid_until: Some(paid.parse().unwrap()),
        ..Resource::default()
    };
    import(&api, vec![own("192.0.2.1", "2026-01-01").into()]).await;
    assert_eq!(problems(paula.submit(&id).await.unwrap_err())[0].1, "resource_expired");
    import(&api, vec![own("192.0.2.77", "2030-01-01").into()]).await;
    assert_eq!(problems(paula.submit(&id).await.unwrap_err())[0], ("/access/ips".into(), "not_of_resource".into()));
    import(&api, vec![own("192.0.2.1", "2030-01-01").into()]).await;
    assert_eq!(code(paula.submit(&id).await), "account_unverified");
    import(&api, vec![Account { real_name: Some(RealName::Verified), ..account }.into()]).await;
    assert_eq!(paula.submit(&id).await.unwrap().status, Status::FirstReview);
}

#[tokio::test]
async fn an_account_says_where_its_notices_go_and_the_account_system_says_the_rest() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let new = paula.account().await.unwrap();
    assert_eq!((new.id.as_str(), new.real_name, new.lang.as_str()), ("paula", None, "zh-CN"));
    let edit = |email: &str, lang: &str| EditAccount { email: email.into(), lang: lang.into() };
    let set = paula.edit_account(&edit("paula@sample.example", "en")).await.unwrap();
    assert_eq!((set.email.as_str(), set.lang.as_str(), set.real_name), ("paula@sample.example", "en", None));
    for wrong in [edit("no address", ""), edit("a@b.example\nBcc: c@d.example", ""), edit("", "fr")] {
        assert_eq!(code(paula.edit_account(&wrong).await), "body_invalid");
    }
    let id = draft(&paula, &filing()).await;
    assert_eq!(paula.submit(&id).await.unwrap().status, Status::FirstReview, "saying where mail goes verifies nobody");
    import(&api, vec![Account { user_id: "paula".into(), name: "样本一".into(), ..Account::default() }.into()]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    assert_eq!(code(ann.account().await), "role_missing");
}

#[tokio::test]
async fn the_materials_that_are_needed_say_why_who_says_so_and_how_many_are_there() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let mut shanghai = filing();
    shanghai.order.province = "310000".into();
    shanghai.entity.region.province = "310000".into();
    let id = draft(&paula, &shanghai).await;
    let items = paula.requirements(&id).await.unwrap().items;
    let line = |slug: &str| items.iter().find(|item| item.slug == slug).unwrap();
    assert_eq!((line("entity_licence").uploaded, line("entity_licence").required), (1, true));
    assert_eq!((line("commitment_letter").uploaded, line("commitment_letter").stage.to_string()), (0, "second".into()));
    assert!(!line("commitment_letter").source.is_empty() && line("commitment_letter").as_of.starts_with("20"));
    assert_eq!(line("face_verification").uploaded, 0);
    assert!(line("commitment_letter").reason.is_ascii(), "in the language of the request");

    let id = api.case_with(Status::MaterialsPending, |case| case.filing = shanghai.clone()).await;
    let Err(ClientError::Refused(problem)) = paula.submit(&id).await else { panic!() };
    assert_eq!(problem.code, "materials_missing");
    for slug in FORM.iter().chain(&["domain_certificate", "domain_realname_screenshot", "commitment_letter"]) {
        paula.upload(&id, slug, "a.png", &png(30, 20), false).await.unwrap();
    }
    assert_eq!(code(paula.submit(&id).await), "verification_missing");
}

#[tokio::test]
async fn the_number_of_sites_counts_what_is_filed_and_what_is_under_way() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let mut hunan = filing();
    hunan.order.province = "430000".into();
    hunan.entity.region.province = "430000".into();
    let needs_plan = |id: String| {
        let paula = &paula;
        async move {
            let items = paula.requirements(&id).await.unwrap().items;
            items.iter().any(|item| item.slug == "website_construction_plan")
        }
    };
    let first = paula.create_filing(&hunan).await.unwrap().id;
    assert!(!needs_plan(first.clone()).await);
    hunan.order.domain = "second.example".into();
    hunan.service.domains = vec!["second.example".into()];
    let second = paula.create_filing(&hunan).await.unwrap().id;
    assert!(needs_plan(second.clone()).await, "more than one site needs a plan in Hunan");
    paula.abandon(&first).await.unwrap();
    assert!(!needs_plan(second).await);
}

#[tokio::test]
async fn an_applicant_lists_his_own_filings_page_by_page_and_nobody_elses() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let other = api.user("other", &[Role::Applicant]).await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(paula.create_filing(&Filing::default()).await.unwrap().number);
    }
    other.create_filing(&Filing::default()).await.unwrap();
    made.reverse();
    let first = paula.filings(None, 2).await.unwrap();
    let second = paula.filings(first.next_cursor.as_deref(), 2).await.unwrap();
    let third = paula.filings(second.next_cursor.as_deref(), 2).await.unwrap();
    assert_eq!(third.next_cursor, None);
    let seen: Vec<_> = [first, second, third].into_iter().flat_map(|page| page.items).map(|row| row.number).collect();
    assert_eq!(seen, made);
    assert_eq!(code(paula.filings(Some("no cursor"), 2).await), "cursor_invalid");
}

#[tokio::test]
async fn a_filing_is_withdrawn_from_those_who_look_and_abandoned_where_it_waits() {
    for status in Status::ALL.iter().copied() {
        let api = fixture().await;
        let paula = api.user("paula", &[Role::Applicant]).await;
        let (gone, given) = (api.case(status).await, api.case(status).await);
        let withdrawn = paula.withdraw(&gone).await.map(|filing| filing.status.to_string());
        let looked_at = matches!(status, Status::FirstReview | Status::SecondReview | Status::ToAdministration);
        match looked_at {
            true => assert_eq!(withdrawn.unwrap(), "withdrawn"),
            false => assert_eq!(code(withdrawn), "wrong_status", "{status}"),
        }
        let abandoned = paula.abandon(&given).await.map(|filing| filing.status.to_string());
        match status.is_editable() {
            true => assert_eq!(abandoned.unwrap(), "abandoned"),
            false => assert_eq!(code(abandoned), "wrong_status", "{status}"),
        }
    }
}

#[tokio::test]
async fn a_withdrawal_wins_over_a_decision_that_still_waits_to_take_effect() {
    let api = fixture_with(|options| options.settings.hold = SignedDuration::from_secs(10)).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::FirstReview).await;
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k").await;
    paula.withdraw(&id).await.unwrap();
    api.later(SignedDuration::from_secs(11)).await;
    assert_eq!(paula.filing(&id).await.unwrap().status, Status::Withdrawn);
    assert_eq!(code(ann.undo(&id).await), "nothing_held");
}

#[tokio::test]
async fn a_province_that_is_not_served_is_said_at_once() {
    let api = fixture_with(|options| options.settings.served_provinces = vec!["11".into()]).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let asked = FindType { order: filing().order, entity_name: String::new() };
    assert_eq!(paula.find_type(&asked).await.unwrap().problems[0].pointer, "/order/province");
    let id = draft(&paula, &filing()).await;
    assert_eq!(problems(paula.submit(&id).await.unwrap_err()), [("/order/province".into(), "not_served".into())]);
}

#[tokio::test]
async fn two_who_submit_at_once_submit_once() {
    let api = Arc::new(fixture().await);
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = draft(&paula, &filing()).await;
    let (one, two) = tokio::join!(paula.submit(&id), paula.submit(&id));
    let codes: Vec<_> = [one, two].into_iter().filter(Result::is_err).map(code).collect();
    assert_eq!(codes, ["wrong_status"]);
    assert_eq!(paula.filing(&id).await.unwrap().round, 1);
}
