//! The end of a held decision: it takes effect, or its author takes it back.

use super::moved::{moved, noted};
use super::step::Step;
use super::{Done, claim, commit, load};
use crate::api::Claimed;
use crate::domain::decide::{may_undo, reviewer_of, ruling};
use crate::domain::reason::Override;
use crate::domain::refusal::Refusal;
use crate::domain::role::Actor;
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{Connection, proposal};

/// Takes the actor's own held decision back; the case is his again, as it was.
pub(in crate::server) async fn undo(app: &App, actor: &Actor, id: &str) -> Done<Claimed> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    may_undo(&record.state, actor, now)?;
    let stage = record.state.status.stage().ok_or(Refusal::NothingHeld)?;
    record.state.held = None;
    job::cancel(&mut tx, &Job::of_case(Kind::Decision, &record.id, now).key).await?;
    claim::renewed(&mut record, now);
    commit(&mut tx, &mut record).await?;
    let (status, round) = (record.state.status, record.state.round);
    noted(app, &mut tx, &record, &Step::of(Verb::Undo, actor, reviewer_of(stage), status, round)).await?;
    tx.commit().await?;
    claim::given(app, record).await
}

/// Lets a held decision take effect.
pub(in crate::server) async fn take_effect(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    if let Some(mut record) = case::find(&mut tx, job.case.as_deref().unwrap_or_default()).await? {
        settle(app, &mut tx, &mut record).await?;
    }
    Ok(tx.commit().await?)
}

/// What the history says of an approval over blockers; the applicant never sees it.
fn overridden(over: &Override) -> String {
    format!("override {}: {}", over.findings.join(", "), over.reason)
}

/// Moves the case as its held decision says, if it has one.
pub(super) async fn settle(app: &App, db: &mut Connection, record: &mut CaseRecord) -> Done<()> {
    let Some(held) = record.state.held.take() else { return Ok(()) };
    let note = held.overriding.as_ref().map(overridden).unwrap_or_default();
    if let Some(stage) = record.state.status.stage() {
        proposal::decided(db, record, stage, &held.by, &held.decision, app.now()).await?;
    }
    let ruling = ruling(record.state.status, held.decision)?;
    let round = record.state.round;
    let step = Step {
        verb: ruling.verb,
        actor: &held.by,
        role: ruling.role,
        to: ruling.to,
        round,
        reasons: &ruling.reasons,
        note: &note,
    };
    moved(app, db, record, &step).await?;
    if ruling.verb == Verb::Approve && ruling.stage == Stage::First {
        case::add_first_pass(db, &record.id, &held.by).await?;
    }
    Ok(())
}
