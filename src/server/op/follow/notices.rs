//! Queues what the applicant is told, in his language: one row for each way on which it goes out, in the transaction of
//! what happened.

use jiff::Timestamp;

use crate::api::{NoticeContent, NoticeFiling, NoticeReason};
use crate::domain::clocks::{EXPIRY_TIME, SMS_TIME};
use crate::domain::lang::Lang;
use crate::domain::notice::{
    Facts, NoticeChannel, NoticeKind, NoticeState, Told, asks_for_sms, discreet, kind_of, mail_address, notice,
};
use crate::domain::obligation::{ObligationKind, obligations};
use crate::domain::reason::ReasonGiven;
use crate::domain::status::Status;
use crate::server::App;
use crate::server::error::Failure;
use crate::server::op::Done;
use crate::server::op::step::Step;
use crate::server::outbound::webhook;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::notice::{self as rows, NewNotice};
use crate::server::store::registry;
use crate::text::{safe, safe_lines};

/// Queues the notice of a move.
pub(in crate::server::op) async fn on_move(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    step: &Step<'_>,
) -> Done<()> {
    let Some(kind) = kind_of(step.verb, step.to) else { return Ok(()) };
    let mut facts = facts(app, record, kind);
    if kind == NoticeKind::Received && !facts.sms {
        // The filing goes on to the administration's review at once, and that is what is told.
        return Ok(());
    }
    if kind == NoticeKind::Approved {
        // What is owed from now on has no date worth telling.
        let owed = obligations(&record.filing, app.pack(&record.filing), app.now()).into_iter();
        facts.owed = owed.map(|(kind, due)| (kind, due.filter(|due| *due > app.now()))).collect();
        facts.numbers = [&record.entity_number, &record.service_number].map(|number| number.as_deref().map(safe));
    }
    queue(app, db, record, facts, step.reasons).await
}

/// Queues a reminder: so many days are left until the filing ends.
pub(in crate::server::op) async fn remind(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    days_left: i64,
) -> Done<()> {
    let facts = Facts { days_left, ..facts(app, record, NoticeKind::Reminder) };
    queue(app, db, record, facts, &[]).await
}

/// Queues a word on an obligation that comes due.
pub(in crate::server::op) async fn obligation(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    kind: ObligationKind,
    due: Timestamp,
) -> Done<()> {
    let owed = vec![(kind, Some(due))];
    let facts = Facts { owed, until: Some(due), ..facts(app, record, NoticeKind::Obligation) };
    queue(app, db, record, facts, &[]).await
}

fn facts(app: &App, record: &CaseRecord, kind: NoticeKind) -> Facts {
    let filing = &record.filing;
    Facts {
        kind,
        provider: app.settings.provider.clone(),
        number: record.number.clone(),
        site: safe(discreet(&filing.service.name, filing).trim()),
        domain: safe(filing.domain().trim()),
        status: record.state.status,
        until: until(app, record),
        reasons: Vec::new(),
        numbers: [None, None],
        unchanged: record.resumable,
        sms: asks_for_sms(filing),
        days_left: 0,
        owed: Vec::new(),
    }
}

/// When the status that the case is in is over.
fn until(app: &App, record: &CaseRecord) -> Option<Timestamp> {
    match record.state.status {
        Status::SmsPending => Some(record.entered_at + SMS_TIME),
        Status::AdministrationReview => {
            let days = app.pack(&record.filing).administration_days();
            app.settings.working.administration_due_within(record.entered_at, days).ok()
        }
        status if status.is_editable() => Some(record.entered_at + EXPIRY_TIME),
        _ => record.due_at,
    }
}

async fn queue(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    mut facts: Facts,
    reasons: &[ReasonGiven],
) -> Done<()> {
    let (email, lang) = registry::contact(db, &record.owner).await?;
    facts.reasons = reasons.iter().map(|reason| told(reason, record, lang)).collect();
    let content = content(record, &facts, reasons, lang);
    let body = serde_json::to_string(&content).map_err(|error| Failure::internal(&error))?;
    let mut ways = Vec::new();
    if let Some(hook) = &app.settings.webhook {
        ways.push((NoticeChannel::Webhook, webhook::host(&hook.url)));
    }
    if app.settings.mail.is_some() {
        ways.push((NoticeChannel::Mail, mail_address(&email, &record.filing).to_owned()));
    }
    if ways.is_empty() {
        ways.push((NoticeChannel::Inbox, String::new()));
    }
    for (channel, address) in ways {
        let state = if channel == NoticeChannel::Inbox { NoticeState::Kept } else { NoticeState::Waiting };
        let id = uuid::Uuid::now_v7().to_string();
        let row = NewNotice {
            id: &id,
            case: &record.id,
            kind: facts.kind,
            channel,
            address: &address,
            at: app.now(),
            body: &body,
            state,
        };
        rows::add(db, &row).await?;
        if state == NoticeState::Waiting {
            job::plan(db, &sending(&id, &record.id, app.now())).await?;
        }
    }
    Ok(())
}

/// The job that sends a notice.
pub(in crate::server::op) fn sending(id: &str, case: &str, due_at: Timestamp) -> Job {
    Job { key: format!("{}:{id}", Kind::Notice), payload: id.to_owned(), ..Job::of_case(Kind::Notice, case, due_at) }
}

/// A reason that can be shown anywhere, without anybody's numbers.
fn told(reason: &ReasonGiven, record: &CaseRecord, lang: Lang) -> Told {
    let shown = |text: &str| safe_lines(text).join("\n");
    let told = Told::of(reason, lang).discreet(&record.filing);
    Told { label: safe(&told.label), text: shown(&told.text), suggestion: shown(&told.suggestion), ..told }
}

fn content(record: &CaseRecord, facts: &Facts, reasons: &[ReasonGiven], lang: Lang) -> NoticeContent {
    let words = notice(facts, lang);
    let reasons = reasons.iter().zip(&facts.reasons).map(|(given, told)| NoticeReason {
        target: given.target.clone(),
        code: given.code.clone(),
        label: told.label.clone(),
        text: told.text.clone(),
        suggestion: told.suggestion.clone(),
    });
    NoticeContent {
        kind: facts.kind.into(),
        lang: lang.to_string(),
        subject: words.subject,
        text: words.text,
        filing: NoticeFiling {
            id: record.id.clone(),
            number: record.number.clone(),
            status: record.state.status.into(),
            round: record.state.round,
        },
        reasons: reasons.collect(),
    }
}
