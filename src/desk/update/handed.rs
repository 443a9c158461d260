//! The draft on its way from reviewer to reviewer: fetched when a case becomes mine, sent to the service about a second after
//! it changed, so that whoever holds the case next goes on with it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::api::{DraftSaved, KeptDraft};
use crate::client::ClientError;
use crate::desk::effect::{Call, Effect, Slot};
use crate::desk::kept::Handed;
use crate::desk::model::{Model, Notice};
use crate::domain::draft::Draft;
use crate::text::{Word, fill, safe};

/// A case became mine: what the last holder left is asked for.
pub(super) fn fetch(id: &str) -> Effect {
    Effect::Call(Slot::Draft, Call::Draft(id.to_owned()))
}

/// Whether the open case is mine and its draft differs from what the service has.
pub fn is_behind(model: &Model) -> bool {
    due(model).is_some()
}

/// The open case's id, token, next revision and draft, where it has to be sent; no draft is an empty one.
fn due(model: &Model) -> Option<(&str, &str, i64, Option<&Draft>)> {
    let open = model.case.as_ref()?;
    let lease = open.lease.as_ref().filter(|lease| lease.expires_at > model.now)?;
    let id = &open.case.row.id;
    // Before it is known what the service has, nothing is written over it.
    let handed = model.handed.get(id).filter(|handed| handed.sending.is_none())?;
    let draft = model.drafts.get(id);
    let same = draft == Some(&handed.draft) || (draft.is_none_or(Draft::is_empty) && handed.draft.is_empty());
    (!same && model.offline.is_none()).then_some((id, &lease.token, handed.revision + 1, draft))
}

/// Sends the open case's draft, if the service has another.
pub(super) fn push(model: &mut Model) -> Vec<Effect> {
    let Some((id, token, revision, draft)) = due(model) else { return Vec::new() };
    let (id, token, draft) = (id.to_owned(), token.to_owned(), draft.cloned().unwrap_or_default());
    // The newest wins: nobody hears any more what became of one under way.
    model.handed.values_mut().for_each(|handed| handed.sending = None);
    if let Some(handed) = model.handed.get_mut(&id) {
        handed.sending = Some(draft.clone());
    }
    vec![Effect::Call(Slot::Push, Call::KeepDraft { id, token, revision, draft: Box::new(draft) })]
}

/// The service has it.
pub(super) fn pushed(model: &mut Model, id: &str, saved: DraftSaved) {
    if let Some(handed) = model.handed.get_mut(id) {
        handed.revision = saved.revision;
        if let Some(draft) = handed.sending.take() {
            handed.draft = draft;
        }
    }
}

/// The service did not take it: what it has is asked for anew where somebody wrote a newer one.
pub(super) fn not_pushed(model: &mut Model, error: &ClientError) -> Vec<Effect> {
    let sending = model.handed.iter_mut().find(|(_, handed)| handed.sending.is_some());
    let Some((id, handed)) = sending else { return Vec::new() };
    let id = id.clone();
    if !error.is_refusal() {
        handed.sending = None;
        return Vec::new();
    }
    model.handed.remove(&id);
    match error.code() {
        Some("draft_outdated") => vec![fetch(&id)],
        // The lease is gone, or the draft is more than the service keeps: it stays on this machine.
        _ => Vec::new(),
    }
}

/// What the service has: taken over where nothing is here, the newer of the two where both are there.
pub(super) fn fetched(model: &mut Model, id: &str, kept: KeptDraft) {
    let me = model.my_id().to_owned();
    let round = model.case.as_ref().filter(|open| open.case.row.id == id).map_or(0, |open| open.case.row.round);
    let handed = Handed { revision: kept.revision, draft: kept.draft.clone(), sending: None };
    model.handed.insert(id.to_owned(), handed);
    if kept.revision == 0 || kept.draft.is_empty() || kept.draft.round != round {
        return;
    }
    let mut theirs = kept.draft;
    if kept.by.as_deref() != Some(me.as_str()) {
        // Eyes cannot be handed over.
        theirs.seen = BTreeSet::new();
    }
    let mine = model.drafts.get(id).cloned().unwrap_or_default();
    theirs.seen.extend(mine.seen.iter().cloned());
    if mine == theirs || theirs.says_nothing() {
        return;
    }
    let by = kept.by.map(|by| safe(&by)).unwrap_or_default();
    let is_newer = kept.at.unwrap_or(Timestamp::MIN) > model.touched.get(id).copied().unwrap_or(Timestamp::MIN);
    let word = match (mine.says_nothing(), is_newer) {
        (true, _) => Word::DraftTaken,
        (false, true) => Word::DraftNewer,
        (false, false) => Word::DraftOlder,
    };
    if word != Word::DraftOlder {
        model.drafts.insert(id.to_owned(), theirs);
    }
    if word != Word::DraftTaken || by != me {
        model.notice = Some(Notice { text: fill(word, model.lang, &[&by]), warning: false });
    }
}
