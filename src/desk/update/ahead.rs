//! Keys pressed ahead: while the case that was asked for has not come, what only looks, marks or drafts is kept and played
//! when it is on the screen. What changes a case is never kept: nobody decides on what he has not seen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::press;
use crate::desk::ahead::MOST;
use crate::desk::effect::{Call, Effect, Go, Slot, Ticket};
use crate::desk::key::chord;
use crate::desk::model::{Model, Notice, Over, Place};
use crate::keys::{Found, Intent, Scope};
use crate::text::{Word, fill};

/// Takes note of a request that brings a case.
pub(super) fn asked(model: &mut Model, ticket: Ticket, call: &Call) {
    let open = model.case.as_ref().filter(|_| model.place == Place::Case).map(|open| open.case.row.id.as_str());
    let brings = match call {
        Call::Case(id) => ticket.slot == Slot::Case && open != Some(id),
        Call::ClaimNext(_) | Call::Claim(_) => ticket.slot == Slot::Change,
        Call::Decide(_) => model.claim_next || model.left.is_some(),
        Call::Escalate { .. } | Call::Snooze { .. } => {
            model.claim_next && ticket.slot == Slot::Change && open.is_some()
        }
        Call::Undo(_) => true,
        _ => false,
    };
    if brings {
        // What was typed for a case that never came is not for this one.
        if model.ahead.ticket.replace(ticket).is_some() {
            model.ahead.forget();
        }
    }
}

/// Whether this is the answer that is waited for; from now on nothing is.
pub(super) fn is_answer(model: &mut Model, ticket: Ticket) -> bool {
    let awaited = model.ahead.ticket == Some(ticket) && model.is_fresh(ticket);
    if awaited {
        model.ahead.ticket = None;
    }
    awaited
}

/// A key while a case is on its way; none where it is to be looked at as usual.
pub(super) fn pressed(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    let awaits = model.ahead.ticket.is_some_and(|ticket| model.is_fresh(ticket));
    if !awaits || press::is_interrupt(key) || model.takes_text() || something_asks(model) {
        return None;
    }
    if model.ahead.is_text {
        return if key.code == KeyCode::Esc { stop(model) } else { Some(keep(model, key)) };
    }
    let chord = chord(key)?;
    let mut keys = std::mem::take(&mut model.ahead.begun);
    keys.push(chord);
    let look = |scope: Scope| match model.face.keymap.look(scope, &keys) {
        Found::Nothing => model.face.keymap.look(scope, &[chord]),
        found => found,
    };
    let found = match look(Scope::Case) {
        Found::Nothing => look(Scope::Picture),
        found => found,
    };
    match found {
        // What means nothing in a case is for what is on the screen.
        Found::Nothing | Found::Intent(Intent::Redraw | Intent::Suspend) => None,
        Found::Prefix => {
            model.ahead.begun = keys;
            Some(keep(model, key))
        }
        Found::Intent(Intent::Close | Intent::Back) => stop(model),
        Found::Intent(Intent::Palette | Intent::Help | Intent::Log | Intent::Undo) => {
            model.ahead.forget();
            None
        }
        Found::Intent(intent) if intent.changes_case() || intent == Intent::Reveal => {
            let text = fill(Word::AheadRefused, model.lang, &[&chord.to_string()]);
            Some(vec![Effect::Go(Go::Warn(text))])
        }
        Found::Intent(intent) => {
            model.ahead.is_text = matches!(
                intent,
                Intent::Flag | Intent::Note | Intent::Filter | Intent::Jump | Intent::Evidence | Intent::Related
            );
            Some(keep(model, key))
        }
    }
}

/// Whether something lies over the screen that keys are for; what is on its way itself takes none.
fn something_asks(model: &Model) -> bool {
    let sheet = model.sheet.as_ref().is_some_and(|sheet| !sheet.is_sending());
    let over = model.over.last().is_some_and(|over| !matches!(over, Over::Aside(aside) if aside.sending));
    model.is_covered() || sheet || over || (model.place == Place::Queue && model.queue.ordering.is_some())
}

fn keep(model: &mut Model, key: &KeyEvent) -> Vec<Effect> {
    if model.ahead.keys.len() >= MOST {
        return vec![Effect::Go(Go::Warn(fill(Word::AheadFull, model.lang, &[&MOST.to_string()])))];
    }
    model.ahead.keys.push(*key);
    vec![Effect::Go(Go::Notice(fill(Word::AheadKept, model.lang, &[&model.ahead.keys.len().to_string()])))]
}

/// Forgets what was kept. A case that is only read is waited for no more; what is being changed comes in any case.
fn stop(model: &mut Model) -> Option<Vec<Effect>> {
    model.ahead.forget();
    model.ahead.ticket.filter(|ticket| ticket.slot == Slot::Case)?;
    model.ahead.ticket = None;
    model.issue(Slot::Case);
    model.restoring = None;
    Some(vec![Effect::Go(Go::Notice(Word::NotOpened.text(model.lang).to_owned()))])
}

/// The answer is here: plays what was kept on the case that came, or says that it was not played.
pub(super) fn arrived(model: &mut Model, is_good: bool) -> Vec<Effect> {
    if model.ahead.ticket.is_some() {
        // The next case was asked for in the same breath.
        return Vec::new();
    }
    let keys = std::mem::take(&mut model.ahead.keys);
    model.ahead.forget();
    let stands = |model: &Model| model.place == Place::Case && model.case.is_some();
    let is_free = stands(model) && model.sheet.is_none() && model.over.is_empty() && !model.is_covered();
    if keys.is_empty() {
        return Vec::new();
    }
    if !(is_good && is_free) {
        let count = keys.len().to_string();
        let before = model.notice.take().map(|notice| notice.text + " ").unwrap_or_default();
        model.notice = Some(Notice { text: before + &fill(Word::AheadDropped, model.lang, &[&count]), warning: true });
        return Vec::new();
    }
    let before = model.notice.clone();
    let mut out = Vec::new();
    for key in &keys {
        if !stands(model) {
            break;
        }
        if let Some(name) = refused(model, key) {
            model.notice = Some(Notice { text: fill(Word::AheadStopped, model.lang, &[&name]), warning: true });
            break;
        }
        let effects = press::key_pressed(model, key);
        super::in_case::follow(model);
        out.extend(super::settle(model, effects));
    }
    if model.notice.is_none() {
        model.notice = before;
    }
    out
}

/// The name of a key that would send something from where the keys before it led.
fn refused(model: &Model, key: &KeyEvent) -> Option<String> {
    let chord = chord(key)?;
    if model.takes_text() {
        let sends = matches!(model.over.last(), Some(Over::Note(_))) && key.modifiers.contains(KeyModifiers::CONTROL);
        return sends.then(|| chord.to_string());
    }
    let scope = model.focus();
    let mut keys = model.face.pending.keys.clone();
    keys.push(chord);
    let sends = match model.face.keymap.look(scope, &keys) {
        Found::Intent(Intent::Yes) => scope != Scope::Evidence,
        Found::Intent(intent) => intent.changes_case() || matches!(intent, Intent::Undo | Intent::Reveal),
        _ => false,
    };
    sends.then(|| chord.to_string())
}
