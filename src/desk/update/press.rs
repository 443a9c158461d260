//! Keys and pastes: to the text field, the help, the sheet or the screen that has the focus.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{several, verdict};
use crate::desk::able;
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::key::chord;
use crate::desk::layout;
use crate::desk::model::{Model, Notice, Place};
use crate::desk::screen::{backlog, case, decide, help, log, palette, picture, queue};
use crate::desk::update::{command, copy};
use crate::domain::decide::may_review_stage;
use crate::domain::verb::Verb;
use crate::keys::{Chord, Found, Intent, Key, Scope};
use crate::text::{Word, fill};

/// A key.
pub(super) fn key_pressed(model: &mut Model, key: &KeyEvent) -> Vec<Effect> {
    model.notice = None;
    model.face.clicked = None;
    if is_interrupt(key) {
        return leave(model);
    }
    if let Some(effects) = typed(model, key) {
        return effects;
    }
    match chord(key) {
        Some(chord) => pressed(model, chord),
        None => Vec::new(),
    }
}

/// A chord outside text fields: alone, or with those pressed before it.
fn pressed(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let scope = model.focus();
    let before = std::mem::take(&mut model.face.pending.keys);
    model.face.pending.shown = false;
    let same = model.face.pending.scope.replace(scope) == Some(scope);
    if !before.is_empty() && !same {
        // The rest of a sequence means something else on another screen: there it means nothing.
        return Vec::new();
    }
    let mut keys = before.clone();
    keys.push(chord);
    match model.face.keymap.look(scope, &keys) {
        Found::Intent(intent) => act(model, intent),
        Found::Prefix => {
            let pending = &mut model.face.pending;
            pending.keys = keys;
            pending.number += 1;
            vec![Effect::Rest(pending.number)]
        }
        // Escape only leaves the sequence.
        Found::Nothing if !before.is_empty() && chord == Chord::plain(Key::Esc) => Vec::new(),
        // What does not go on is no sequence: the last key counts for itself, and it is said that the others did not.
        Found::Nothing if !before.is_empty() => {
            let effects = pressed(model, chord);
            if model.notice.is_none() && model.face.pending.keys.is_empty() {
                let begun = before.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                let text = fill(Word::NoSuchSequence, model.lang, &[&begun, &chord.to_string()]);
                model.notice = Some(Notice { text, warning: true });
            }
            effects
        }
        Found::Nothing => {
            let help = model.face.keymap.key_of(scope, Intent::Help).unwrap_or_default();
            let text = fill(Word::NoSuchKey, model.lang, &[&chord.to_string(), &help]);
            model.notice = Some(Notice { text, warning: true });
            Vec::new()
        }
    }
}

/// What a key asks for, wherever the asking came from.
pub(super) fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if layout::is_too_small(model.size) && !matches!(intent, Intent::Close | Intent::Redraw | Intent::Suspend) {
        // Nobody can see what would be agreed to.
        return Vec::new();
    }
    let why_not = able::forbidden(model, intent).or_else(|| able::nothing_there(model, model.focus(), intent));
    if let Some(why) = why_not {
        return vec![Effect::Go(Go::Warn(why))];
    }
    match intent {
        Intent::Undo if model.sheet.is_none() && model.over.is_empty() && !model.is_covered() => return undo(model),
        Intent::Redraw => return vec![Effect::Redraw],
        Intent::Suspend => return vec![Effect::Suspend],
        _ => {}
    }
    if intent == Intent::Palette {
        model.palette = Some(command::palette(model));
        return Vec::new();
    }
    if let Some(help) = &mut model.help {
        let (cells, height) = help::view::inside(&help.about, model.size.0, model.size.1);
        let rows = help.rows(&model.face.keymap, model.lang, cells).len();
        return help::update::intent(help, intent, rows, height);
    }
    if model.log.open && intent == Intent::Filter {
        return vec![Effect::Go(Go::Warn(Word::LogNoFind.text(model.lang).to_owned()))];
    }
    if model.log.open {
        return log::update::intent(&mut model.log, intent);
    }
    match intent {
        Intent::Help => {
            model.help = Some(help::Model::new(help::model::About::Keys(model.scope())));
            return Vec::new();
        }
        Intent::Log => {
            model.log.open = true;
            model.log.cursor = 0;
            return Vec::new();
        }
        Intent::CopyValue | Intent::CopyNumber | Intent::CopyDomain => return copy::copy(model, intent),
        _ => {}
    }
    if model.several.is_some() && matches!(intent, Intent::Back | Intent::Close | Intent::No) {
        several::stop(model);
        return Vec::new();
    }
    if !model.over.is_empty() {
        return super::over::intent(model, intent);
    }
    match model.scope() {
        Scope::Help | Scope::Note | Scope::Aside | Scope::Related | Scope::Trouble => Vec::new(),
        Scope::Confirm | Scope::Return | Scope::Evidence => sheet_intent(model, intent),
        Scope::Outbox => verdict::outbox_intent(model, intent),
        Scope::Queue => queue_intent(model, intent),
        Scope::Backlog => backlog::update::intent(&mut model.backlog, intent),
        Scope::Case | Scope::Picture | Scope::Everywhere => case_intent(model, intent),
    }
}

/// Ctrl-C leaves from anywhere, text fields included.
pub(super) fn is_interrupt(key: &KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}

/// A key into a text field, if one has the focus.
fn typed(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    if let Some(palette) = &mut model.palette {
        return Some(palette::update::typed(palette, key, model.lang));
    }
    if let Some(help) = &mut model.help {
        return help.typing.then(|| {
            help::update::typed(help, key, &model.face.keymap);
            Vec::new()
        });
    }
    if model.log.open {
        return None;
    }
    if !model.over.is_empty() {
        return super::over::typed(model, key);
    }
    let lang = model.lang;
    if model.sheet.as_ref().is_some_and(decide::update::takes_text) {
        return verdict::on_sheet(model, |sheet, draft, around| decide::update::typed(sheet, draft, key, around));
    }
    if model.place == Place::Case && model.sheet.is_none() {
        return super::in_case::typed(model, key);
    }
    let filtering = model.place == Place::Queue && model.sheet.is_none() && model.queue.field.is_some();
    filtering.then(|| queue::update::typed(&mut model.queue, key, lang))
}

/// Pasted text goes into a text field or nowhere: a paste is never taken for keys.
pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    if !model.takes_text() {
        let text = fill(Word::PasteNowhere, model.lang, &[&text.chars().count().to_string()]);
        return vec![Effect::Go(Go::Warn(text))];
    }
    if let Some(palette) = &mut model.palette {
        palette::update::pasted(palette, text);
        return Vec::new();
    }
    if let Some(help) = &mut model.help {
        help::update::pasted(help, text, &model.face.keymap);
        return Vec::new();
    }
    if super::over::pasted(model, text) || super::in_case::pasted(model, text) {
        return Vec::new();
    }
    if model.sheet.is_some() {
        verdict::on_sheet(model, |sheet, draft, around| decide::update::pasted(sheet, draft, text, around));
    } else {
        queue::update::pasted(&mut model.queue, text, model.lang);
    }
    Vec::new()
}

fn sheet_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let effects = verdict::on_sheet(model, |sheet, draft, around| decide::update::intent(sheet, draft, intent, around));
    effects.unwrap_or_default()
}

fn queue_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if intent == Intent::Close && model.queue.ordering.is_none() {
        return leave(model);
    }
    if intent == Intent::Claim && model.link.down.is_some() {
        return vec![Effect::Go(Go::Warn(Word::ReadOnlyNow.text(model.lang).to_owned()))];
    }
    if intent == Intent::Outbox {
        model.sheet = Some(decide::Model::Outbox(0));
        return Vec::new();
    }
    if intent == Intent::Claim
        && model.me.is_some()
        && let Err(refusal) = may_review_stage(model.queue.stage(), Verb::ClaimNext, &model.actor())
    {
        let why = refusal.message(model.lang);
        return vec![Effect::Go(Go::Warn(fill(Word::NotNow, model.lang, &[&why])))];
    }
    if intent == Intent::Release {
        return several::release(model);
    }
    if let Some(verb) = super::over::aside_of(intent) {
        return super::over::aside_in_queue(model, verb);
    }
    let mut effects = queue::update::intent(&mut model.queue, intent, model.lang);
    if intent == Intent::Refresh && model.me.is_none() {
        effects.push(Effect::Call(Slot::Me, Call::Me));
    }
    effects
}

fn case_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if let Some(effects) = super::in_case::first(model, intent) {
        return effects;
    }
    let actor = model.actor();
    let Some(case) = &mut model.case else { return vec![Effect::Go(Go::Queue)] };
    if intent == Intent::Back && (model.picture.whole || case.in_picture) {
        if model.picture.is_under_way() {
            return stop_picture(model);
        }
        model.picture.whole = false;
        model.picture.view.reset_zoom();
        case.in_picture = false;
        return Vec::new();
    }
    if intent == Intent::Evidence {
        return verdict::draw_evidence(model);
    }
    if intent == Intent::Refresh {
        picture::update::ask_again(&mut model.picture);
    }
    let in_picture = case.in_picture || model.picture.whole;
    let moves_list = matches!(intent, Intent::Down | Intent::Up | Intent::Flag);
    let shown = model.picture.index;
    if in_picture && intent == Intent::Flag {
        case.select_material(shown);
    }
    let count = case.case.materials.len();
    if (in_picture || !moves_list) && picture::update::intent(&mut model.picture, intent, count) {
        if matches!(intent, Intent::NextMaterial | Intent::PreviousMaterial) {
            return super::in_case::held(model);
        }
        // The list stays where it is: the fields beside the picture are what it is compared with.
        return Vec::new();
    }
    let height = usize::from(layout::case(model.size.0, model.size.1, false).list.map_or(0, |list| list.height));
    case::update::intent(case, intent, &actor, model.lang, height)
}

/// Stops what is under way for the picture; its replies are stale from now on.
fn stop_picture(model: &mut Model) -> Vec<Effect> {
    for slot in [Slot::Picture, Slot::Beside] {
        model.issue(slot);
    }
    picture::update::stop(&mut model.picture)
}

/// Takes my last decision back, at once: it was mine, and it changed nothing yet.
fn undo(model: &mut Model) -> Vec<Effect> {
    match &model.held {
        Some(held) => vec![Effect::Call(Slot::Undo, Call::Undo(held.id.clone()))],
        None => verdict::take_out(model)
            .unwrap_or_else(|| vec![Effect::Go(Go::Warn(Word::NothingToUndo.text(model.lang).to_owned()))]),
    }
}

/// Leaves at once, unless something is flagged and not sent.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    let asked = matches!(&model.sheet, Some(decide::Model::Confirm(question)) if question.what == Confirm::Quit);
    if model.unsent() == 0 || asked {
        return vec![Effect::Quit];
    }
    (model.help, model.palette, model.log.open) = (None, None, false);
    // What is written there is in the draft.
    model.over.clear();
    vec![Effect::Go(Go::Confirm(Confirm::Quit))]
}
