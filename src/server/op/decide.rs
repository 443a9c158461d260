//! A decision: one transaction from the look at its key to the record of its answer.

use jiff::Timestamp;

use super::{Done, claim, commit, load, materials, undo};
use crate::api::DecisionTaken;
use crate::domain::case::Held;
use crate::domain::decide::{decide, learns, over_blockers, verb_of};
use crate::domain::digest::sha256;
use crate::domain::reason::{Decision, Override, Shown};
use crate::domain::role::Actor;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::case::CaseRecord;
use crate::server::store::idempotency::{self, Answered};
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{Connection, change, proposal};

/// A decision as it was sent.
#[derive(Debug)]
pub(in crate::server) struct Sent<'a> {
    pub decision: Decision,
    /// Why it is approved over blockers.
    pub overriding: Option<Override>,
    /// Under which it may be sent again.
    pub key: &'a str,
    /// The version that the reviewer looked at.
    pub seen: i64,
    /// His lease.
    pub token: &'a str,
}

/// Decides the case. The key is looked at first: what was answered once is answered again, whatever happened since.
pub(in crate::server) async fn take(app: &App, actor: &Actor, id: &str, sent: Sent<'_>) -> Done<DecisionTaken> {
    let now = app.now();
    let shown = shown(app, actor, id, &sent).await?;
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    let body_sha256 = fingerprint(&record.id, &sent.decision, sent.overriding.as_ref())?;
    if let Some(earlier) = idempotency::find(&mut tx, &actor.id, sent.key).await? {
        return again(&earlier, &body_sha256);
    }
    let decision = decide(&record.state, sent.decision, sent.seen, sent.token, actor, now)?;
    decision.evident(&shown)?;
    over_blockers(&decision, &record.checks, sent.overriding.as_ref(), actor)?;
    let stage = record.state.status.stage().filter(|stage| learns(Some(*stage), actor));
    if let Some(stage) = stage {
        proposal::put(&mut tx, &record, stage, &actor.id, &decision, now).await?;
        change::add(&mut tx, &record, Verb::Propose, now).await?;
        let taken = DecisionTaken { proposal: true, ..answer(&record, decision, now) };
        remember(&mut tx, actor, sent.key, body_sha256, &taken).await?;
        tx.commit().await?;
        return Ok(taken);
    }
    let overriding = sent.overriding.filter(|_| decision == Decision::Approve);
    let takes_effect_at = now + app.settings.hold;
    record.state.held = Some(Held { decision: decision.clone(), by: actor.id.clone(), takes_effect_at, overriding });
    if takes_effect_at > now {
        claim::renewed(&mut record, now);
        commit(&mut tx, &mut record).await?;
        job::plan(&mut tx, &Job::of_case(Kind::Decision, &record.id, takes_effect_at)).await?;
        change::add(&mut tx, &record, verb_of(&decision), now).await?;
    } else {
        undo::settle(app, &mut tx, &mut record).await?;
    }
    let taken = answer(&record, decision, now);
    remember(&mut tx, actor, sent.key, body_sha256, &taken).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Keeps the answer, so that the same key gets it again.
async fn remember(
    db: &mut Connection,
    actor: &Actor,
    key: &str,
    body_sha256: String,
    taken: &DecisionTaken,
) -> Done<()> {
    let answer = serde_json::to_string(taken).map_err(|error| Failure::internal(&error))?;
    Ok(idempotency::add(db, &actor.id, key, &Answered { body_sha256, answer }, taken.at).await?)
}

/// The pictures that the decision points into, read before the transaction; none where it was answered already.
async fn shown(app: &App, actor: &Actor, id: &str, sent: &Sent<'_>) -> Done<Vec<Shown>> {
    let pointed = sent.decision.pointed();
    if pointed.is_empty() {
        return Ok(Vec::new());
    }
    let mut db = app.store.read().await?;
    let case = load(&mut db, id).await?.id;
    if idempotency::find(&mut db, &actor.id, sent.key).await?.is_some() {
        return Ok(Vec::new());
    }
    drop(db);
    materials::shown(app, &case, &pointed).await
}

/// What makes two requests the same: the case and what is decided, not how its JSON is spaced.
fn fingerprint(case: &str, decision: &Decision, overriding: Option<&Override>) -> Done<String> {
    let body = match overriding {
        None => serde_json::to_string(decision),
        Some(overriding) => serde_json::to_string(&(decision, overriding)),
    };
    let body = body.map_err(|error| Failure::internal(&error))?;
    Ok(sha256(format!("{case}\n{body}")))
}

fn again(earlier: &Answered, body_sha256: &str) -> Done<DecisionTaken> {
    if earlier.body_sha256 != body_sha256 {
        return Err(Code::IdempotencyKeyReused.into());
    }
    serde_json::from_str(&earlier.answer).map_err(|error| Failure::internal(&error))
}

fn answer(record: &CaseRecord, decision: Decision, at: Timestamp) -> DecisionTaken {
    DecisionTaken {
        id: record.id.clone(),
        number: record.number.clone(),
        status: record.state.status.into(),
        version: record.state.version,
        outcome: decision.outcome().to_owned(),
        kind: decision.kind(),
        reasons: match decision {
            Decision::Approve => Vec::new(),
            Decision::Return { reasons, .. } => reasons,
        },
        at,
        takes_effect_at: record.state.held.as_ref().map(|held| held.takes_effect_at),
        proposal: false,
    }
}
