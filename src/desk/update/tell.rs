//! What happened that may call the reviewer back to the desk: told to the terminal where the settings ask for it.

use crate::config::Event;
use crate::desk::effect::Effect;
use crate::desk::model::Model;
use crate::keys::Scope;
use crate::text::Word;

/// What is compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Before {
    /// The open case whose lease is gone.
    lease_gone: Option<String>,
    offline: bool,
    overdue: Option<String>,
    waiting: Option<bool>,
}

impl Before {
    /// As things stand.
    pub(super) fn of(model: &Model) -> Self {
        let open = model.case.as_ref();
        let due = open.and_then(|open| open.case.row.due_at);
        let list = model.queue.list();
        Self {
            lease_gone: open.filter(|open| open.lease_gone).map(|open| open.case.row.id.clone()),
            offline: model.offline.is_some(),
            overdue: open.filter(|_| due.is_some_and(|due| due <= model.now)).map(|open| open.case.row.id.clone()),
            waiting: list.read_at.map(|_| !list.rows.is_empty()),
        }
    }
}

/// What happened since, for the terminal.
pub(super) fn since(before: &Before, model: &Model) -> Vec<Effect> {
    if model.face.notify.on.is_empty() {
        return Vec::new();
    }
    let now = Before::of(model);
    let mut happened = Vec::new();
    if now.lease_gone.is_some() && now.lease_gone != before.lease_gone {
        happened.push((Event::LeaseLost, Word::LeaseGone));
    }
    match (before.offline, now.offline) {
        (false, true) => happened.push((Event::Offline, Word::TellOffline)),
        (true, false) => happened.push((Event::Online, Word::TellOnline)),
        _ => {}
    }
    if now.overdue.is_some() && now.overdue != before.overdue {
        happened.push((Event::Overdue, Word::TellOverdue));
    }
    if before.waiting == Some(false) && now.waiting == Some(true) {
        happened.push((Event::Waiting, Word::TellWaiting));
    }
    happened
        .into_iter()
        .filter(|(event, _)| model.face.notify.on.contains(event))
        .map(|(_, word)| Effect::Tell(model.face.keymap.spell(Scope::Case, word.text(model.lang))))
        .collect()
}
