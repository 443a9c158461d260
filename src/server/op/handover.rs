//! The way to the communications administration and back: batches out, results in, and what the simulated one does.
//!
//! Invariant: at most one batch is under way, and a result is applied in the transaction that remembers it, so that a
//! kill at any point loses nothing and does nothing twice.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::follow::handover as follow;
use super::{Done, administration, load, materials};
use crate::api::administration::{Attachment, Batch, BatchFiling, Inbound, Recipient};
use crate::domain::administration::operation;
use crate::domain::digest::sha256;
use crate::domain::role::{Actor, Role};
use crate::domain::sms::{self, Who};
use crate::domain::status::Status;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::outbound::administration::{Answer, Gateway, Unanswered};
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{Connection, batch, inbound, material, sms as checks};

/// How many filings go in one batch: with their pictures some ten megabytes.
const MOST_FILINGS: u32 = 10;

/// How often in one go a connector may name an earlier batch that it lacks.
const MOST_GAPS: u32 = 3;

/// Who acts in the history when a connector says something.
const CONNECTOR: &str = "connector";

/// Who acts when the simulated administration does.
const SIMULATOR: &str = "simulator";

/// Returns a case whose principals did not answer in time.
pub(in crate::server) async fn sms_timeout(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    if let Some(mut record) = of_job(&mut tx, job).await?
        && record.state.status == Status::SmsPending
    {
        administration::time_out(app, &mut tx, &mut record).await?;
    }
    Ok(tx.commit().await?)
}

async fn of_job(db: &mut Connection, job: &Job) -> Done<Option<CaseRecord>> {
    Ok(case::find(db, job.case.as_deref().unwrap_or_default()).await?)
}

/// Hands over what waits, batch by batch: each is acknowledged before the next is made.
pub(in crate::server) async fn hand_over(app: &App, job: &Job) -> Done<()> {
    let Some(gateway) = app.administration.clone() else { return drop_job(app, job).await };
    let mut gaps = 0;
    loop {
        let mut tx = app.store.begin().await?;
        let Some(kept) = batch::unacknowledged(&mut tx).await? else {
            drop(tx);
            if make(app, gateway.as_ref(), job).await? {
                continue;
            }
            return Ok(());
        };
        batch::sent(&mut tx, kept.sequence).await?;
        tx.commit().await?;
        match gateway.hand_over(kept.sequence, &kept.hash, &kept.body).await {
            Ok(Answer::Acknowledged) => acknowledged(app, kept.sequence).await?,
            Ok(Answer::Expected(first)) if (1..kept.sequence).contains(&first) && gaps < MOST_GAPS => {
                tracing::warn!(first, sequence = kept.sequence, "the administration lacks earlier batches");
                gaps += 1;
                let mut tx = app.store.begin().await?;
                batch::again_from(&mut tx, first).await?;
                tx.commit().await?;
            }
            Ok(Answer::Expected(expected)) => {
                let text = format!("batch {} cannot follow: batch {expected} is expected", kept.sequence);
                return Err(later(&Unanswered(text)));
            }
            Err(unanswered) => return Err(later(&unanswered)),
        }
    }
}

/// What must be tried again later; the log says why.
fn later(why: &Unanswered) -> Failure {
    tracing::warn!(%why, "the administration cannot be reached");
    Code::Internal.into()
}

async fn drop_job(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    job::done(&mut tx, job).await?;
    Ok(tx.commit().await?)
}

/// Makes a batch of what waits; ends the job where nothing does. Whether anything is left to do.
async fn make(app: &App, gateway: &dyn Gateway, job: &Job) -> Done<bool> {
    let mut db = app.store.read().await?;
    let ids = batch::waiting(&mut db, MOST_FILINGS).await?;
    let mut records = Vec::with_capacity(ids.len());
    for id in &ids {
        records.push(load(&mut db, id).await?);
    }
    drop(db);
    let mut filings = Vec::with_capacity(records.len());
    for record in &records {
        let attachments = if gateway.takes_pictures() { attachments(app, &record.id).await? } else { Vec::new() };
        filings.push((record.state.version, entry(record, attachments)));
    }
    let mut tx = app.store.begin().await?;
    let mut ready = Vec::new();
    for (version, filing) in filings {
        // Whoever withdrew meanwhile waits no more, and what changed is read again.
        let record = load(&mut tx, &filing.id).await?;
        let same = record.state.version == version && record.state.status == Status::ToAdministration;
        if same && batch::forget(&mut tx, &filing.id).await? {
            ready.push(filing);
        }
    }
    if ready.is_empty() {
        // Another worker may have made a batch meanwhile, which this job must still see through.
        let idle = batch::waiting(&mut tx, 1).await?.is_empty() && batch::unacknowledged(&mut tx).await?.is_none();
        if idle {
            job::done(&mut tx, job).await?;
            tx.commit().await?;
        }
        return Ok(!idle);
    }
    let cases: Vec<_> = ready.iter().map(|filing| (filing.id.clone(), filing.round)).collect();
    let (sequence, made_at) = (batch::next(&mut tx).await?, app.now());
    let body = serde_json::to_string(&Batch { sequence, made_at, filings: ready })
        .map_err(|error| Failure::internal(&error))?;
    let hash = sha256(&body);
    batch::add(&mut tx, &batch::Kept { sequence, hash, body }, &cases, made_at).await?;
    tx.commit().await?;
    Ok(true)
}

fn entry(record: &CaseRecord, attachments: Vec<Attachment>) -> BatchFiling {
    let filing = record.filing.clone();
    BatchFiling {
        id: record.id.clone(),
        number: record.number.clone(),
        round: record.state.round,
        operation: filing.order.filing_type.known().copied().map(operation),
        province: filing.province().to_owned(),
        sms: recipients(record),
        filing,
        attachments,
    }
}

/// To whom the messages go: one for each person.
fn recipients(record: &CaseRecord) -> Vec<Recipient> {
    let filing = &record.filing;
    let required = sms::required(filing);
    let to = |principals: Vec<Who>| {
        let mobile = principals.first().map_or("", |who| sms::recipient(filing, *who)).to_owned();
        Recipient { principals, mobile }
    };
    if required.len() > 1 && sms::one_person(filing) {
        return vec![to(required.to_vec())];
    }
    required.iter().map(|who| to(vec![*who])).collect()
}

/// The case's pictures in their small version. One that cannot be read any more is left out: the administration returns
/// what it misses, and everything else still arrives.
async fn attachments(app: &App, case: &str) -> Done<Vec<Attachment>> {
    let mut db = app.store.read().await?;
    let records = material::of_case(&mut db, case).await?;
    drop(db);
    let mut attachments = Vec::with_capacity(records.len());
    for record in records {
        match materials::small(app, &record.material.id).await {
            Ok((material, bytes)) => attachments.push(Attachment {
                slug: material.slug,
                page: material.page,
                content_type: "image/jpeg".to_owned(),
                bytes: bytes.len(),
                sha256: sha256(&bytes),
                content: BASE64_STANDARD.encode(&bytes),
            }),
            Err(failure) if failure.status().is_server_error() => return Err(failure),
            Err(failure) => {
                tracing::warn!(material = record.material.id, code = failure.code(), "a picture is not handed over");
            }
        }
    }
    Ok(attachments)
}

/// Writes down that a batch arrived; a simulated administration begins with what lies in it.
async fn acknowledged(app: &App, sequence: i64) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if batch::acknowledge(&mut tx, sequence, app.now()).await? {
        for id in batch::cases(&mut tx, sequence).await? {
            let record = load(&mut tx, &id).await?;
            let (newest, _) = batch::of_case(&mut tx, &id).await?;
            if record.state.status == Status::ToAdministration && newest == Some(sequence) {
                follow::act(app, &mut tx, &record).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// Asks for results, applies them in order, and says by the next question what is safe here.
pub(in crate::server) async fn pull(app: &App, job: &Job) -> Done<()> {
    let Some(gateway) = app.administration.clone() else { return drop_job(app, job).await };
    let Some(every) = gateway.every() else { return drop_job(app, job).await };
    loop {
        let mut db = app.store.read().await?;
        let after = inbound::applied(&mut db).await?;
        drop(db);
        let results = gateway.results(after).await.map_err(|unanswered| later(&unanswered))?;
        let mut tx = app.store.begin().await?;
        for result in results.iter().filter(|result| result.sequence > after) {
            inbound::keep(&mut tx, result.sequence, &result.case, &result.body, app.now()).await?;
        }
        tx.commit().await?;
        if !apply(app, after).await? {
            break;
        }
    }
    let mut tx = app.store.begin().await?;
    if job::done(&mut tx, job).await? {
        job::plan(&mut tx, &Job { due_at: app.now() + every, tries: 0, ..job.clone() }).await?;
    }
    Ok(tx.commit().await?)
}

/// Applies what follows without a gap; whether anything did. What lies behind a gap waits until the gap is filled.
async fn apply(app: &App, after: i64) -> Done<bool> {
    let mut at = after;
    loop {
        let mut db = app.store.read().await?;
        let Some(body) = inbound::waiting(&mut db, at + 1).await? else { return Ok(at > after) };
        drop(db);
        at += 1;
        apply_one(app, at, &body).await?;
    }
}

async fn apply_one(app: &App, sequence: i64, body: &str) -> Done<()> {
    let Some(said) = readable(body) else {
        tracing::error!(sequence, "a result of the administration cannot be read");
        return set_aside(app, sequence, "unreadable").await;
    };
    let mut tx = app.store.begin().await?;
    if !inbound::done(&mut tx, sequence, "applied", app.now()).await? {
        return Ok(());
    }
    match take(app, &mut tx, &said).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(failure) if failure.status().is_server_error() => Err(failure),
        Err(failure) => {
            drop(tx);
            tracing::warn!(sequence, case = said.case, code = failure.code(), "a result does not fit its case");
            set_aside(app, sequence, "skipped").await
        }
    }
}

/// A result as agreed. Text with U+0000 is none: not every database takes it.
fn readable(body: &str) -> Option<Inbound> {
    serde_json::from_str(body).ok().filter(|_| !body.contains("\\u0000"))
}

async fn set_aside(app: &App, sequence: i64, outcome: &str) -> Done<()> {
    let mut tx = app.store.begin().await?;
    inbound::done(&mut tx, sequence, outcome, app.now()).await?;
    Ok(tx.commit().await?)
}

async fn take(app: &App, db: &mut Connection, inbound: &Inbound) -> Done<()> {
    let mut record = load(db, &inbound.case).await?;
    let (newest, _) = batch::of_case(db, &record.id).await?;
    if inbound.batch.is_some() && inbound.batch != newest {
        // About an earlier hand-over: as little known as any other.
        return Err(Code::NotFound.into());
    }
    administration::happen(app, db, &mut record, &acting(CONNECTOR), &inbound.said).await
}

fn acting(id: &str) -> Actor {
    Actor { id: id.to_owned(), roles: vec![Role::Administration] }
}

/// Lets the simulated administration act.
pub(in crate::server) async fn simulate(app: &App, job: &Job) -> Done<()> {
    let Some(gateway) = app.administration.clone() else { return drop_job(app, job).await };
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    let Some(mut record) = of_job(&mut tx, job).await? else { return Ok(tx.commit().await?) };
    let known = checks::all(&mut tx, &record.id).await?;
    let (_, attempt) = batch::of_case(&mut tx, &record.id).await?;
    if let Some(act) = gateway.next(&follow::standing(&record, &known, attempt)) {
        let status = record.state.status;
        administration::happen(app, &mut tx, &mut record, &acting(SIMULATOR), &act.said).await?;
        if record.state.status == status {
            follow::act(app, &mut tx, &record).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Plans what must run from the start: what was seeded, what an earlier build or another setting left, and the question
/// for results.
pub(in crate::server) async fn start(app: &App) -> Done<()> {
    let mut tx = app.store.begin().await?;
    for id in case::without_job(&mut tx, Status::SmsPending, Kind::SmsTimeout).await? {
        let mut record = load(&mut tx, &id).await?;
        if sms::required(&record.filing).is_empty() {
            administration::pass(app, &mut tx, &mut record).await?;
        } else {
            follow::verify(&mut tx, &record).await?;
        }
    }
    if let Some(gateway) = &app.administration {
        for (id, round) in batch::overlooked(&mut tx).await? {
            batch::wait(&mut tx, &id, round).await?;
        }
        job::plan(&mut tx, &follow::sending(app)).await?;
        if gateway.every().is_some() {
            let pulling = Job { key: Kind::Pull.to_string(), kind: Kind::Pull, ..follow::sending(app) };
            job::plan(&mut tx, &pulling).await?;
        } else {
            // Nobody is asked for results: they come from within.
            for status in [Status::SmsPending, Status::AdministrationReview] {
                for id in case::without_job(&mut tx, status, Kind::Simulate).await? {
                    let record = load(&mut tx, &id).await?;
                    follow::act(app, &mut tx, &record).await?;
                }
            }
        }
    }
    Ok(tx.commit().await?)
}
