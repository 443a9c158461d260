//! What an approved filing obliges to.

use super::Done;
use crate::server::App;
use crate::server::store::Connection;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::Job;

/// Makes the obligations of a filing that was approved.
#[expect(clippy::unused_async, reason = "filled in with the obligations")]
pub(super) async fn on_move(_app: &App, _db: &mut Connection, _record: &CaseRecord) -> Done<()> {
    Ok(())
}

/// Reminds of an obligation that comes due.
#[expect(clippy::unused_async, reason = "filled in with the obligations")]
pub(in crate::server) async fn due(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}
