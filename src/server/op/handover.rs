//! The way to the communications administration and back.

use super::Done;
use crate::server::App;
use crate::server::store::job::Job;

/// Returns a case whose principals did not answer in time.
#[expect(clippy::unused_async, reason = "filled in with the hand-over")]
pub(in crate::server) async fn sms_timeout(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}

/// Hands over what waits.
#[expect(clippy::unused_async, reason = "filled in with the hand-over")]
pub(in crate::server) async fn hand_over(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}

/// Asks for results.
#[expect(clippy::unused_async, reason = "filled in with the hand-over")]
pub(in crate::server) async fn pull(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}

/// Lets the simulated administration act.
#[expect(clippy::unused_async, reason = "filled in with the hand-over")]
pub(in crate::server) async fn simulate(_app: &App, _job: &Job) -> Done<()> {
    Ok(())
}

/// Plans what must run from the start.
#[expect(clippy::unused_async, reason = "filled in with the hand-over")]
pub(in crate::server) async fn start(_app: &App) -> Done<()> {
    Ok(())
}
