//! Makes the obligations of a filing that was approved.

use crate::server::App;
use crate::server::op::Done;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;

/// Makes the obligations of a filing that was approved.
#[expect(clippy::unused_async, reason = "filled in with the obligations")]
pub(in crate::server::op) async fn on_move(_app: &App, _db: &mut Connection, _record: &CaseRecord) -> Done<()> {
    Ok(())
}
