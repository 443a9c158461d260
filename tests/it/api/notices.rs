//! Notices to the applicant: what they say, that they reach a webhook and a mail server over real sockets, and what happens
//! when they do not.

mod receivers;

use std::time::Duration;

use beian_desk::api::{EditAccount, Notice};
use beian_desk::client::Client;
use beian_desk::config::{Mail, Secret, Webhook};
use beian_desk::domain::lang::Lang;
use beian_desk::domain::notice::{Facts, Notice as Words, NoticeChannel, NoticeKind, NoticeState, Told, notice};
use beian_desk::domain::obligation::{ObligationKind, obligations};
use beian_desk::domain::province::Packs;
use beian_desk::domain::reason::{Decision, ReasonGiven, ReturnKind};
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::Options;
use jiff::{SignedDuration, Timestamp};
use receivers::{Hook, Post, SECRET};
use serde_json::{Value, json};

use crate::support::picture::{jpeg, png};
use crate::support::sample::filing;
use crate::support::{Fixture, MORNING, code, decide, fixture, fixture_in_with, fixture_with, returning};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The waits between attempts, written down once more.
const WAITS: [i64; 7] = [10, 60, 300, 1800, 7200, 21600, 43200];

fn posting_to(url: &str) -> impl FnOnce(&mut Options) {
    let hook = Webhook { url: url.to_owned(), secret: Secret(SECRET.to_owned()), patience: Duration::from_millis(500) };
    move |options| {
        options.settings.allow_private = true;
        options.settings.webhook = Some(hook);
    }
}

fn mailing_to(port: u16) -> impl FnOnce(&mut Options) {
    let url = format!("smtp://127.0.0.1:{port}");
    let mail = Mail { url, password: Secret::default(), from: "样本云 <beian@provider.example>".to_owned() };
    move |options| options.settings.mail = Some(mail)
}

/// Passes a case in first review, which its applicant is told of.
async fn pass(api: &Fixture, id: &str) {
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let claimed = ann.claim(id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, id).await;
}

async fn passed(api: &Fixture) -> String {
    let id = api.case(Status::FirstReview).await;
    pass(api, &id).await;
    id
}

/// Says where notices go and in which language.
async fn account(user: &Client, email: &str, lang: &str) {
    let edit = EditAccount { email: email.to_owned(), lang: lang.to_owned() };
    user.edit_account(&edit).await.unwrap();
}

fn kinds(told: &[Notice]) -> Vec<NoticeKind> {
    told.iter().map(|notice| *notice.content.kind.known().unwrap()).collect()
}

async fn told(paula: &Client, id: &str) -> Vec<Notice> {
    paula.notices(id).await.unwrap().items
}

/// The only delivery of the only notice.
async fn fate(api: &Fixture, id: &str) -> (NoticeChannel, NoticeState) {
    let paula = api.user("paula", &[Role::Applicant]).await;
    let told = told(&paula, id).await;
    let [Notice { deliveries, .. }] = &told[..] else { panic!("{told:?}") };
    assert_eq!(deliveries.len(), 1);
    let delivery = &deliveries[0];
    assert_eq!(delivery.sent_at.is_some(), delivery.state == NoticeState::Sent);
    (*delivery.channel.known().unwrap(), *delivery.state.known().unwrap())
}

/// What is known of the notices in a state.
async fn outgoing(api: &Fixture, state: &str) -> Vec<Value> {
    let token = api.token("root", &[Role::Admin]).await;
    let answer = api.raw("GET", &format!("/v1/notices?state={state}"), &token, &[], b"").await;
    assert_eq!(answer.status, 200);
    answer.json()["items"].as_array().unwrap().clone()
}

/// Walks a filing from draft to the administration with a return on the way.
async fn walk(api: &Fixture, paula: &Client) -> String {
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let bo = api.user("bo", &[Role::SecondReviewer]).await;
    let made = paula.create_filing(&filing()).await.unwrap();
    for slug in ["entity_licence", "entity_principal_id_front", "entity_principal_id_back"] {
        paula.upload(&made.id, slug, "a.jpg", &jpeg(40, 30), false).await.unwrap();
    }
    paula.submit(&made.id).await.unwrap();
    let claimed = ann.claim(&made.id).await.unwrap();
    let mut reasons =
        returning(&["ENT_NAME_MISMATCH", "TEL_UNREACHABLE@entity_principal.mobile", "OTHER@material:entity_licence"]);
    if let Decision::Return { reasons, .. } = &mut reasons {
        reasons[2].text =
            "执照反光，第 91110108MA01ABCD5T 号不清\n持证人 330199199003070026，电话 138-0000-0000".to_owned();
    }
    decide(&ann, &claimed, &reasons, &format!("{}1", made.id)).await;
    paula.submit(&made.id).await.unwrap();
    decide(&ann, &ann.claim(&made.id).await.unwrap(), &Decision::Approve, &format!("{}2", made.id)).await;
    for slug in ["domain_certificate", "domain_realname_screenshot"] {
        paula.upload(&made.id, slug, "b.png", &png(30, 20), false).await.unwrap();
    }
    paula.verify(&made.id, &jpeg(20, 20)).await.unwrap();
    paula.submit(&made.id).await.unwrap();
    decide(&bo, &bo.claim(&made.id).await.unwrap(), &Decision::Approve, &format!("{}3", made.id)).await;
    made.id
}

#[test]
fn every_kind_reads_as_it_did() {
    for lang in [Lang::Zh, Lang::En] {
        let mut all = String::new();
        for kind in NoticeKind::ALL {
            let Words { subject, text } = notice(&facts(*kind, lang), lang);
            all.push_str(&format!("= {kind}: {subject}\n{text}\n"));
        }
        insta::assert_snapshot!(format!("kinds_{lang}"), all);
    }
}

fn facts(kind: NoticeKind, lang: Lang) -> Facts {
    use NoticeKind as N;
    let (status, reasons): (_, &[&str]) = match kind {
        N::Returned => (Status::SecondReturned, &["ENT_NAME_MISMATCH", "TEL_UNREACHABLE"]),
        N::Rejected => (Status::FirstRejected, &["ENT_NAME_MISMATCH"]),
        N::Refused => (Status::AdministrationRejected, &["ENT_NAME_MISMATCH"]),
        N::SmsFailed => (Status::AdministrationRejected, &["SMS_TIMEOUT"]),
        N::Reminder => (Status::MaterialsPending, &[]),
        _ => (Status::Approved, &[]),
    };
    let until: Timestamp = MORNING.parse().unwrap();
    let approved = kind == N::Approved;
    Facts {
        kind,
        provider: "样本云".into(),
        number: "BA26000001".into(),
        site: "样本科技".into(),
        domain: "sample.example".into(),
        status,
        until: Some(until),
        reasons: reasons.iter().map(|code| Told::of(&ReasonGiven::from_code(code), lang)).collect(),
        numbers: ["浙ICP备2026000001号", "浙ICP备2026000001号-1"].map(|number| approved.then(|| number.to_owned())),
        unchanged: kind == N::SmsFailed,
        sms: true,
        days_left: 15,
        owed: match kind {
            N::Approved => obligations(&filing(), Packs::embedded().of("33"), until - DAY),
            N::Obligation => vec![(ObligationKind::PublicSecurity, Some(until))],
            _ => Vec::new(),
        },
    }
}

#[tokio::test]
async fn every_step_of_a_filing_is_told_in_the_language_of_its_applicant() {
    let api = fixture_in_with(tempfile::tempdir().unwrap(), |_| ()).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let emil = api.user("emil", &[Role::Applicant]).await;
    account(&emil, "emil@mail.example", "en").await;
    for (user, lang) in [(&paula, "zh-CN"), (&emil, "en")] {
        let id = walk(&api, user).await;
        let told = told(user, &id).await;
        use NoticeKind as N;
        let expected = [N::Submitted, N::Returned, N::Submitted, N::FirstPassed, N::HandedIn, N::SecondPassed];
        assert_eq!(kinds(&told), expected);
        let mut all = String::new();
        for notice in &told {
            assert_eq!((notice.content.lang.as_str(), notice.content.filing.id.as_str()), (lang, id.as_str()));
            assert_eq!(notice.deliveries[0].state, NoticeState::Kept);
            all.push_str(&format!("= {}\n{}\n", notice.content.subject, notice.content.text));
        }
        insta::assert_snapshot!(format!("walk_{lang}"), all);
        let reasons = &told[1].content.reasons;
        assert_eq!(reasons.len(), 3);
        assert_eq!((reasons[0].target.as_str(), reasons[0].code.as_str()), ("entity.name", "ENT_NAME_MISMATCH"));
        let whole = serde_json::to_string(&told).unwrap();
        for hidden in ["330199199003070026", "138-0000-0000", "13800000000", "13900000000", "\"ann\"", "\"bo\""] {
            assert!(!whole.contains(hidden), "{hidden} in {whole}");
        }
    }
}

#[tokio::test]
async fn a_rejection_and_silence_are_told_and_other_applicants_see_nothing() {
    let api = fixture().await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let otto = api.user("otto", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::FirstReview).await;
    let claimed = ann.claim(&id).await.unwrap();
    ann.note(&id, "内部：疑似冒用").await.unwrap();
    ann.escalate(&id, &claimed.lease.token, "内部：请复核").await.unwrap();
    let lead = api.token("lead", &[Role::Lead]).await;
    api.raw("DELETE", &format!("/v1/cases/{id}/escalate"), &lead, &[], b"").await;
    assert!(told(&paula, &id).await.is_empty(), "what reviewers do among themselves is not told");
    let claimed = ann.claim(&id).await.unwrap();
    let Decision::Return { reasons, .. } = returning(&["ENT_NAME_MISMATCH"]) else { panic!() };
    decide(&ann, &claimed, &Decision::Return { kind: ReturnKind::Reject, reasons }, "k").await;
    let notices = told(&paula, &id).await;
    assert_eq!(kinds(&notices), [NoticeKind::Rejected]);
    assert!(!serde_json::to_string(&notices).unwrap().contains("内部"));
    assert_eq!(code(otto.notices(&id).await), "not_found");
    assert_eq!(code(ann.notices(&id).await), "role_missing");

    let draft = paula.create_filing(&filing()).await.unwrap();
    assert!(told(&paula, &draft.id).await.is_empty());
    for day in 1..=46 {
        api.later(DAY).await;
        assert!(told(&paula, &draft.id).await.len() <= day);
    }
    let notices = told(&paula, &draft.id).await;
    use NoticeKind as N;
    assert_eq!(kinds(&notices), [N::Reminder, N::Reminder, N::Reminder, N::Expired]);
    for (notice, days) in notices.iter().zip([38, 30, 15]) {
        assert!(notice.content.subject.ends_with(&format!("还剩 {days} 天")), "{}", notice.content.subject);
    }
}

#[tokio::test]
async fn leaving_is_told_and_a_decision_that_was_taken_back_is_not() {
    let api = fixture_with(|options| options.settings.hold = SignedDuration::from_secs(10)).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let ann = api.user("ann", &[Role::FirstReviewer]).await;
    let id = api.case(Status::FirstReview).await;
    let claimed = ann.claim(&id).await.unwrap();
    decide(&ann, &claimed, &Decision::Approve, "k").await;
    ann.undo(&id).await.unwrap();
    api.later(SignedDuration::from_secs(10)).await;
    assert!(told(&paula, &id).await.is_empty());
    paula.withdraw(&id).await.unwrap();
    assert_eq!(kinds(&told(&paula, &id).await), [NoticeKind::Withdrawn]);
    let draft = paula.create_filing(&filing()).await.unwrap();
    paula.abandon(&draft.id).await.unwrap();
    assert_eq!(kinds(&told(&paula, &draft.id).await), [NoticeKind::Abandoned]);
}

#[tokio::test]
async fn an_obligation_that_comes_due_is_told_before_and_then_and_not_once_it_is_fulfilled() {
    let api = fixture().await;
    let token = api.token("paula", &[Role::Applicant]).await;
    let paula = api.user("paula", &[Role::Applicant]).await;
    let approved =
        |case: &mut beian_desk::server::SeedCase| case.numbers = Some(["浙ICP备1号".into(), "浙ICP备1号-1".into()]);
    let (open, done) =
        (api.case_with(Status::Approved, approved).await, api.case_with(Status::Approved, approved).await);
    let path = format!("/v1/filings/{done}/obligations/public_security");
    api.json("PUT", &path, &token, &[], &json!({"state": "done", "detail": "样本"})).await;
    api.later(DAY * 22).await;
    assert!(told(&paula, &open).await.is_empty());
    api.later(DAY).await;
    api.later(DAY * 7).await;
    let notices = told(&paula, &open).await;
    assert_eq!(kinds(&notices), [NoticeKind::Obligation, NoticeKind::Obligation]);
    let text = &notices[0].content.text;
    assert!(text.contains("- 办理公安联网备案\n期限：2026-12-23 09:00（北京时间）。"), "{text}");
    assert!(told(&paula, &done).await.is_empty());
}

#[tokio::test]
async fn a_webhook_gets_it_signed_and_again_until_it_accepts_once() {
    let hook = Hook::start(&[500, 500]).await;
    let api = fixture_with(posting_to(&hook.url)).await;
    let id = passed(&api).await;
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Webhook, NoticeState::Waiting));
    api.server.run_due().await.unwrap();
    assert_eq!(hook.taken().len(), 1);
    api.later(SignedDuration::from_secs(9)).await;
    assert_eq!(hook.taken().len(), 1, "too early");
    api.later(SignedDuration::from_secs(1)).await;
    assert_eq!(hook.taken().len(), 2);
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Webhook, NoticeState::Waiting));
    let waiting = &outgoing(&api, "waiting").await[0];
    assert_eq!((&waiting["tries"], &waiting["last_error"]), (&json!(2), &json!("status 500")));
    assert_eq!(waiting["next_at"], (api.now() + SignedDuration::from_secs(60)).to_string());
    api.later(SignedDuration::from_secs(60)).await;
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Webhook, NoticeState::Sent));
    api.later(DAY * 3).await;
    let posts = hook.taken();
    assert_eq!(posts.len(), 3, "once it is accepted it is not sent again");
    let first = &posts[0];
    for Post { delivery, body, event, .. } in &posts {
        assert_eq!((delivery, body, event.as_str()), (&first.delivery, &first.body, "first_passed"));
    }
    assert!(posts[0].seconds < posts[1].seconds, "every attempt has its own time");
    let body: Value = serde_json::from_slice(&first.body).unwrap();
    assert_eq!((&body["id"], &body["kind"]), (&json!(first.delivery), &json!("first_passed")));
    assert_eq!((&body["applicant"], &body["filing"]["id"]), (&json!("paula"), &json!(id)));
    assert_eq!((&body["filing"]["status"], &body["reasons"]), (&json!("materials_pending"), &json!([])));
    assert!(body["text"].as_str().unwrap().contains("2027-01-07 09:00"), "{body}");
}

#[tokio::test]
async fn what_never_gets_through_is_given_up_listed_and_sent_again_when_an_admin_says_so() {
    let hook = Hook::start(&[503; 8]).await;
    let api = fixture_with(posting_to(&hook.url)).await;
    let ids = [passed(&api).await];
    api.server.run_due().await.unwrap();
    for (tries, wait) in WAITS.into_iter().enumerate() {
        assert_eq!(hook.taken().len(), tries + 1);
        assert!(outgoing(&api, "").await.is_empty());
        api.later(SignedDuration::from_secs(wait)).await;
    }
    assert_eq!(fate(&api, &ids[0]).await, (NoticeChannel::Webhook, NoticeState::Dead));
    // Before the first reminder, which is a notice of its own.
    api.later(DAY * 5).await;
    assert_eq!(hook.taken().len(), 8);
    let dead = outgoing(&api, "").await;
    let [dead] = &dead[..] else { panic!("{dead:?}") };
    assert_eq!(
        (&dead["tries"], &dead["last_error"], &dead["filing_id"]),
        (&json!(8), &json!("status 503"), &json!(ids[0]))
    );
    assert!(dead.get("text").is_none() && hook.url.contains(dead["address"].as_str().unwrap()));
    assert!(!dead["address"].as_str().unwrap().contains("key"), "the address may hold a secret");

    let root = api.user("root", &[Role::Admin]).await;
    let lead = api.user("lead", &[Role::Lead]).await;
    let id = dead["id"].as_str().unwrap();
    assert_eq!(lead.outgoing_notices(None, None, 5).await.unwrap().items.len(), 1);
    assert_eq!(code(lead.retry_notice(id).await), "role_missing");
    assert_eq!(code(root.retry_notice("none").await), "not_found");
    let paula = api.user("paula", &[Role::Applicant]).await;
    assert_eq!(code(paula.outgoing_notices(None, None, 5).await), "role_missing");
    let again = root.retry_notice(id).await.unwrap();
    assert_eq!((again.state.known(), again.tries), (Some(&NoticeState::Waiting), 0));
    assert_eq!(root.retry_notice(id).await.unwrap(), again, "twice is as once");
    api.server.run_due().await.unwrap();
    assert_eq!(fate(&api, &ids[0]).await, (NoticeChannel::Webhook, NoticeState::Sent));
    assert_eq!(root.retry_notice(id).await.unwrap().state, NoticeState::Sent, "what was sent stays sent");
    api.server.run_due().await.unwrap();
    assert_eq!(hook.taken().len(), 9);
}

#[tokio::test]
async fn notices_are_listed_by_state_page_by_page() {
    let api = fixture().await;
    for _ in 0..5 {
        passed(&api).await;
        api.pass(SignedDuration::from_secs(1));
    }
    let root = api.user("root", &[Role::Admin]).await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = root.outgoing_notices(Some(NoticeState::Kept), cursor.as_deref(), 2).await.unwrap();
        seen.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
        let elsewhere = root.outgoing_notices(Some(NoticeState::Sent), cursor.as_deref(), 2).await;
        assert_eq!(code(elsewhere), "cursor_invalid");
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by_key(|notice| notice.at));
    let token = api.token("root", &[Role::Admin]).await;
    for (query, problem) in [
        ("state=lost", "query_invalid"),
        ("limit=0", "query_invalid"),
        ("limit=201", "query_invalid"),
        ("cursor=!", "cursor_invalid"),
    ] {
        let answer = api.raw("GET", &format!("/v1/notices?{query}"), &token, &[], b"").await;
        assert_eq!(answer.problem(), (400, problem.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn a_webhook_that_is_gone_is_not_asked_again_and_no_redirect_is_followed() {
    let hook = Hook::start(&[410, 307]).await;
    let api = fixture_with(posting_to(&hook.url)).await;
    let gone = passed(&api).await;
    api.server.run_due().await.unwrap();
    assert_eq!(fate(&api, &gone).await, (NoticeChannel::Webhook, NoticeState::Dead));
    assert_eq!(outgoing(&api, "dead").await[0]["last_error"], "status 410");
    let moved = passed(&api).await;
    api.server.run_due().await.unwrap();
    assert_eq!(fate(&api, &moved).await, (NoticeChannel::Webhook, NoticeState::Waiting));
    assert_eq!(outgoing(&api, "waiting").await[0]["last_error"], "status 307");
    assert_eq!((hook.taken().len(), hook.elsewhere()), (2, 0));
}

#[tokio::test]
async fn a_webhook_that_never_answers_keeps_nobody_waiting_for_long() {
    let silent = receivers::silent().await;
    let api = fixture_with(posting_to(&silent.url)).await;
    for _ in 0..20 {
        passed(&api).await;
    }
    let began = std::time::Instant::now();
    api.server.run_due().await.unwrap();
    // Twenty one after the other would take ten seconds.
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let waiting = outgoing(&api, "waiting").await;
    assert_eq!(waiting.len(), 20);
    assert!(waiting.iter().all(|notice| notice["last_error"] == "no answer within 0.5 s"), "{waiting:?}");
}

#[tokio::test]
async fn a_webhook_in_a_private_network_gets_nothing_unless_that_is_allowed() {
    let hook = Hook::start(&[]).await;
    let api = fixture_with(|options| {
        posting_to(&hook.url)(options);
        options.settings.allow_private = false;
    })
    .await;
    passed(&api).await;
    api.server.run_due().await.unwrap();
    assert_eq!(hook.taken().len(), 0);
    assert!(outgoing(&api, "waiting").await[0]["last_error"].as_str().unwrap().contains("port 80 or 443"));
}

#[tokio::test]
async fn a_service_that_was_killed_goes_on_where_it_was_and_sends_no_more_than_it_must() {
    let hook = Hook::start(&[500]).await;
    let api = fixture_in_with(tempfile::tempdir().unwrap(), posting_to(&hook.url)).await;
    let id = passed(&api).await;
    api.server.run_due().await.unwrap();
    let (folder, time) = (api.folder, SignedDuration::from_secs(10));
    drop(api.server);

    let api = fixture_in_with(folder, posting_to(&hook.url)).await;
    api.pass(time);
    // Two workers at once, as two processes on one database would be: at most each of them sends it.
    let (first, second) = tokio::join!(api.server.run_due(), api.server.run_due());
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Webhook, NoticeState::Sent));
    let posts = hook.taken();
    assert!(matches!(posts.len(), 2 | 3), "{}", posts.len());
    assert!(posts.iter().all(|post| post.delivery == posts[0].delivery), "a receiver can tell that it is the same");
    let folder = api.folder;
    drop(api.server);

    let api = fixture_in_with(folder, posting_to(&hook.url)).await;
    api.later(DAY * 2).await;
    assert_eq!(hook.taken().len(), posts.len());
    let folder = api.folder;
    drop(api.server);
    let api = fixture_in_with(folder, |_| ()).await;
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Webhook, NoticeState::Sent));
}

#[tokio::test]
async fn mail_is_tried_again_after_451_and_given_up_after_550() {
    let mail = receivers::PostOffice::start(&["451 4.7.1 greylisted", "250 ok", "550 5.1.1 no such user"]).await;
    let api = fixture_in_with(tempfile::tempdir().unwrap(), mailing_to(mail.port)).await;
    account(&api.user("paula", &[Role::Applicant]).await, "paula@mail.example", "").await;
    let id = passed(&api).await;
    api.server.run_due().await.unwrap();
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Mail, NoticeState::Waiting));
    assert!(outgoing(&api, "waiting").await[0]["last_error"].as_str().unwrap().contains("greylisted"));
    api.later(SignedDuration::from_secs(10)).await;
    assert_eq!(fate(&api, &id).await, (NoticeChannel::Mail, NoticeState::Sent));
    let letters = mail.taken();
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(letter.to, "<paula@mail.example>");
    let sent = &outgoing(&api, "sent").await[0];
    assert_eq!(letter.header("message-id"), format!("<{}@provider.example>", sent["id"].as_str().unwrap()));
    assert_eq!(letter.header("auto-submitted"), "auto-generated");
    assert_eq!(letter.header("date"), "Mon, 23 Nov 2026 01:00:00 +0000");
    assert_eq!(letter.subject(), "备案 BA26000001（样本科技）：初审通过，请上传资料");
    assert!(letter.text().contains("您的备案已通过初审。"), "{}", letter.text());
    assert_eq!(sent["address"], "p****@mail.example");

    let refused = passed(&api).await;
    api.server.run_due().await.unwrap();
    assert_eq!(fate(&api, &refused).await, (NoticeChannel::Mail, NoticeState::Dead));
    let dead = &outgoing(&api, "dead").await[0];
    assert!(dead["last_error"].as_str().unwrap().contains("no such user") && dead["tries"] == 1, "{dead}");
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up_at_once_and_nothing_typed_becomes_a_header() {
    let mail = receivers::PostOffice::start(&[]).await;
    let api = fixture_with(mailing_to(mail.port)).await;
    let nowhere = api
        .case_with(Status::FirstReview, |case| {
            case.filing.entity_principal.email = "a@b.example\r\nBcc: c@d.example".into()
        })
        .await;
    pass(&api, &nowhere).await;
    api.server.run_due().await.unwrap();
    assert_eq!(fate(&api, &nowhere).await, (NoticeChannel::Mail, NoticeState::Dead));
    assert_eq!(outgoing(&api, "dead").await[0]["last_error"], "no usable e-mail address");

    let hostile = "样本\r\nBcc: all@victim.example\r\n\r\n.\r\nRCPT TO:<x@victim.example>\u{202e}";
    let id = api.case_with(Status::FirstReview, |case| case.filing.service.name = hostile.into()).await;
    pass(&api, &id).await;
    api.server.run_due().await.unwrap();
    let letters = mail.taken();
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(letter.to, "<sample@example.com>");
    assert_eq!(letter.header("bcc"), "");
    assert!(letter.subject().starts_with("备案 BA26000002（样本␍␊Bcc: all@victim"), "{}", letter.subject());
    assert!(
        letter.text().contains("网站名称：样本␍␊Bcc: all@victim.example␍␊␍␊.␍␊RCPT TO:<x@victim.example>⟨U+202E⟩\n")
    );
    assert!(!letter.text().contains("\nBcc"));
}

#[tokio::test]
async fn both_ways_are_one_notice_to_its_applicant() {
    let (hook, mail) = (Hook::start(&[]).await, receivers::PostOffice::start(&["451 later"]).await);
    let api = fixture_with(|options| {
        posting_to(&hook.url)(options);
        mailing_to(mail.port)(options);
    })
    .await;
    let id = passed(&api).await;
    api.server.run_due().await.unwrap();
    let paula = api.user("paula", &[Role::Applicant]).await;
    let told = told(&paula, &id).await;
    let [Notice { deliveries, .. }] = &told[..] else { panic!("{told:?}") };
    let fates: Vec<_> =
        deliveries.iter().map(|it| (*it.channel.known().unwrap(), *it.state.known().unwrap())).collect();
    assert_eq!(fates, [(NoticeChannel::Webhook, NoticeState::Sent), (NoticeChannel::Mail, NoticeState::Waiting)]);
}
