//! Filings that nobody goes on with: reminders, and the end after 45 days.

use super::Done;
use crate::server::App;
use crate::server::store::job::Job;

/// Ends a filing whose time is over.
#[expect(clippy::unused_async, reason = "filled in with the clocks")]
pub(in crate::server) async fn expire(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}

/// Reminds the applicant.
#[expect(clippy::unused_async, reason = "filled in with the clocks")]
pub(in crate::server) async fn remind(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}
