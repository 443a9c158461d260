//! What the communications administration says, and what follows: the one path for what is pushed, pulled and simulated.

use super::moved::{moved, noted};
use super::step::Step;
use super::{Done, commit, cursor, filed, load};
use crate::api::{HandedOver, Page, Received, ResultSaid, Said, SmsSaid, Told};
use crate::domain::administration::{ResultOutcome, faulty_number, reasons};
use crate::domain::clocks::local_stamp;
use crate::domain::lang::Lang;
use crate::domain::reason::{LONGEST_TEXT, MOST_REASONS, ReasonGiven};
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::sms::{self, Outcome};
use crate::domain::status::{Move, Status, next};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::case::CaseRecord;
use crate::server::store::{self, Connection, batch, ms};

/// Told beside the move of a filing for which nobody must answer a message.
const NOBODY: &str = "此类备案无须短信核验";

/// What is on its way to the administration or lies there, longest there first.
pub(in crate::server) async fn list(app: &App, after: Option<&str>, limit: u32) -> Done<Page<HandedOver>> {
    let after = after.map(|text| read_cursor(text).ok_or(Code::CursorInvalid)).transpose()?;
    let after = after.as_ref().map(|(entered, id)| (*entered, id.as_str()));
    let mut db = app.store.read().await?;
    let mut items = batch::page(&mut db, after, limit.saturating_add(1)).await?;
    let next_cursor = cursor::cut(&mut items, limit, |last| write_cursor(ms(last.entered_at), &last.id));
    for item in &mut items {
        item.sms = store::sms::all(&mut db, &item.id).await?.iter().map(Into::into).collect();
    }
    Ok(Page { items, next_cursor })
}

fn write_cursor(entered: i64, id: &str) -> String {
    cursor::write(&(entered, id))
}

fn read_cursor(text: &str) -> Option<(i64, String)> {
    let (entered, id): (i64, String) = cursor::read(text)?;
    (!id.contains('\0')).then_some((entered, id))
}

/// Takes what an administration user says of a filing.
pub(in crate::server) async fn tell(app: &App, actor: &Actor, id: &str, said: &Said) -> Done<Told> {
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    happen(app, &mut tx, &mut record, actor, said).await?;
    let sms = store::sms::all(&mut tx, &record.id).await?.iter().map(Into::into).collect();
    tx.commit().await?;
    Ok(Told {
        id: record.id,
        number: record.number,
        status: record.state.status.into(),
        version: record.state.version,
        sms,
        entity_number: record.entity_number,
        service_number: record.service_number,
    })
}

/// Lets happen what the administration says, in the caller's transaction. What does not fit the case's state is refused
/// before anything is written.
pub(super) async fn happen(
    app: &App,
    db: &mut Connection,
    record: &mut CaseRecord,
    actor: &Actor,
    said: &Said,
) -> Done<()> {
    match said {
        Said::Received(said) => received(app, db, record, actor, said).await,
        Said::Sms(said) => answered(app, db, record, actor, said).await,
        Said::Result(said) => decided(app, db, record, actor, said).await,
    }
}

async fn received(app: &App, db: &mut Connection, record: &mut CaseRecord, actor: &Actor, said: &Received) -> Done<()> {
    let to = legal(record, Verb::Received, Move::Received)?;
    let note = said.at.map(|at| format!("管局接收时间 {}", local_stamp(at))).unwrap_or_default();
    record.resumable = false;
    let round = record.state.round;
    let step = Step { note: &note, ..Step::of(Verb::Received, actor, Role::Administration, to, round) };
    moved(app, db, record, &step).await?;
    pass(app, db, record).await
}

/// Leads a filing past the SMS verification for which nobody must answer.
pub(super) async fn pass(app: &App, db: &mut Connection, record: &mut CaseRecord) -> Done<()> {
    if !sms::required(&record.filing).is_empty() {
        return Ok(());
    }
    let to = legal(record, Verb::Sms, Move::SmsVerified)?;
    let system = Actor::system();
    let step = Step { note: NOBODY, ..Step::of(Verb::Sms, &system, Role::System, to, record.state.round) };
    moved(app, db, record, &step).await
}

async fn answered(app: &App, db: &mut Connection, record: &mut CaseRecord, actor: &Actor, said: &SmsSaid) -> Done<()> {
    let verified = legal(record, Verb::Sms, Move::SmsVerified)?;
    let before = store::sms::all(db, &record.id).await?;
    let mut checks = before.clone();
    let one_person = sms::one_person(&record.filing);
    let outcome = sms::apply(&mut checks, said.event, said.principal, one_person, app.now());
    let outcome = outcome.ok_or_else(|| Failure::at(Code::BodyInvalid, "/principal"))?;
    if outcome == Outcome::Waiting && checks == before {
        // Told again, and known.
        return Ok(());
    }
    store::sms::put(db, &record.id, &checks).await?;
    let about = said.principal.map(|who| format!("：{}", who.word(Lang::Zh))).unwrap_or_default();
    let note = format!("{}{about}", said.event.word(Lang::Zh));
    let step = Step { note: &note, ..Step::of(Verb::Sms, actor, Role::Administration, verified, record.state.round) };
    match outcome {
        Outcome::Waiting => {
            commit(db, record).await?;
            noted(app, db, record, &Step { to: record.state.status, ..step }).await
        }
        Outcome::Verified => moved(app, db, record, &step).await,
        Outcome::TimedOut | Outcome::TooManyTries => {
            let reasons = sms::reasons(&checks, outcome);
            fail(app, db, record, outcome, &Step { reasons: &reasons, ..step }).await
        }
    }
}

/// Returns a filing whose principals did not answer in time.
pub(super) async fn time_out(app: &App, db: &mut Connection, record: &mut CaseRecord) -> Done<()> {
    let reasons = sms::reasons(&store::sms::all(db, &record.id).await?, Outcome::TimedOut);
    let (system, round) = (Actor::system(), record.state.round);
    let step = Step::of(Verb::Sms, &system, Role::System, record.state.status, round);
    fail(app, db, record, Outcome::TimedOut, &Step { reasons: &reasons, ..step }).await
}

async fn fail(app: &App, db: &mut Connection, record: &mut CaseRecord, outcome: Outcome, step: &Step<'_>) -> Done<()> {
    let to = legal(record, Verb::Sms, Move::SmsFailed)?;
    record.resumable = outcome == Outcome::TimedOut;
    moved(app, db, record, &Step { to, ..*step }).await
}

async fn decided(
    app: &App,
    db: &mut Connection,
    record: &mut CaseRecord,
    actor: &Actor,
    said: &ResultSaid,
) -> Done<()> {
    let opinion = said.opinion.as_deref().unwrap_or_default().trim();
    let (step, given) = match said.outcome {
        ResultOutcome::Approved => (Move::AdministrationApproved, Vec::new()),
        ResultOutcome::Rejected => (Move::AdministrationRefused, reasons(&said.codes, opinion)),
    };
    let to = legal(record, Verb::Result, step)?;
    bounded(said, opinion)?;
    let round = record.state.round;
    let step = Step { note: opinion, ..Step::of(Verb::Result, actor, Role::Administration, to, round) };
    if to == Status::Approved {
        let kind = record.filing.service.kind.known().copied();
        if let Some(which) = faulty_number(said.entity_number.as_deref(), said.service_number.as_deref(), kind) {
            return Err(Failure::at(Code::BodyInvalid, format!("/{which}")));
        }
        filed::number(app, db, record, said).await?;
        moved(app, db, record, &step).await?;
        return filed::enter(db, record).await;
    }
    let given: Vec<ReasonGiven> = given.into_iter().take(MOST_REASONS).collect();
    moved(app, db, record, &Step { reasons: &given, ..step }).await
}

/// Whether a result is of a size that history can hold.
fn bounded(said: &ResultSaid, opinion: &str) -> Done<()> {
    if said.codes.len() > MOST_REASONS {
        return Err(Refusal::TooManyReasons { most: MOST_REASONS }.into());
    }
    let long = |text: &str| text.chars().count() > LONGEST_TEXT;
    if let Some(index) = said.codes.iter().position(|given| long(&given.text)) {
        return Err(Refusal::TextTooLong { index, most: LONGEST_TEXT }.into());
    }
    if long(opinion) { Err(Failure::at(Code::WordsLength, "/opinion")) } else { Ok(()) }
}

fn legal(record: &CaseRecord, verb: Verb, step: Move) -> Result<Status, Refusal> {
    next(record.state.status, step).ok_or_else(|| record.state.refuses(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        assert_eq!(read_cursor(&write_cursor(-5, "a b")), Some((-5, "a b".to_owned())));
        for text in ["", "!", "MSAy", &write_cursor(1, "\0")] {
            assert_eq!(read_cursor(text), None, "{text}");
        }
    }
}
