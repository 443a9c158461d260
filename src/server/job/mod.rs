//! Doing what is due: held decisions, expiries, time-outs, notices, hand-overs, pictures to be measured.
//!
//! Invariant: an operation that keeps a promise removes it in the same transaction, so that it takes effect once, however
//! often the service is killed in the middle. What fails is tried again later and later.

use std::future::Future;
use std::time::Duration;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::SignedDuration;

use super::error::Failure;
pub(super) use super::store::job::Lane;
use super::store::job::{self, Job, Kind};
use super::{App, op};

/// How many jobs are looked up at a time.
const AT_ONCE: u32 = 50;

/// How many notices are sent side by side.
const ABREAST: usize = 16;

/// How long the service sleeps when nothing is due.
const NAP: Duration = Duration::from_millis(250);

/// The longest wait between two attempts.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(10);

/// Keeps every promise that is due in a lane; gives how many were tried.
pub(super) async fn run_due(app: &App, lane: Lane) -> Result<usize, Failure> {
    let mut tried = 0;
    loop {
        let mut db = app.store.read().await?;
        let jobs = job::due(&mut db, app.now(), lane, AT_ONCE).await?;
        drop(db);
        if jobs.is_empty() {
            return Ok(tried);
        }
        tried += jobs.len();
        // One receiver that does not answer must not keep the notices to all others waiting.
        let abreast = if lane == Lane::Notices { ABREAST } else { 1 };
        stream::iter(&jobs).map(Ok).try_for_each_concurrent(abreast, |job| try_one(app, job)).await?;
        app.changed.send_replace(());
    }
}

async fn try_one(app: &App, job: &Job) -> Result<(), Failure> {
    match keep(app, job).await {
        Ok(()) => Ok(()),
        Err(failure) => {
            tracing::error!(job = job.key, code = failure.code(), tries = job.tries, "a job failed");
            put_off(app, job).await
        }
    }
}

async fn keep(app: &App, job: &Job) -> Result<(), Failure> {
    match job.kind {
        Kind::Decision => op::undo::take_effect(app, job).await,
        Kind::Expire => op::expiry::expire(app, job).await,
        Kind::Remind => op::expiry::remind(app, job).await,
        Kind::SmsTimeout => op::handover::sms_timeout(app, job).await,
        Kind::Check => op::check::planned(app, job).await,
        Kind::Notice => op::notices::send(app, job).await,
        Kind::HandOver => op::handover::hand_over(app, job).await,
        Kind::Pull => op::handover::pull(app, job).await,
        Kind::Simulate => op::handover::simulate(app, job).await,
        Kind::Obligation => op::obligations::due(app, job).await,
        Kind::Lease => op::lapse::lease(app, job).await,
        Kind::Wake => op::lapse::snooze(app, job).await,
        Kind::Measure => op::pictures::measure(app, job).await,
        Kind::Renew => op::renew::go_on(app, job).await,
    }
}

async fn put_off(app: &App, job: &Job) -> Result<(), Failure> {
    let wait = SignedDuration::from_secs(1_i64 << job.tries.min(10)).min(LONGEST_WAIT);
    let mut tx = app.store.begin().await?;
    job::put_off(&mut tx, job, app.now() + wait).await?;
    Ok(tx.commit().await?)
}

/// Keeps promises as they come due, until `shutdown` is done. What talks to the outside or measures pictures never keeps the
/// rest waiting.
pub(super) async fn work(app: &App, shutdown: impl Future<Output = ()>) {
    tokio::select! {
        () = keep_lane(app, Lane::Inside) => {}
        () = keep_lane(app, Lane::Checks) => {}
        () = keep_lane(app, Lane::Pictures) => {}
        () = keep_lane(app, Lane::Administration) => {}
        () = keep_lane(app, Lane::Notices) => {}
        () = shutdown => {}
    }
}

async fn keep_lane(app: &App, lane: Lane) {
    loop {
        if let Err(failure) = run_due(app, lane).await {
            tracing::error!(code = failure.code(), "jobs cannot be looked up");
        }
        tokio::time::sleep(NAP).await;
    }
}
