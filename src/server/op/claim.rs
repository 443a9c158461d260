//! Claiming: the most urgent case, a named one, and keeping a claim alive.

use jiff::Timestamp;

use super::{Done, load, show};
use crate::api::{Claimed, LeaseGiven};
use crate::domain::case::{LEASE, Lease, MOST_HELD};
use crate::domain::decide::{holds, learns, may_claim, reviewer_of};
use crate::domain::refusal::Refusal;
use crate::domain::role::{Actor, Role};
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::auth::secret;
use crate::server::store::case::CaseRecord;
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{Connection, change, lease};

/// How often a case may be snatched away before we say that there is none. Only several API processes on one
/// database ever need a second try.
const TRIES: usize = 16;

/// Takes the most urgent case that the actor may have.
pub(in crate::server) async fn next(app: &App, actor: &Actor, stage: Option<Stage>) -> Done<Claimed> {
    let stages = stages_of(actor, stage)?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    if stages.iter().all(|stage| learns(Some(*stage), actor)) {
        let id = lease::next_unproposed(&mut tx, &stages, &actor.id, now).await?;
        let record = load(&mut tx, &id.ok_or(Refusal::QueueEmpty { stage })?).await?;
        drop(tx);
        return practice(app, record).await;
    }
    if lease::count(&mut tx, &actor.id, now).await? >= MOST_HELD {
        return Err(Refusal::TooManyHeld { most: MOST_HELD }.into());
    }
    for _ in 0..TRIES {
        let Some(id) = lease::next_free(&mut tx, &stages, &actor.id, now).await? else { break };
        let mut record = load(&mut tx, &id).await?;
        if take(&mut tx, &mut record, actor, now).await? {
            tx.commit().await?;
            return given(app, record).await;
        }
    }
    Err(Refusal::QueueEmpty { stage }.into())
}

/// The reviews that the actor may do, or the one he asks for if he may.
fn stages_of(actor: &Actor, stage: Option<Stage>) -> Done<Vec<Stage>> {
    let wanted: Vec<Stage> = Stage::ALL.iter().copied().filter(|one| stage.is_none_or(|stage| stage == *one)).collect();
    let may: Vec<Stage> = wanted.iter().copied().filter(|stage| actor.is(reviewer_of(*stage))).collect();
    if may.is_empty() && actor.is(Role::Trainee) {
        return Ok(wanted);
    }
    if may.is_empty() {
        let needs = crate::server::auth::needs(Verb::ClaimNext);
        let needs = match stage {
            Some(Stage::First) => needs.get(..1).unwrap_or(needs),
            Some(Stage::Second) => needs.get(1..2).unwrap_or(needs),
            None => needs,
        };
        return Err(Refusal::RoleMissing { verb: Verb::ClaimNext, needs }.into());
    }
    Ok(may)
}

/// What a trainee's lease is called: it is for practice, and written nowhere.
const PRACTICE: &str = "practice";

/// A case for a trainee, who holds nothing and keeps it from nobody.
async fn practice(app: &App, record: CaseRecord) -> Done<Claimed> {
    let case = show::whole(app, record).await?;
    Ok(Claimed { case, lease: practice_lease(app) })
}

fn practice_lease(app: &App) -> LeaseGiven {
    LeaseGiven { token: PRACTICE.to_owned(), expires_at: app.now() + LEASE }
}

/// Takes a named case, or renews the actor's own claim.
pub(in crate::server) async fn claim(app: &App, actor: &Actor, id: &str) -> Done<Claimed> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    let held = lease::count(&mut tx, &actor.id, now).await?;
    let stage = may_claim(&record.state, actor, held, now)?;
    if learns(Some(stage), actor) {
        drop(tx);
        return practice(app, record).await;
    }
    if !take(&mut tx, &mut record, actor, now).await? {
        // Somebody was faster: say who.
        let record = load(&mut tx, id).await?;
        may_claim(&record.state, actor, held, now)?;
        return Err(Refusal::LeaseLost.into());
    }
    tx.commit().await?;
    given(app, record).await
}

/// Keeps the actor's claim alive.
pub(in crate::server) async fn renew(app: &App, actor: &Actor, id: &str, token: &str) -> Done<LeaseGiven> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    if learns(record.state.status.stage(), actor) {
        return Ok(practice_lease(app));
    }
    holds(&record.state, token, actor, now)?;
    if !take(&mut tx, &mut record, actor, now).await? {
        return Err(Refusal::LeaseLost.into());
    }
    tx.commit().await?;
    lease_of(&record)
}

/// The holder's lease, from now on; what is held under a decision stays his until it takes effect.
pub(super) fn renewed(record: &mut CaseRecord, now: Timestamp) {
    let from = record.state.held.as_ref().map_or(now, |held| held.takes_effect_at.max(now));
    if let Some(lease) = &mut record.state.lease {
        lease.expires_at = from + LEASE;
    }
}

/// Writes the actor's lease: a fresh token for a fresh claim, the same one for a renewal.
async fn take(db: &mut Connection, record: &mut CaseRecord, actor: &Actor, now: Timestamp) -> Done<bool> {
    let own = record.state.live_lease(now).filter(|lease| lease.holder == actor.id);
    let renewed = own.is_some();
    let (token, since) = match own {
        Some(lease) => (lease.token.clone(), lease.since),
        None => (secret::<16>()?, now),
    };
    let lease = Lease { holder: actor.id.clone(), token, expires_at: now + LEASE, since };
    let taken = lease::take(db, &record.id, record.state.status, &lease, now).await?;
    if taken {
        job::plan(db, &Job::of_case(Kind::Lease, &record.id, lease.expires_at)).await?;
    }
    record.state.lease = Some(lease);
    if taken && !renewed {
        change::add(db, record, Verb::Claim, now).await?;
    }
    Ok(taken)
}

pub(super) async fn given(app: &App, record: CaseRecord) -> Done<Claimed> {
    let lease = lease_of(&record)?;
    Ok(Claimed { case: show::whole(app, record).await?, lease })
}

fn lease_of(record: &CaseRecord) -> Done<LeaseGiven> {
    let lease = record.state.lease.as_ref().ok_or(Refusal::LeaseLost)?;
    Ok(LeaseGiven { token: lease.token.clone(), expires_at: lease.expires_at })
}
