//! Plans the way to the communications administration.

use crate::server::App;
use crate::server::op::Done;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;

/// Plans what a move asks for: a hand-over, the end of the SMS verification.
#[expect(clippy::unused_async, reason = "filled in with the hand-over")]
pub(in crate::server::op) async fn on_move(_app: &App, _db: &mut Connection, _record: &CaseRecord) -> Done<()> {
    Ok(())
}
