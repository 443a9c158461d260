//! Plans the reminders and the end of a filing that waits for its applicant.

use crate::server::App;
use crate::server::op::Done;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;

/// Plans or cancels what the case's new status asks for.
#[expect(clippy::unused_async, reason = "filled in with the clocks")]
pub(in crate::server::op) async fn on_move(_app: &App, _db: &mut Connection, _record: &CaseRecord) -> Done<()> {
    Ok(())
}
