//! The one place where a case comes into being or changes its status: the record, its history, the feed of changes,
//! and everything that follows from the move, in the caller's transaction.

use super::follow::{expiry, handover, notices, obligations};
use super::step::Step;
use super::{Done, commit};
use crate::domain::status::Status;
use crate::server::App;
use crate::server::store::case::CaseRecord;
use crate::server::store::event::{self, NewEvent};
use crate::server::store::{Connection, change, draft};

/// Moves the case to `step.to`: writes it under the next version, and all that follows.
pub(super) async fn moved(app: &App, db: &mut Connection, record: &mut CaseRecord, step: &Step<'_>) -> Done<()> {
    let from = record.state.status;
    record.enter(step.to, app.now(), &app.settings.working);
    commit(db, record).await?;
    draft::remove(db, &record.id).await?;
    follow(app, db, record, step, Some(from)).await
}

/// Writes down that the case came into being, and what follows from it.
pub(super) async fn begun(app: &App, db: &mut Connection, record: &CaseRecord, step: &Step<'_>) -> Done<()> {
    follow(app, db, record, step, None).await
}

/// Writes down what was done to a case that stays where it is; the caller has written the record.
pub(super) async fn noted(app: &App, db: &mut Connection, record: &CaseRecord, step: &Step<'_>) -> Done<()> {
    remember(app, db, record, step, Some(record.state.status)).await
}

async fn follow(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    step: &Step<'_>,
    from: Option<Status>,
) -> Done<()> {
    remember(app, db, record, step, from).await?;
    expiry::on_move(app, db, record).await?;
    handover::on_move(app, db, record).await?;
    obligations::on_move(app, db, record).await?;
    notices::on_move(app, db, record, step).await
}

async fn remember(
    app: &App,
    db: &mut Connection,
    record: &CaseRecord,
    step: &Step<'_>,
    from: Option<Status>,
) -> Done<()> {
    let now = app.now();
    let event = NewEvent {
        at: now,
        actor: step.actor,
        role: step.role,
        verb: step.verb,
        from,
        to: record.state.status,
        round: step.round,
        reasons: step.reasons,
        note: step.note,
    };
    event::add(db, &record.id, &event).await?;
    Ok(change::add(db, record, step.verb, now).await?)
}
