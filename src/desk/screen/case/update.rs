//! What keys do to the case screen.

use super::model::Model;
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::domain::case::CaseState;
use crate::domain::decide::{may_review, over_blockers};
use crate::domain::lang::Lang;
use crate::domain::reason::Decision;
use crate::domain::refusal::Refusal;
use crate::domain::role::Actor;
use crate::domain::verb::Verb;
use crate::keys::Intent;
use crate::text::{Word, fill};

/// A key of the case. `height` is the number of lines of the list.
pub fn intent(model: &mut Model, intent: Intent, actor: &Actor, lang: Lang, height: usize) -> Vec<Effect> {
    let half = (height / 2).max(1) as isize;
    match intent {
        Intent::Down => step(model, 1),
        Intent::Up => step(model, -1),
        Intent::HalfDown => step(model, half),
        Intent::HalfUp => step(model, -half),
        Intent::Top => step(model, isize::MIN),
        Intent::Bottom => step(model, isize::MAX),
        Intent::NextPane | Intent::PreviousPane => {
            model.in_picture = !model.in_picture;
            Vec::new()
        }
        Intent::Refresh => read(&model.case.row.id),
        Intent::Changes => changes(model, lang),
        Intent::Flag => match model.target() {
            Some(target) => ask(model, Verb::Return, Go::Flag(target), actor, lang),
            None => Vec::new(),
        },
        Intent::Approve => vec![Effect::Go(Go::Approve)],
        Intent::Return => ask(model, Verb::Return, Go::Return(model.target()), actor, lang),
        Intent::Claim => ask(model, Verb::Claim, Go::Confirm(Confirm::Claim), actor, lang),
        Intent::Release if held_by_me(model, actor) => vec![Effect::Go(Go::Confirm(Confirm::Release))],
        Intent::Release => warn(lang, &Refusal::NotHeld.message(lang)),
        Intent::Close | Intent::Back => vec![Effect::Go(Go::Queue)],
        _ => Vec::new(),
    }
}

/// What changed since the last round: fetched and shown above the form, or taken away again.
fn changes(model: &mut Model, lang: Lang) -> Vec<Effect> {
    if model.round.is_some() {
        model.leave_round(lang);
        return Vec::new();
    }
    model.asked_round = true;
    match model.case.row.round {
        ..2 => vec![Effect::Go(Go::Warn(Word::FirstRound.text(lang).to_owned()))],
        _ => vec![Effect::Call(Slot::Round, Call::Round(model.case.row.id.clone()))],
    }
}

/// Reads a case and what stands beside it.
pub fn read(id: &str) -> Vec<Effect> {
    let mut effects = vec![Effect::Call(Slot::Case, Call::Case(id.to_owned()))];
    effects.extend(read_beside(id));
    effects
}

/// Reads what stands beside a case: its history and the notes on it.
pub fn read_beside(id: &str) -> [Effect; 2] {
    [Effect::Call(Slot::History, Call::History(id.to_owned())), Effect::Call(Slot::Notes, Call::Notes(id.to_owned()))]
}

/// Why `verb` is not possible now, from the same rules that the server applies. Whether I hold the case is not asked,
/// because sending claims first.
pub fn refusal(model: &Model, verb: Verb, actor: &Actor, lang: Lang) -> Option<String> {
    let barred = barred(model, verb, actor, lang);
    let over = |verb: Verb| verb == Verb::Approve && barred.is_none();
    match over_blockers(&Decision::Approve, &model.case.findings, None, actor) {
        Err(refusal) if over(verb) => Some(refusal.message(lang)),
        _ => barred,
    }
}

/// The same, whatever the machine found.
pub fn barred(model: &Model, verb: Verb, actor: &Actor, lang: Lang) -> Option<String> {
    let row = &model.case.row;
    let Some(status) = row.status.known() else {
        return Some(fill(Word::UnknownStatus, lang, &[&crate::text::safe(&row.status.to_string())]));
    };
    let state = CaseState {
        status: *status,
        round: row.round,
        version: row.version,
        lease: None,
        first_passed_by: model.case.first_passed_by.clone(),
        held: None,
    };
    if let Err(refusal) = may_review(&state, verb, actor) {
        return Some(refusal.message(lang));
    }
    if let Some(held) = &row.decision {
        return Some(Refusal::DecisionHeld { by: held.by.clone(), until: held.takes_effect_at }.message(lang));
    }
    let holder = row.holder.as_ref().filter(|holder| holder.id != actor.id)?;
    Some(Refusal::HeldByOther { holder: holder.id.clone(), until: holder.until }.message(lang))
}

fn ask(model: &Model, verb: Verb, go: Go, actor: &Actor, lang: Lang) -> Vec<Effect> {
    match refusal(model, verb, actor, lang) {
        Some(why) => warn(lang, &why),
        None => vec![Effect::Go(go)],
    }
}

fn warn(lang: Lang, why: &str) -> Vec<Effect> {
    vec![Effect::Go(Go::Warn(fill(Word::NotNow, lang, &[why])))]
}

/// Whether the case is mine: I have its lease, or the API says that I hold it.
pub fn held_by_me(model: &Model, actor: &Actor) -> bool {
    model.lease.is_some() || model.case.row.holder.as_ref().is_some_and(|holder| holder.id == actor.id)
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    model.has_moved = true;
    model.cursor = model.cursor.saturating_add_signed(by).min(model.lines.len().saturating_sub(1));
    Vec::new()
}
