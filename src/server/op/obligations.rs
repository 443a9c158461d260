//! What an approved filing obliges to.

use super::Done;
use crate::server::App;
use crate::server::store::job::Job;

/// Reminds of an obligation that comes due.
#[expect(clippy::unused_async, reason = "filled in with the obligations")]
pub(in crate::server) async fn due(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}
