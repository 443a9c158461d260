//! Filings that nobody goes on with: reminders, and the end after 45 days.

use super::Done;
use super::follow::{expiry, notices};
use super::moved::moved;
use super::step::Step;
use crate::domain::clocks::EXPIRY_TIME;
use crate::domain::role::{Actor, Role};
use crate::domain::status::{Move, next};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::Connection;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::job::{self, Job};

/// Ends a filing whose time is over.
pub(in crate::server) async fn expire(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    let Some(mut record) = promised(&mut tx, job).await? else { return Ok(tx.commit().await?) };
    let round = record.state.round;
    match next(record.state.status, Move::Expire) {
        Some(to) if record.entered_at + EXPIRY_TIME <= app.now() => {
            let system = Actor::system();
            let step = Step::of(Verb::Expire, &system, Role::System, to, round);
            moved(app, &mut tx, &mut record, &step).await?;
        }
        // It came to the applicant again meanwhile.
        _ => expiry::on_move(app, &mut tx, &record).await?,
    }
    Ok(tx.commit().await?)
}

/// Reminds the applicant, and plans the next reminder.
pub(in crate::server) async fn remind(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    let Some(record) = promised(&mut tx, job).await? else { return Ok(tx.commit().await?) };
    if record.state.status.is_editable() {
        let left = (record.entered_at + EXPIRY_TIME).duration_since(app.now());
        // A day that has begun counts: on the 30th day 15 are left.
        let days_left = (left.as_secs().max(0) + DAY - 1) / DAY;
        notices::remind(app, &mut tx, &record, days_left).await?;
        expiry::plan(app, &mut tx, &record.id, record.entered_at).await?;
    }
    Ok(tx.commit().await?)
}

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// The case of a job that this transaction keeps; none where somebody else kept it.
async fn promised(db: &mut Connection, job: &Job) -> Done<Option<CaseRecord>> {
    if !job::done(db, job).await? {
        return Ok(None);
    }
    Ok(case::find(db, job.case.as_deref().unwrap_or_default()).await?)
}

/// Plans the end of every filing that waits for its applicant and has no end planned: what was seeded, and what
/// an earlier build left.
pub(in crate::server) async fn start(app: &App) -> Done<()> {
    let mut tx = app.store.begin().await?;
    for (id, entered) in case::never_ending(&mut tx).await? {
        expiry::plan(app, &mut tx, &id, entered).await?;
    }
    Ok(tx.commit().await?)
}
