//! What an administration user pushes: the way from the hand-over to the number, in order only, and every way back.

use beian_desk::api::{Received, ResultSaid, SmsSaid, Told};
use beian_desk::client::Client;
use beian_desk::domain::administration::{CodeGiven, ResultOutcome};
use beian_desk::domain::clocks::SMS_TIME;
use beian_desk::domain::filing::{Filing, FilingType, ServiceKind};
use beian_desk::domain::role::Role;
use beian_desk::domain::sms::{SmsEvent, Who};
use beian_desk::domain::status::Status;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Fixture, code, fixture};

const MOMENT: SignedDuration = SignedDuration::from_millis(1);

fn sms(event: SmsEvent, principal: Option<Who>) -> SmsSaid {
    SmsSaid { event, principal }
}

fn approved() -> ResultSaid {
    ResultSaid {
        outcome: ResultOutcome::Approved,
        entity_number: None,
        service_number: None,
        codes: Vec::new(),
        opinion: None,
    }
}

fn rejected(codes: &[(u32, &str)], opinion: &str) -> ResultSaid {
    let codes = codes.iter().map(|(code, text)| CodeGiven { code: *code, text: (*text).to_owned() }).collect();
    ResultSaid { outcome: ResultOutcome::Rejected, codes, opinion: Some(opinion.to_owned()), ..approved() }
}

/// Two people who must answer each for himself.
fn two_people(filing: &mut Filing) {
    filing.service_principal.is_same_as_entity_principal = false;
    filing.service_principal.name = "样本二".into();
    filing.service_principal.mobile = "13800000002".into();
}

async fn administration(api: &Fixture) -> Client {
    api.user("admin-istration", &[Role::Administration]).await
}

/// The whole way of a filing that nothing is wrong with.
async fn let_through(ca: &Client, id: &str) -> Told {
    let told = ca.administration_received(id, &Received::default()).await.unwrap();
    if told.status == Status::SmsPending {
        ca.administration_sms(id, &sms(SmsEvent::Verified, None)).await.unwrap();
    }
    ca.administration_result(id, &approved()).await.unwrap()
}

async fn filed(api: &Fixture, ca: &Client, change: impl FnOnce(&mut Filing)) -> [Option<String>; 2] {
    let id = api.case_with(Status::ToAdministration, |case| change(&mut case.filing)).await;
    let told = let_through(ca, &id).await;
    assert_eq!(told.status, Status::Approved);
    [told.entity_number, told.service_number]
}

#[tokio::test]
async fn a_filing_goes_the_whole_way_and_gets_its_numbers() {
    let api = fixture().await;
    let id = api.case_with(Status::ToAdministration, |case| two_people(&mut case.filing)).await;
    let ca = administration(&api).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let lead = api.user("lead", &[Role::Lead]).await;

    let row = &ca.handed_over(None, 10).await.unwrap().items[0];
    assert_eq!((row.id.as_str(), row.batch, row.acknowledged, row.sms.len()), (id.as_str(), None, false, 0));
    let at = api.now() - SignedDuration::from_mins(5);
    let told = ca.administration_received(&id, &Received { at: Some(at) }).await.unwrap();
    assert_eq!(told.status, Status::SmsPending);
    let who: Vec<_> = told.sms.iter().map(|one| one.principal.to_string()).collect();
    assert_eq!(who, ["entity_principal", "service_principal"]);
    assert!(told.sms.iter().all(|one| one.due_at == api.now() + SMS_TIME && one.verified_at.is_none()));

    api.pass(SignedDuration::from_mins(1));
    let told = ca.administration_sms(&id, &sms(SmsEvent::Resent, None)).await.unwrap();
    assert!(told.sms.iter().all(|one| one.resent == 1 && one.due_at == one.sent_at + SMS_TIME));
    let said = sms(SmsEvent::Verified, Some(Who::ServicePrincipal));
    let once = ca.administration_sms(&id, &said).await.unwrap();
    assert_eq!((once.status.to_string(), once.sms[1].verified_at), ("sms_pending".into(), Some(api.now())));
    let twice = ca.administration_sms(&id, &said).await.unwrap();
    assert_eq!(twice, once, "told again, nothing changes");
    assert_eq!(lead.case(&id).await.unwrap().sms, once.sms);
    assert_eq!(paula.filing(&id).await.unwrap().sms, once.sms);
    assert_eq!(ca.handed_over(None, 10).await.unwrap().items[0].sms, once.sms);
    let told = ca.administration_sms(&id, &sms(SmsEvent::Verified, Some(Who::EntityPrincipal))).await.unwrap();
    assert_eq!(told.status, Status::AdministrationReview);

    let told = ca.administration_result(&id, &approved()).await.unwrap();
    assert_eq!(told.status, Status::Approved);
    assert_eq!(told.entity_number.as_deref(), Some("浙ICP备2026000001号"));
    assert_eq!(told.service_number.as_deref(), Some("浙ICP备2026000001号-1"));
    let seen = paula.filing(&id).await.unwrap();
    assert_eq!((seen.entity_number, seen.service_number), (told.entity_number, told.service_number));
    assert!(!paula.obligations(&id).await.unwrap().items.is_empty(), "what follows an approval follows this one");
    let history = lead.history(&id).await.unwrap().items;
    let verbs: Vec<_> = history.iter().map(|event| event.verb.to_string()).collect();
    assert_eq!(verbs, ["received", "sms", "sms", "sms", "result"]);
    assert!(history[0].note.contains("08:55"), "{}", history[0].note);
    assert!(history.iter().all(|event| event.actor.role == Role::Administration));
    assert!(ca.handed_over(None, 10).await.unwrap().items.is_empty());
    api.later(SMS_TIME * 2).await;
    assert_eq!(lead.case(&id).await.unwrap().row.status, Status::Approved, "the SMS clock stands still");
}

#[tokio::test]
async fn one_person_answers_once_for_both() {
    let api = fixture().await;
    let ca = administration(&api).await;
    let id = api.case(Status::ToAdministration).await;
    ca.administration_received(&id, &Received::default()).await.unwrap();
    let told = ca.administration_sms(&id, &sms(SmsEvent::Verified, Some(Who::ServicePrincipal))).await.unwrap();
    assert_eq!(told.status, Status::AdministrationReview);
}

#[tokio::test]
async fn who_must_answer_follows_from_the_type_and_where_nobody_must_it_goes_on_at_once() {
    let api = fixture().await;
    let ca = administration(&api).await;
    for (kind, who) in [
        (FilingType::AddAccess, vec!["service_principal"]),
        (FilingType::ModifyEntity, vec!["entity_principal"]),
        (FilingType::ModifyAccess, vec![]),
        (FilingType::CancelService, vec![]),
    ] {
        let id = api
            .case_with(Status::ToAdministration, |case| {
                two_people(&mut case.filing);
                case.filing.order.filing_type = kind.into();
            })
            .await;
        let told = ca.administration_received(&id, &Received::default()).await.unwrap();
        let asked: Vec<_> = told.sms.iter().map(|one| one.principal.to_string()).collect();
        assert_eq!(asked, who, "{kind}");
        let expected = if who.is_empty() { Status::AdministrationReview } else { Status::SmsPending };
        assert_eq!(told.status, expected, "{kind}");
        if kind == FilingType::AddAccess {
            let stranger = ca.administration_sms(&id, &sms(SmsEvent::Verified, Some(Who::EntityPrincipal))).await;
            assert_eq!(code(stranger), "body_invalid", "nobody asked him");
        }
    }
}

#[tokio::test]
async fn after_24_hours_the_filing_comes_back_and_may_go_again_unchanged() {
    let api = fixture().await;
    let ca = administration(&api).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case_with(Status::ToAdministration, |case| two_people(&mut case.filing)).await;
    ca.administration_received(&id, &Received::default()).await.unwrap();
    ca.administration_sms(&id, &sms(SmsEvent::Verified, Some(Who::EntityPrincipal))).await.unwrap();
    api.later(SMS_TIME - MOMENT).await;
    assert_eq!(paula.filing(&id).await.unwrap().status, Status::SmsPending);
    ca.administration_sms(&id, &sms(SmsEvent::Resent, None)).await.unwrap();
    api.later(MOMENT).await;
    let seen = paula.filing(&id).await.unwrap();
    assert_eq!(seen.status, Status::AdministrationRejected);
    let reasons: Vec<_> = seen.reasons.iter().map(|one| (one.code.as_str(), one.target.as_str())).collect();
    assert_eq!(reasons, [("SMS_TIMEOUT", "service_principal")], "only whose answer is missing");
    assert_eq!(seen.history.last().unwrap().actor.role, Role::System);
    let version = seen.version;
    api.later(SMS_TIME).await;
    assert_eq!(paula.filing(&id).await.unwrap().version, version, "once");

    let told = api.case(Status::SmsPending).await;
    ca.administration_sms(&told, &sms(SmsEvent::TimedOut, None)).await.unwrap();
    assert_eq!(paula.filing(&told).await.unwrap().reasons[0].code, "SMS_TIMEOUT", "the administration may say so too");
}

#[tokio::test]
async fn five_wrong_answers_move_nothing_and_the_sixth_returns() {
    let api = fixture().await;
    let ca = administration(&api).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case_with(Status::SmsPending, |case| two_people(&mut case.filing)).await;
    let wrong = sms(SmsEvent::WrongTry, Some(Who::EntityPrincipal));
    for tries in 1..=5 {
        let told = ca.administration_sms(&id, &wrong).await.unwrap();
        assert_eq!((told.status.to_string(), told.sms[0].tries, told.sms[1].tries), ("sms_pending".into(), tries, 0));
    }
    assert_eq!(ca.administration_sms(&id, &wrong).await.unwrap().status, Status::AdministrationRejected);
    let seen = paula.filing(&id).await.unwrap();
    assert_eq!((seen.reasons.len(), seen.reasons[0].code.as_str()), (1, "SMS_FAILED"));
    assert_eq!(seen.reasons[0].target, "entity_principal");
    let noted = seen.history.iter().filter(|event| event.note.contains("核验错误")).count();
    assert_eq!(noted, 6, "each wrong answer is told");
    assert_eq!(code(ca.administration_sms(&id, &wrong).await), "wrong_status");
}

#[tokio::test]
async fn a_refusal_comes_back_with_our_reasons() {
    let api = fixture().await;
    let ca = administration(&api).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let id = api.case(Status::AdministrationReview).await;
    let said = rejected(&[(1020, "名称与主体无关"), (1060, ""), (3099, "域名状态异常")], "请修改后重新提交");
    assert_eq!(ca.administration_result(&id, &said).await.unwrap().status, Status::AdministrationRejected);
    let seen = paula.filing(&id).await.unwrap();
    let reasons: Vec<_> = seen.reasons.iter().map(|one| (one.code.as_str(), one.text.as_str())).collect();
    assert_eq!(reasons, [("WEB_NAME_CONFLICT", "名称与主体无关"), ("OTHER", "管局代码 3099：域名状态异常")]);
    assert_eq!(seen.history.last().unwrap().note, "请修改后重新提交");
    assert!(seen.entity_number.is_none());
    let bare = api.case(Status::AdministrationReview).await;
    ca.administration_result(&bare, &rejected(&[], "")).await.unwrap();
    assert_eq!(paula.filing(&bare).await.unwrap().reasons[0].code, "CA_REFUSED");
}

#[tokio::test]
async fn numbers_go_on_from_what_is_filed() {
    let api = fixture().await;
    let ca = administration(&api).await;
    let entity = Some("浙ICP备2026000001号".to_owned());
    let numbered = |suffix: &str| [entity.clone(), Some(format!("浙ICP备2026000001号{suffix}"))];
    assert_eq!(filed(&api, &ca, |_| ()).await, numbered("-1"));
    let add = |filing: &mut Filing, kind: ServiceKind, domain: &str| {
        filing.order.filing_type = FilingType::AddServiceOwn.into();
        filing.service.kind = kind.into();
        filing.service.domains = vec![domain.to_owned()];
    };
    assert_eq!(filed(&api, &ca, |one| add(one, ServiceKind::App, "app.example")).await, numbered("-2A"));
    assert_eq!(filed(&api, &ca, |one| add(one, ServiceKind::MiniProgram, "mini.example")).await, numbered("-3X"));
    let of_type = |kind: FilingType| {
        move |filing: &mut Filing| {
            filing.order.filing_type = kind.into();
            filing.service.domains = vec!["APP.example".to_owned()];
        }
    };
    assert_eq!(filed(&api, &ca, of_type(FilingType::AddAccess)).await, numbered("-2A"), "found by its domain");
    assert_eq!(filed(&api, &ca, of_type(FilingType::ModifyEntity)).await, [entity.clone(), None]);
    assert_eq!(filed(&api, &ca, of_type(FilingType::CancelService)).await, numbered("-2A"));
    assert_eq!(filed(&api, &ca, of_type(FilingType::CancelAccess)).await, [entity.clone(), None], "it is gone");
    assert_eq!(
        filed(&api, &ca, |one| add(one, ServiceKind::QuickApp, "quick.example")).await,
        numbered("-4K"),
        "no number is given twice"
    );
    let other = filed(&api, &ca, |filing| {
        filing.order.organizer_cert_number = "91110108MA01ABCD60".into();
        filing.entity.cert_number = "91110108MA01ABCD60".into();
    });
    assert_eq!(other.await[0].as_deref(), Some("浙ICP备2026000002号"));
    assert_eq!(filed(&api, &ca, of_type(FilingType::CancelEntity)).await, [entity, None]);
    let anew = filed(&api, &ca, |_| ()).await;
    assert_eq!(anew[0].as_deref(), Some("浙ICP备2026000003号"), "what was cancelled is filed anew");
}

#[tokio::test]
async fn the_administrations_numbers_count_if_they_can_be_true() {
    let api = fixture().await;
    let ca = administration(&api).await;
    let id = api.case(Status::AdministrationReview).await;
    let given = |entity: &str, service: &str| ResultSaid {
        entity_number: Some(entity.to_owned()),
        service_number: Some(service.to_owned()),
        ..approved()
    };
    let lead = api.token("lead", &[Role::Lead]).await;
    let path = format!("/v1/cases/{id}");
    let before = api.raw("GET", &path, &lead, &[], b"").await.json();
    for (entity, service) in [
        ("nonsense", "浙ICP备2026000777号-1"),
        ("浙ICP备2026000777号", "浙ICP备2026000778号-1"),
        ("浙ICP备2026000777号", "浙ICP备2026000777号-1A"),
        ("浙ICP备2026000777号-1", "浙ICP备2026000777号-1"),
    ] {
        assert_eq!(code(ca.administration_result(&id, &given(entity, service)).await), "body_invalid", "{entity}");
    }
    let long = ResultSaid { opinion: Some("长".repeat(2001)), ..approved() };
    assert_eq!(code(ca.administration_result(&id, &long).await), "words_length");
    assert_eq!(
        code(ca.administration_result(&id, &rejected(&[(1020, &"长".repeat(2001))], "")).await),
        "text_too_long"
    );
    assert_eq!(code(ca.administration_result(&id, &rejected(&[(1020, ""); 101], "")).await), "too_many_reasons");
    assert_eq!(api.raw("GET", &path, &lead, &[], b"").await.json(), before, "untouched");
    let told = ca.administration_result(&id, &given("浙ICP备2026000777号", "浙ICP备2026000777号-5")).await.unwrap();
    assert_eq!(told.service_number.as_deref(), Some("浙ICP备2026000777号-5"));
    let next = filed(&api, &ca, |filing| filing.order.filing_type = FilingType::AddServiceOwn.into()).await;
    assert_eq!(next[1].as_deref(), Some("浙ICP备2026000777号-6"));
}

#[tokio::test]
async fn whatever_comes_out_of_order_is_refused_and_changes_nothing() {
    let api = fixture().await;
    let ca = api.token("ca", &[Role::Administration]).await;
    let lead = api.token("lead", &[Role::Lead]).await;
    let calls = [
        ("received", json!({}), Some(Status::ToAdministration)),
        ("sms", json!({"event": "verified"}), Some(Status::SmsPending)),
        ("sms", json!({"event": "wrong_try"}), Some(Status::SmsPending)),
        ("sms", json!({"event": "resent"}), Some(Status::SmsPending)),
        ("sms", json!({"event": "timed_out"}), Some(Status::SmsPending)),
        ("result", json!({"outcome": "approved"}), Some(Status::AdministrationReview)),
        ("result", json!({"outcome": "rejected", "codes": [{"code": 1020}]}), Some(Status::AdministrationReview)),
    ];
    for status in Status::ALL {
        for (call, body, fits) in &calls {
            if *fits == Some(*status) {
                continue;
            }
            let id = api.case(*status).await;
            let path = format!("/v1/cases/{id}");
            let before = api.raw("GET", &path, &lead, &[], b"").await.json();
            let answer = api.json("POST", &format!("/v1/administration/{id}/{call}"), &ca, &[], body).await;
            assert_eq!(answer.problem(), (409, "wrong_status".to_owned()), "{call} in {status}");
            assert_eq!(api.raw("GET", &path, &lead, &[], b"").await.json(), before, "{call} in {status}");
        }
    }
    let id = api.case(Status::ToAdministration).await;
    let path = format!("/v1/administration/{id}/received");
    assert_eq!(api.json("POST", &path, &ca, &[], &json!({})).await.status, 200);
    assert_eq!(api.json("POST", &path, &ca, &[], &json!({})).await.problem().1, "wrong_status", "received is once");
    for (path, body) in [
        ("received", json!({"at": "yesterday"})),
        ("received", json!({"when": 1})),
        ("sms", json!({})),
        ("sms", json!({"event": "smoke"})),
        ("sms", json!({"event": "verified", "principal": "nobody"})),
        ("result", json!({"outcome": "perhaps"})),
        ("result", json!({"outcome": "rejected", "codes": [{"code": "x"}]})),
    ] {
        let answer = api.json("POST", &format!("/v1/administration/{id}/{path}"), &ca, &[], &body).await;
        assert_eq!(answer.problem(), (422, "body_invalid".to_owned()), "{path} {body}");
    }
}

#[tokio::test]
async fn the_list_pages_by_age_and_is_the_administrations() {
    let api = fixture().await;
    let mut ids = Vec::new();
    for status in [Status::AdministrationReview, Status::ToAdministration, Status::SmsPending] {
        ids.push(api.case(status).await);
        api.pass(SignedDuration::from_secs(1));
    }
    api.case(Status::FirstReview).await;
    let ca = api.token("ca", &[Role::Administration]).await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = api.raw("GET", &format!("/v1/administration?limit=2&cursor={cursor}"), &ca, &[], b"").await.json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        match &page["next_cursor"] {
            Value::String(next) => cursor.clone_from(next),
            _ => break,
        }
    }
    assert_eq!(seen, ids);
    for (query, expected) in
        [("limit=0", "query_invalid"), ("limit=201", "query_invalid"), ("cursor=x", "cursor_invalid")]
    {
        let answer = api.raw("GET", &format!("/v1/administration?{query}"), &ca, &[], b"").await;
        assert_eq!(answer.problem(), (400, expected.to_owned()));
    }
    let ann = api.token("ann", &[Role::FirstReviewer, Role::Lead]).await;
    assert_eq!(api.raw("GET", "/v1/administration", &ann, &[], b"").await.problem().1, "role_missing");
    let path = format!("/v1/administration/{}/received", ids[1]);
    assert_eq!(api.json("POST", &path, &ann, &[], &json!({})).await.problem().1, "role_missing");
    assert_eq!(
        api.json("POST", "/v1/administration/none/received", &ca, &[], &json!({})).await.problem(),
        (404, "not_found".to_owned())
    );
}
