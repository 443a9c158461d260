//! Reviews in the making: written by the holder of the lease, read by reviewers, gone when the review is over.
//!
//! The draft belongs to the review and not to the reviewer, so that the next holder goes on where the last one stopped. Writing it
//! is no change of the case: neither its version nor its history nor the feed of changes knows of it.

use super::{Done, load};
use crate::api::{DraftSaved, KeptDraft, NewDraft};
use crate::domain::decide::{holds, learns};
use crate::domain::refusal::Refusal;
use crate::domain::role::Actor;
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::case::CaseRecord;
use crate::server::store::draft::{self, Written};

/// So far above the kept revision may the next one lie: a client counts on while it is cut off, and must not count so far
/// that nobody can follow.
const MOST_AHEAD: i64 = 1_000_000;

/// The draft of a case, or of a trainee on it.
pub(in crate::server) async fn of(app: &App, actor: &Actor, id: &str) -> Done<KeptDraft> {
    let mut db = app.store.read().await?;
    let record = load(&mut db, id).await?;
    Ok(draft::find(&mut db, &record.id, owner(&record, actor)).await?)
}

/// Keeps a draft, unless a newer one is kept already.
pub(in crate::server) async fn keep(
    app: &App,
    actor: &Actor,
    id: &str,
    token: &str,
    body: &NewDraft,
) -> Done<DraftSaved> {
    body.draft.within_limits()?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let record = load(&mut tx, id).await?;
    if record.state.status.stage().is_none() {
        return Err(Refusal::WrongStatus { verb: Verb::KeepDraft, status: record.state.status }.into());
    }
    let owner = owner(&record, actor);
    if owner.is_empty() {
        holds(&record.state, token, actor, now)?;
    }
    let kept = draft::find(&mut tx, &record.id, owner).await?;
    let again = body.revision == kept.revision && body.draft == kept.draft;
    if let Some(at) = kept.at.filter(|_| again) {
        return Ok(DraftSaved { revision: kept.revision, at });
    }
    if !(1..=kept.revision.saturating_add(MOST_AHEAD)).contains(&body.revision) {
        return Err(Failure::at(Code::BodyInvalid, "/revision"));
    }
    if body.revision <= kept.revision {
        return Err(Refusal::DraftOutdated { revision: body.revision, kept: kept.revision }.into());
    }
    let written = Written { owner, revision: body.revision, draft: &body.draft, by: &actor.id, at: now };
    draft::put(&mut tx, &record.id, &written).await?;
    tx.commit().await?;
    Ok(DraftSaved { revision: body.revision, at: now })
}

/// Whose draft it is: a trainee's own, or nobody's and thus the review's.
fn owner<'a>(record: &CaseRecord, actor: &'a Actor) -> &'a str {
    if learns(record.state.status.stage(), actor) { &actor.id } else { "" }
}
