//! What the machine found: kept with the case, counted in the queue, in the way of an approval, and compared between rounds.

use beian_desk::client::{Client, override_key};
use beian_desk::domain::filing::{Filing, FilingType};
use beian_desk::domain::finding::Severity;
use beian_desk::domain::province::Packs;
use beian_desk::domain::reason::{Decision, Override};
use beian_desk::domain::registry::{DomainRecord, FiledEntity, FiledService, RealName};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use jiff::SignedDuration;

use crate::support::picture::jpeg;
use crate::support::sample::filing;
use crate::support::{Fixture, code, decide, fixture, fixture_in_with, returning};

const FORM: [&str; 3] = ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"];

/// A filing whose principal's number has a wrong check character.
fn faulty() -> Filing {
    let mut faulty = filing();
    faulty.entity_principal.cert_number = "330199199003070025".into();
    faulty.service_principal.cert_number = "330199199003070025".into();
    faulty
}

async fn submitted(paula: &Client, filing: &Filing) -> String {
    let id = paula.create_filing(filing).await.unwrap().id;
    for (shade, slug) in FORM.iter().enumerate() {
        paula.upload(&id, slug, "a.jpg", &jpeg(40 + shade as u32, 30), false).await.unwrap();
    }
    paula.submit(&id).await.unwrap();
    id
}

async fn people(api: &Fixture) -> (Client, Client) {
    (api.user("paula", &[Role::Applicant]).await, api.user("ann", &[Role::FirstReviewer]).await)
}

#[tokio::test]
async fn findings_stand_with_the_case_and_are_counted_in_the_queue() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let id = submitted(&paula, &faulty()).await;
    let case = ann.case(&id).await.unwrap();
    let found = case.findings.iter().find(|finding| finding.rule == "resident_id").unwrap();
    assert_eq!((found.code.as_str(), found.target.as_str()), ("PRI_ID_INVALID", "entity_principal.cert_number"));
    assert_eq!((found.severity.known(), found.input.as_str()), (Some(&Severity::Blocker), "330199199003070025"));
    assert!(found.zh.contains('6') && found.en.contains('6'), "names the character that it should be: {found:?}");
    assert!(case.row.finding_counts.blocker >= 1);
    let listed = |filter: &'static str| {
        let ann = &ann;
        async move { ann.queue(None, None, filter, None, 50).await.unwrap().items.len() }
    };
    assert_eq!((listed("blocker:>0").await, listed("必改:>0").await, listed("blocker:0").await), (1, 1, 0));
    let seen = serde_json::to_string(&paula.filing(&id).await.unwrap()).unwrap();
    assert!(!seen.contains("resident_id"), "the applicant does not see what the machine thinks");
}

#[tokio::test]
async fn an_approval_over_a_blocker_needs_a_lead_who_names_it_and_says_why() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let chief = api.user("chief", &[Role::FirstReviewer, Role::Lead]).await;
    let id = submitted(&paula, &faulty()).await;
    let claimed = ann.claim(&id).await.unwrap();
    let (version, token) = (claimed.case.row.version, claimed.lease.token.clone());
    let approve = |by: &Client, over: Option<Override>, version: i64, token: String| {
        let (by, id) = (by.clone(), id.clone());
        let key = override_key(&id, version, &Decision::Approve, over.as_ref());
        async move { by.decide_over(&id, &Decision::Approve, over, version, &token, &key).await }
    };
    assert_eq!(code(approve(&ann, None, version, token.clone()).await), "blockers_open");
    let blockers: Vec<String> = claimed
        .case
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Blocker)
        .map(|finding| format!("{}@{}", finding.rule, finding.target))
        .collect();
    let over = |findings: &[String], why: &str| Some(Override { findings: findings.to_vec(), reason: why.into() });
    assert_eq!(code(approve(&ann, over(&blockers, "核对过原件"), version, token.clone()).await), "role_missing");
    assert_eq!(ann.case(&id).await.unwrap().row.version, version, "nothing was changed");
    ann.release(&id, &token).await.unwrap();

    let claimed = chief.claim(&id).await.unwrap();
    let (version, token) = (claimed.case.row.version, claimed.lease.token);
    assert_eq!(code(approve(&chief, over(&[], "核对过原件"), version, token.clone()).await), "blockers_open");
    assert_eq!(code(approve(&chief, over(&blockers, "  "), version, token.clone()).await), "words_length");
    let rules: Vec<String> = blockers.iter().map(|name| name.split('@').next().unwrap().to_owned()).collect();
    let taken = approve(&chief, over(&rules, "核对过原件"), version, token).await.unwrap();
    assert_eq!(taken.status, Status::MaterialsPending);
    let event = chief.history(&id).await.unwrap().items.pop().unwrap();
    assert!(event.note.contains("核对过原件") && event.note.contains("resident_id"), "{}", event.note);
    let told = serde_json::to_string(&paula.filing(&id).await.unwrap()).unwrap();
    assert!(!told.contains("核对过原件"), "why a lead let it pass is not the applicant's to know");
}

#[tokio::test]
async fn a_return_needs_no_override_and_blockers_do_not_outlive_their_correction() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let id = submitted(&paula, &faulty()).await;
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &returning(&["PRI_ID_INVALID@entity_principal.cert_number"]), "k").await;
    paula.edit_filing(&id, &filing()).await.unwrap();
    paula.submit(&id).await.unwrap();
    let claimed = ann.claim(&id).await.unwrap();
    assert_eq!(claimed.case.row.finding_counts.blocker, 0, "{:?}", claimed.case.findings);
    decide(&ann, &claimed, &Decision::Approve, "k2").await;
}

#[tokio::test]
async fn a_round_says_what_became_of_each_reason_and_what_nobody_asked_for() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let id = submitted(&paula, &faulty()).await;
    assert_eq!(ann.round(&id).await.unwrap(), Default::default(), "there is nothing before the first round");
    let claimed = ann.claim(&id).await.unwrap();
    let reasons = [
        "PRI_ID_INVALID@entity_principal.cert_number",
        "ENT_NAME_MISMATCH",
        "MAT_BLURRY@material:entity_licence",
        "MAT_BLURRY@material:entity_principal_id_front",
    ];
    decide(&ann, &claimed, &returning(&reasons), "k").await;
    let mut better = filing();
    better.service.name = "样本科技之窗".into();
    paula.edit_filing(&id, &better).await.unwrap();
    paula.upload(&id, "entity_licence", "b.jpg", &jpeg(64, 48), true).await.unwrap();
    paula.submit(&id).await.unwrap();

    let view = ann.round(&id).await.unwrap();
    let outcomes: Vec<_> = view.reasons.iter().map(|seen| seen.outcome.to_string()).collect();
    assert_eq!(outcomes, ["fixed", "untouched", "changed", "untouched"]);
    let changed: Vec<_> = view.changes.iter().map(|change| (change.path.as_str(), change.asked)).collect();
    assert!(changed.contains(&("entity_principal.cert_number", true)), "{changed:?}");
    assert!(changed.contains(&("service.name", false)), "{changed:?}");
    let pictures: Vec<_> =
        view.pictures.iter().map(|one| format!("{} {} {}", one.slug, one.change, one.asked)).collect();
    assert_eq!(
        pictures,
        ["entity_licence other true", "entity_principal_id_front same true", "entity_principal_id_back same false"]
    );
}

#[tokio::test]
async fn a_case_is_checked_again_on_demand_without_becoming_another() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let id = submitted(&paula, &filing()).await;
    let before = ann.case(&id).await.unwrap();
    // Another entity files with the same telephone.
    let mut other = filing();
    other.order.organizer_cert_number = "91310115MA1K23452A".into();
    other.entity.cert_number = "91310115MA1K23452A".into();
    other.entity.name = "样本别家有限公司".into();
    other.order.domain = "other-sample.example".into();
    other.service.domains = vec!["other-sample.example".into()];
    other.service.home_url = "www.other-sample.example".into();
    submitted(&paula, &other).await;
    let after = ann.recheck(&id).await.unwrap();
    assert_eq!(after.row.version, before.row.version);
    let shared = after.findings.iter().find(|finding| finding.rule == "shared_phone").unwrap();
    assert_eq!((shared.code.as_str(), shared.target.as_str()), ("TEL_USED_ELSEWHERE", "entity_principal.mobile"));
    assert!(before.findings.iter().all(|finding| finding.rule != "shared_phone"));
    let related = ann.related(&id).await.unwrap().items;
    assert_eq!(related[0].row.organizer, "样本别家有限公司");
    let gone = api.case(Status::Approved).await;
    assert_eq!(code(ann.recheck(&gone).await), "wrong_status");
}

#[tokio::test]
async fn related_filings_come_with_how_they_were_decided() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let first = submitted(&paula, &filing()).await;
    let claimed = ann.claim(&first).await.unwrap();
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k").await;
    let second = submitted(&paula, &filing()).await;
    let related = ann.related(&second).await.unwrap().items;
    let decided = &related.iter().find(|one| one.row.id == first).unwrap().decisions;
    assert_eq!((decided.len(), decided[0].reasons[0].code.as_str()), (1, "ENT_NAME_MISMATCH"));
}

#[tokio::test]
async fn a_case_stays_with_what_its_province_asked_when_it_was_submitted() {
    let api = fixture_in_with(tempfile::tempdir().unwrap(), |_| ()).await;
    let (paula, ann) = people(&api).await;
    let id = submitted(&paula, &filing()).await;
    let pinned = ann.case(&id).await.unwrap().pack;
    assert_eq!(pinned, Packs::embedded().of("33").id());
    let blockers = ann.case(&id).await.unwrap().findings;

    // The service is started again with a stricter pack of the organisation's own.
    let strict = "code = \"33\"\n[min_age]\nunit = 60\nindividual = 60\nsource = \"样本\"\nas_of = \"2026-11\"\n";
    let folder = api.folder;
    drop(api.server);
    let api = fixture_in_with(folder, |options| {
        options.settings.packs = Packs::embedded().with(strict).unwrap();
    })
    .await;
    let (paula, ann) = people(&api).await;
    api.pass(SignedDuration::from_secs(1));
    let again = ann.recheck(&id).await.unwrap();
    assert_eq!((again.pack.as_str(), again.findings), (pinned.as_str(), blockers));
    let mut other = filing();
    other.order.domain = "other-sample.example".into();
    let new = submitted(&paula, &other).await;
    let new = ann.case(&new).await.unwrap();
    assert_ne!(new.pack, pinned);
    assert!(new.findings.iter().any(|finding| finding.rule == "min_age"), "{:?}", new.findings);
}

/// The same entity's filing of another site.
fn another(domain: &str) -> Filing {
    let mut other = filing();
    other.order.domain = domain.into();
    other.service.domains = vec![domain.into()];
    other.service.home_url = format!("www.{domain}");
    other
}

async fn repeated(ann: &Client, id: &str) -> Vec<String> {
    let found = ann.case(id).await.unwrap().findings;
    found.into_iter().filter(|finding| finding.rule == "name_repeated").map(|finding| finding.zh).collect()
}

#[tokio::test]
async fn a_name_that_the_entity_already_uses_is_found_among_what_is_filed_and_what_is_under_way() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let draft = paula.create_filing(&another("draft-sample.example")).await.unwrap();
    let first = submitted(&paula, &filing()).await;
    assert_eq!(repeated(&ann, &first).await, [""; 0], "a draft is nobody's site yet");
    let number = ann.case(&first).await.unwrap().row.number;
    let second = submitted(&paula, &another("other-sample.example")).await;
    let told = repeated(&ann, &second).await;
    assert!(told.len() == 1 && told[0].contains(&number), "{told:?}");
    let same_site = submitted(&paula, &filing()).await;
    let told = repeated(&ann, &same_site).await;
    assert!(told.len() == 1 && !told[0].contains(&number), "the site itself is asked for twice: {told:?}");

    // An earlier round of a filing is the filing itself.
    paula.withdraw(&same_site).await.unwrap();
    paula.withdraw(&second).await.unwrap();
    let claimed = ann.claim(&first).await.unwrap();
    decide(&ann, &claimed, &returning(&["ENT_NAME_MISMATCH"]), "k").await;
    paula.submit(&first).await.unwrap();
    assert_eq!(repeated(&ann, &first).await, [""; 0]);
    paula.abandon(&draft.id).await.unwrap();

    // What the registry knows of the entity counts as well, unless it is this very site.
    let entity = FiledEntity {
        cert_type: 1,
        cert_number: filing().order.organizer_cert_number,
        name: filing().entity.name,
        number: "浙ICP备2099000001号".into(),
        own: true,
        ..FiledEntity::default()
    };
    let service = |count: u32, name: &str, domain: &str| FiledService {
        number: format!("浙ICP备2099000001号-{count}"),
        entity_number: entity.number.clone(),
        name: name.into(),
        domains: vec![domain.into()],
        own_access: true,
        ..FiledService::default()
    };
    let name = filing().service.name;
    let rows = [
        entity.clone().into(),
        service(1, &name, "sample.example").into(),
        service(2, "样本别站", "b.example").into(),
        service(3, &format!(" {name} "), "c.example").into(),
    ];
    api.server.import(&rows).await.unwrap();
    ann.recheck(&first).await.unwrap();
    let told = repeated(&ann, &first).await;
    assert!(told.len() == 1 && told[0].contains("浙ICP备2099000001号-3"), "{told:?}");
}

#[tokio::test]
async fn what_registries_say_of_a_domain_is_looked_up_in_the_second_review_as_well() {
    let api = fixture().await;
    let (paula, ann) = people(&api).await;
    let record = |expires: &str| DomainRecord {
        domain: "sample.example".into(),
        owner: filing().entity.name,
        real_name: RealName::Verified,
        synced: true,
        expires: Some(expires.parse().unwrap()),
        ..DomainRecord::default()
    };
    api.server.import(&[record("2099-01-01").into()]).await.unwrap();
    let id = submitted(&paula, &filing()).await;
    let of_domain = |case: &beian_desk::api::Case| -> Vec<String> {
        let rules = ["domain_registry", "domain_expiring"];
        let codes = case.findings.iter().filter(|finding| rules.contains(&finding.rule.as_str()));
        codes.map(|finding| format!("{} {}", finding.severity, finding.code)).collect()
    };
    let claimed = ann.claim(&id).await.unwrap();
    assert_eq!(of_domain(&claimed.case), [""; 0]);
    decide(&ann, &claimed, &Decision::Approve, "k").await;
    for (shade, slug) in ["domain_certificate", "domain_realname_screenshot"].iter().enumerate() {
        paula.upload(&id, slug, "b.jpg", &jpeg(60 + shade as u32, 30), false).await.unwrap();
    }
    paula.verify(&id, &jpeg(20, 20)).await.unwrap();
    paula.submit(&id).await.unwrap();
    assert_eq!(of_domain(&ann.case(&id).await.unwrap()), [""; 0], "it is known, and in order");
    let soon = beian_desk::domain::clocks::local_date(api.now() + SignedDuration::from_hours(24 * 30));
    api.server.import(&[record(&soon.to_string()).into()]).await.unwrap();
    let again = ann.recheck(&id).await.unwrap();
    assert_eq!(of_domain(&again), ["warning DOM_EXPIRING"]);
}

#[tokio::test]
async fn a_change_beside_an_access_that_is_under_way_is_refused_where_the_province_takes_none() {
    let api = fixture().await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let of_type = |kind: FilingType| {
        let mut filing = filing();
        filing.order.province = "210000".into();
        filing.order.filing_type = kind.into();
        filing
    };
    let access = api.case_with(Status::AdministrationReview, |case| case.filing = of_type(FilingType::AddAccess)).await;
    let change = api.case_with(Status::FirstReview, |case| case.filing = of_type(FilingType::ModifyService)).await;
    let number = ann.case(&access).await.unwrap().row.number;
    let found = ann.recheck(&change).await.unwrap().findings;
    let found = found.iter().find(|finding| finding.rule == "access_then_change").unwrap();
    assert_eq!((found.severity.known(), found.target.as_str()), (Some(&Severity::Blocker), "order"));
    assert!(found.zh.contains(&number) && found.zh.contains("辽宁要求"), "{}", found.zh);
}
