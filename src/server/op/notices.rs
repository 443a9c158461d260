//! Telling the applicant what happened.

use super::Done;
use crate::server::App;
use crate::server::store::job::Job;

/// Sends one notice.
#[expect(clippy::unused_async, reason = "filled in with the notices")]
pub(in crate::server) async fn send(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}
