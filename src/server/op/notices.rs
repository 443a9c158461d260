//! Telling the applicant what happened.

use super::Done;
use super::moved::Step;
use crate::server::App;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::Job;

/// Queues the notice of a move, in the move's own transaction.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(super) async fn on_move(_app: &App, _db: &mut Connection, _record: &CaseRecord, _step: &Step<'_>) -> Done<()> {
    Ok(())
}

/// Queues a reminder: so many days are left until the filing ends.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(super) async fn remind(_app: &App, _db: &mut Connection, _record: &CaseRecord, _days_left: i64) -> Done<()> {
    Ok(())
}

/// Sends one notice.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(in crate::server) async fn send(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}
