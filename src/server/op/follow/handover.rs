//! Plans the way to the communications administration.

use crate::domain::clocks::SMS_TIME;
use crate::domain::sms;
use crate::domain::status::Status;
use crate::server::App;
use crate::server::op::Done;
use crate::server::outbound::administration::Standing;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{Connection, batch, sms as checks};

/// Plans what a move asks for: a hand-over, the end of the SMS verification.
pub(in crate::server::op) async fn on_move(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<()> {
    let status = record.state.status;
    if status == Status::ToAdministration {
        wait(app, db, &record.id, record.state.round).await?;
    } else {
        batch::forget(db, &record.id).await?;
    }
    if status == Status::SmsPending {
        verify(db, record).await?;
    } else {
        job::cancel(db, &Job::of_case(Kind::SmsTimeout, &record.id, app.now()).key).await?;
    }
    // What waits for its batch is not there yet.
    if status == Status::ToAdministration {
        return Ok(job::cancel(db, &Job::of_case(Kind::Simulate, &record.id, app.now()).key).await?);
    }
    act(app, db, record).await
}

/// Lets a case wait for the next batch, where there is a way out at all.
pub(in crate::server::op) async fn wait(app: &App, db: &mut Connection, case: &str, round: u32) -> Done<()> {
    if app.administration.is_some() {
        batch::wait(db, case, round).await?;
        job::plan(db, &sending(app)).await?;
    }
    Ok(())
}

/// The one job that makes batches and sends them.
pub(in crate::server::op) fn sending(app: &App) -> Job {
    let key = Kind::HandOver.to_string();
    Job { key, kind: Kind::HandOver, case: None, due_at: app.now(), payload: String::new(), tries: 0 }
}

/// Begins the SMS verification of a case, from when it came into its status.
pub(in crate::server::op) async fn verify(db: &mut Connection, record: &CaseRecord) -> Done<()> {
    checks::put(db, &record.id, &sms::begun(&record.filing, record.entered_at)).await?;
    let end = record.entered_at + SMS_TIME;
    Ok(job::plan(db, &Job::of_case(Kind::SmsTimeout, &record.id, end)).await?)
}

/// Plans what the administration does next with a case, where it acts within the service; else nothing.
pub(in crate::server::op) async fn act(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<()> {
    let Some(gateway) = &app.administration else { return Ok(()) };
    let checks = checks::all(db, &record.id).await?;
    let (_, attempt) = batch::of_case(db, &record.id).await?;
    let at = |due_at| Job::of_case(Kind::Simulate, &record.id, due_at);
    match gateway.next(&standing(record, &checks, attempt)) {
        Some(act) => job::plan(db, &at(app.now() + act.after)).await?,
        None => job::cancel(db, &at(app.now()).key).await?,
    }
    Ok(())
}

/// The case as the administration's side sees it.
pub(in crate::server::op) fn standing<'a>(
    record: &'a CaseRecord,
    checks: &'a [sms::Check],
    attempt: u32,
) -> Standing<'a> {
    let state = &record.state;
    Standing { number: &record.number, round: state.round, attempt, status: state.status, checks }
}
