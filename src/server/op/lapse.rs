//! What ends by itself and is told to those who watch: a lease that was not renewed, and the putting off of a case. Neither is a change of
//! the case, which has been free since that moment.

use jiff::Timestamp;

use super::Done;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::change;
use crate::server::store::job::{self, Job, Kind};

/// Tells that a lease ran out, unless it was renewed meanwhile.
pub(in crate::server) async fn lease(app: &App, job: &Job) -> Done<()> {
    let until = |record: &CaseRecord| record.state.lease.as_ref().map(|lease| lease.expires_at);
    ended(app, job, Kind::Lease, Verb::Lapse, until).await
}

/// Tells that a case is no longer put off, unless it was taken back or put off again.
pub(in crate::server) async fn snooze(app: &App, job: &Job) -> Done<()> {
    let until = |record: &CaseRecord| record.snoozed.as_ref().map(|snooze| snooze.until);
    ended(app, job, Kind::Wake, Verb::Wake, until).await
}

async fn ended(
    app: &App,
    job: &Job,
    kind: Kind,
    verb: Verb,
    until: impl Fn(&CaseRecord) -> Option<Timestamp> + Send + Sync,
) -> Done<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    if let Some(record) = case::find(&mut tx, job.case.as_deref().unwrap_or_default()).await? {
        match until(&record) {
            Some(until) if until > now => job::plan(&mut tx, &Job::of_case(kind, &record.id, until)).await?,
            Some(_) => change::add(&mut tx, &record, verb, now).await?,
            None => {}
        }
    }
    Ok(tx.commit().await?)
}
