//! Queues what the applicant is told.

use crate::server::App;
use crate::server::op::Done;
use crate::server::op::step::Step;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;

/// Queues the notice of a move, in the move's own transaction.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(in crate::server::op) async fn on_move(
    _app: &App,
    _db: &mut Connection,
    _record: &CaseRecord,
    _step: &Step<'_>,
) -> Done<()> {
    Ok(())
}

/// Queues a reminder: so many days are left until the filing ends.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(in crate::server::op) async fn remind(
    _app: &App,
    _db: &mut Connection,
    _record: &CaseRecord,
    _days_left: i64,
) -> Done<()> {
    Ok(())
}

/// Queues a word on an obligation that comes due.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(in crate::server::op) async fn obligation(
    _app: &App,
    _db: &mut Connection,
    _record: &CaseRecord,
    _kind: crate::domain::obligation::ObligationKind,
    _due: jiff::Timestamp,
) -> Done<()> {
    Ok(())
}
