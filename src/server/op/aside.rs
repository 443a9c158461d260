//! Laying a case aside: given to the lead, or put off. Both end the reviewer's lease; a named claim still takes the case.

use jiff::Timestamp;

use super::moved::noted;
use super::step::Step;
use super::{Done, commit, load, show};
use crate::api::Case;
use crate::domain::case::{Escalation, LONGEST_SNOOZE, Snooze};
use crate::domain::decide::{holds, may_review, may_take_back, reviewer_of, undecided};
use crate::domain::role::{Actor, Role};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::case::CaseRecord;
use crate::server::store::job::{self, Job, Kind};

/// The longest reason of a case laid aside, and the longest note, in characters.
pub(super) const LONGEST_WORDS: usize = 2000;

/// How a case is laid aside.
#[derive(Debug)]
pub(in crate::server) enum Aside {
    /// For the lead.
    Escalated,
    /// Until then.
    Snoozed(Timestamp),
}

impl Aside {
    const fn verb(&self) -> Verb {
        match self {
            Self::Escalated => Verb::Escalate,
            Self::Snoozed(_) => Verb::Snooze,
        }
    }
}

/// Lays a case aside that the actor holds under this lease.
pub(in crate::server) async fn lay(
    app: &App,
    actor: &Actor,
    id: &str,
    token: &str,
    aside: Aside,
    reason: &str,
) -> Done<Case> {
    let reason = words(reason, "/reason")?;
    let now = app.now();
    if let Aside::Snoozed(until) = aside
        && !(now < until && until <= now + LONGEST_SNOOZE)
    {
        return Err(Failure::at(Code::SnoozeUntil, "/until"));
    }
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    let stage = may_review(&record.state, aside.verb(), actor)?;
    holds(&record.state, token, actor, now)?;
    undecided(&record.state)?;
    let by = actor.id.clone();
    match aside {
        Aside::Escalated => record.escalated = Some(Escalation { by, at: now, reason: reason.clone() }),
        Aside::Snoozed(until) => record.snoozed = Some(Snooze { by, until, reason: reason.clone() }),
    }
    record.state.lease = None;
    commit(&mut tx, &mut record).await?;
    if let Aside::Snoozed(until) = aside {
        job::plan(&mut tx, &Job::of_case(Kind::Wake, &record.id, until)).await?;
    }
    let step = Step { note: &reason, ..here(&record, aside.verb(), actor, reviewer_of(stage)) };
    noted(app, &mut tx, &record, &step).await?;
    tx.commit().await?;
    show::whole(app, record).await
}

/// Takes a case back that was laid aside: by the lead, or by whoever laid it there.
pub(in crate::server) async fn take_back(app: &App, actor: &Actor, id: &str, verb: Verb) -> Done<Case> {
    let mut tx = app.store.begin().await?;
    let mut record = load(&mut tx, id).await?;
    let by = match verb {
        Verb::Deescalate => record.escalated.take().map(|escalation| escalation.by),
        _ => record.snoozed.take().map(|snooze| snooze.by),
    };
    let Some(by) = by else {
        // Nothing to end: it is as it should be.
        drop(tx);
        return show::whole(app, record).await;
    };
    let role = may_take_back(verb, &by, Some(record.state.status), actor)?;
    commit(&mut tx, &mut record).await?;
    noted(app, &mut tx, &record, &here(&record, verb, actor, role)).await?;
    tx.commit().await?;
    show::whole(app, record).await
}

fn here<'a>(record: &CaseRecord, verb: Verb, actor: &'a Actor, role: Role) -> Step<'a> {
    Step::of(verb, actor, role, record.state.status, record.state.round)
}

/// Words that somebody must have written: neither blank nor endless.
pub(super) fn words(text: &str, pointer: &str) -> Done<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_WORDS {
        return Err(Failure::at(Code::WordsLength, pointer));
    }
    Ok(text.to_owned())
}
