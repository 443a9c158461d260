//! A decision: one transaction from the look at its key to the record of its answer.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{Done, commit, load};
use crate::api::DecisionTaken;
use crate::domain::decide::{Ruling, decide};
use crate::domain::reason::{Decision, ReturnKind};
use crate::domain::role::Actor;
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::auth::hex;
use crate::server::error::{Code, Failure};
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::event::{self, NewEvent};
use crate::server::store::idempotency::{self, Answered};

/// A decision as it was sent.
#[derive(Debug)]
pub(in crate::server) struct Sent<'a> {
    pub decision: Decision,
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
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    let body_sha256 = fingerprint(&record.id, &sent.decision)?;
    if let Some(earlier) = idempotency::find(&mut tx, &actor.id, sent.key).await? {
        return again(&earlier, &body_sha256);
    }
    let kind = match &sent.decision {
        Decision::Approve => None,
        Decision::Return { kind, .. } => Some(*kind),
    };
    let ruling = decide(&record.state, sent.decision, sent.seen, sent.token, actor, now)?;
    let round = record.state.round;
    record.enter(ruling.to, now);
    commit(&mut tx, &mut record).await?;
    if ruling.verb == Verb::Approve && ruling.stage == Stage::First {
        case::add_first_pass(&mut tx, &record.id, &actor.id).await?;
    }
    let event = NewEvent {
        at: now,
        actor: &actor.id,
        role: ruling.role,
        verb: ruling.verb,
        from: Some(ruling.from),
        to: ruling.to,
        round,
        reasons: &ruling.reasons,
    };
    event::add(&mut tx, &record.id, &event).await?;
    let taken = answer(&record, ruling, kind, now);
    let text = serde_json::to_string(&taken).map_err(|error| Failure::internal(&error))?;
    idempotency::add(&mut tx, &actor.id, sent.key, &Answered { body_sha256, answer: text }, now).await?;
    tx.commit().await?;
    Ok(taken)
}

/// What makes two requests the same: the case and what is decided, not how its JSON is spaced.
fn fingerprint(case: &str, decision: &Decision) -> Done<String> {
    let body = serde_json::to_string(decision).map_err(|error| Failure::internal(&error))?;
    Ok(hex(&Sha256::digest(format!("{case}\n{body}"))))
}

fn again(earlier: &Answered, body_sha256: &str) -> Done<DecisionTaken> {
    if earlier.body_sha256 != body_sha256 {
        return Err(Code::IdempotencyKeyReused.into());
    }
    serde_json::from_str(&earlier.answer).map_err(|error| Failure::internal(&error))
}

fn answer(record: &CaseRecord, ruling: Ruling, kind: Option<ReturnKind>, at: Timestamp) -> DecisionTaken {
    DecisionTaken {
        id: record.id.clone(),
        number: record.number.clone(),
        status: ruling.to.into(),
        version: record.state.version,
        outcome: ruling.verb.slug().to_owned(),
        kind,
        reasons: ruling.reasons,
        at,
    }
}
