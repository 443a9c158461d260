//! Not going on with a filing: taking it back from those who look at it, or giving it up.

use super::moved::moved;
use super::step::Step;
use super::{Done, filing, load_own};
use crate::api::FilingStatus;
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::status::{Move, next};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::job::{self, Job, Kind};

/// Withdraws the applicant's own filing from a review, or before it is handed over. A decision that still waits to take effect
/// never does.
pub(in crate::server) async fn withdraw(app: &App, actor: &Actor, id: &str, seen: Option<i64>) -> Done<FilingStatus> {
    end(app, actor, id, seen, Move::Withdraw, Verb::Withdraw).await
}

/// Gives the applicant's own filing up while it waits for him.
pub(in crate::server) async fn abandon(app: &App, actor: &Actor, id: &str, seen: Option<i64>) -> Done<FilingStatus> {
    end(app, actor, id, seen, Move::Abandon, Verb::Abandon).await
}

async fn end(app: &App, actor: &Actor, id: &str, seen: Option<i64>, step: Move, verb: Verb) -> Done<FilingStatus> {
    let mut tx = app.store.begin().await?;
    let mut record = load_own(&mut tx, id, &actor.id).await?;
    let (status, current) = (record.state.status, record.state.version);
    if let Some(seen) = seen.filter(|seen| *seen != current) {
        return Err(Refusal::VersionChanged { seen, current }.into());
    }
    let to = next(status, step).ok_or_else(|| record.state.refuses(verb))?;
    let round = record.state.round;
    job::cancel(&mut tx, &Job::of_case(Kind::Decision, &record.id, app.now()).key).await?;
    moved(app, &mut tx, &mut record, &Step::of(verb, actor, Role::Applicant, to, round)).await?;
    tx.commit().await?;
    filing::whole(app, record).await
}
