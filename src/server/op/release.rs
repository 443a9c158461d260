//! Handing a case back.

use super::{Done, load};
use crate::domain::decide::{holds, learns, undecided};
use crate::domain::role::Actor;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{change, lease};

/// Ends the actor's lease.
pub(in crate::server) async fn release(app: &App, actor: &Actor, id: &str, token: &str) -> Done<()> {
    let mut tx = app.store.begin().await?;
    let record = load(&mut tx, id).await?;
    let now = app.now();
    if learns(record.state.status.stage(), actor) {
        return Ok(());
    }
    holds(&record.state, token, actor, now)?;
    undecided(&record.state)?;
    lease::free(&mut tx, &record.id, token).await?;
    job::cancel(&mut tx, &Job::of_case(Kind::Lease, &record.id, now).key).await?;
    change::add(&mut tx, &record, Verb::Release, now).await?;
    tx.commit().await?;
    Ok(())
}
