//! Keys and pastes: to the text field, the help, the sheet or the screen that has the focus.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::key::chord;
use crate::desk::layout;
use crate::desk::model::{Model, Place};
use crate::desk::screen::{backlog, case, decide, help, picture, queue};
use crate::domain::decide::may_review_stage;
use crate::domain::verb::Verb;
use crate::keys::{Intent, Scope, intent};
use crate::text::{Word, fill};

/// A key.
pub(super) fn key_pressed(model: &mut Model, key: &KeyEvent) -> Vec<Effect> {
    model.notice = None;
    if is_interrupt(key) {
        return leave(model);
    }
    if let Some(effects) = typed(model, key) {
        return effects;
    }
    let Some(intent) = chord(key).and_then(|chord| intent(model.scope(), chord)) else { return Vec::new() };
    if layout::is_too_small(model.size) && !matches!(intent, Intent::Close | Intent::Redraw | Intent::Suspend) {
        // Nobody can see what would be agreed to.
        return Vec::new();
    }
    match intent {
        Intent::Undo if model.sheet.is_none() && model.help.is_none() => return undo(model),
        Intent::Redraw => return vec![Effect::Redraw],
        Intent::Suspend => return vec![Effect::Suspend],
        _ => {}
    }
    if let Some(help) = &mut model.help {
        return help::update::intent(help, intent);
    }
    if intent == Intent::Help {
        model.help = Some(help::Model { scope: model.scope(), top: 0 });
        return Vec::new();
    }
    match model.scope() {
        Scope::Confirm | Scope::Return => sheet_intent(model, intent),
        Scope::Queue => queue_intent(model, intent),
        Scope::Backlog => backlog::update::intent(&mut model.backlog, intent),
        Scope::Case | Scope::Picture | Scope::Everywhere => case_intent(model, intent),
    }
}

/// Ctrl-C leaves from anywhere, text fields included.
fn is_interrupt(key: &KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}

/// A key into a text field, if one has the focus.
fn typed(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    if model.help.is_some() {
        return None;
    }
    let (stage, lang) = (model.review(), model.lang);
    if let Some(sheet) = model.sheet.as_mut().filter(|sheet| decide::update::takes_text(sheet)) {
        let id = model.case.as_ref().map(|case| case.case.row.id.clone()).unwrap_or_default();
        let draft = model.drafts.entry(id).or_default();
        return Some(decide::update::typed(sheet, draft, key, stage, lang));
    }
    let filtering = model.place == Place::Queue && model.sheet.is_none() && model.queue.field.is_some();
    filtering.then(|| queue::update::typed(&mut model.queue, key, lang))
}

/// Pasted text goes into a text field or nowhere: a paste is never taken for keys.
pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    let stage = model.review();
    match &mut model.sheet {
        Some(sheet) => {
            decide::update::pasted(sheet, text, stage);
            let id = model.case.as_ref().map(|case| case.case.row.id.clone()).unwrap_or_default();
            decide::update::keep(sheet, model.drafts.entry(id).or_default());
        }
        None => queue::update::pasted(&mut model.queue, text, model.lang),
    }
    Vec::new()
}

fn sheet_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let (stage, lang) = (model.review(), model.lang);
    let id = model.case.as_ref().map(|case| case.case.row.id.clone()).unwrap_or_default();
    let draft = model.drafts.entry(id).or_default();
    match &mut model.sheet {
        Some(sheet) => decide::update::intent(sheet, draft, intent, stage, lang),
        None => Vec::new(),
    }
}

fn queue_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if intent == Intent::Close && model.queue.ordering.is_none() {
        return leave(model);
    }
    if intent == Intent::Claim && model.link.down.is_some() {
        return vec![Effect::Go(Go::Warn(Word::ReadOnlyNow.text(model.lang).to_owned()))];
    }
    if intent == Intent::Claim
        && model.me.is_some()
        && let Err(refusal) = may_review_stage(model.queue.stage(), Verb::ClaimNext, &model.actor())
    {
        let why = refusal.message(model.lang);
        return vec![Effect::Go(Go::Warn(fill(Word::NotNow, model.lang, &[&why])))];
    }
    let mut effects = queue::update::intent(&mut model.queue, intent, model.lang);
    if intent == Intent::Refresh && model.me.is_none() {
        effects.push(Effect::Call(Slot::Me, Call::Me));
    }
    effects
}

fn case_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let actor = model.actor();
    let Some(case) = &mut model.case else { return vec![Effect::Go(Go::Queue)] };
    if intent == Intent::Back && (model.picture.whole || case.in_picture) {
        model.picture.whole = false;
        model.picture.view.reset_zoom();
        case.in_picture = false;
        return Vec::new();
    }
    let in_picture = case.in_picture || model.picture.whole;
    let moves_list = matches!(intent, Intent::Down | Intent::Up | Intent::Flag);
    let shown = model.picture.index;
    if in_picture && intent == Intent::Flag {
        case.select_material(shown);
    }
    let count = case.case.materials.len();
    if (in_picture || !moves_list) && picture::update::intent(&mut model.picture, intent, count) {
        // The list stays where it is: the fields beside the picture are what it is compared with.
        return Vec::new();
    }
    let height = usize::from(layout::case(model.size.0, model.size.1, false).list.map_or(0, |list| list.height));
    let effects = case::update::intent(case, intent, &actor, model.lang, height);
    if let Some(index) = case.material_under_cursor() {
        model.picture.look_at(index);
    }
    effects
}

/// Takes my last decision back, at once: it was mine, and it changed nothing yet.
fn undo(model: &mut Model) -> Vec<Effect> {
    match &model.held {
        Some(held) => vec![Effect::Call(Slot::Undo, Call::Undo(held.id.clone()))],
        None => vec![Effect::Go(Go::Warn(Word::NothingToUndo.text(model.lang).to_owned()))],
    }
}

/// Leaves at once, unless something is flagged and not sent.
fn leave(model: &mut Model) -> Vec<Effect> {
    let asked = matches!(&model.sheet, Some(decide::Model::Confirm(question)) if question.what == Confirm::Quit);
    if model.unsent() == 0 || asked {
        return vec![Effect::Quit];
    }
    model.help = None;
    vec![Effect::Go(Go::Confirm(Confirm::Quit))]
}
