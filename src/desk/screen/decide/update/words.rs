//! A reason's words: filling in its slots, changing its text, and leading to what is missing. The draft follows every
//! keystroke, so that nothing typed depends on how a form is left.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::super::model::{Edit, Mode, Model, Return, Slots};
use super::{Around, done, open_words};
use crate::desk::effect::{Effect, Go};
use crate::desk::widget::paste_line;
use crate::domain::catalogue::{self, empty_slots, slot_values, slots_of, with_slots};
use crate::domain::draft::{Draft, FaultKind, prefilled};
use crate::domain::lang::Lang;
use crate::domain::reason::ReasonGiven;

/// A reason as it comes from the catalogue: the applicant reads Chinese, whatever the language of the reviewer's screen.
pub fn fresh(code: &str, target: String, around: &Around<'_>) -> ReasonGiven {
    let known = catalogue::reason(code).filter(|_| code != "OTHER");
    let filled: Vec<String> = match around.filing {
        Some(filing) => slots_of(code).iter().map(|slot| prefilled(slot, &target, filing)).collect(),
        None => Vec::new(),
    };
    ReasonGiven {
        target,
        code: code.to_owned(),
        text: known.map(|known| with_slots(known, &filled, Lang::Zh)).unwrap_or_default(),
        suggestion: known.map(|known| known.fix(Lang::Zh).to_owned()).unwrap_or_default(),
        ..ReasonGiven::default()
    }
}

/// Whether the reason at this place cannot be sent before something is typed.
pub fn asks(draft: &Draft, index: usize) -> bool {
    let Some(reason) = draft.reasons.get(index) else { return false };
    let own_words = reason.code == "OTHER" && reason.text.trim().is_empty();
    own_words || !empty_slots(&reason.code, &reason.text).is_empty()
}

/// Opens what there is to change of the reason under the cursor: its slots where its text is that of the form, else its
/// text.
pub fn open(sheet: &mut Return, draft: &Draft) {
    let Some(reason) = draft.reasons.get(sheet.cursor) else { return };
    match slot_values(&reason.code, &reason.text).filter(|values| !values.is_empty()) {
        Some(values) => {
            let focus = empty_slots(&reason.code, &reason.text).first().copied().unwrap_or(0);
            let fields = values.into_iter().map(Input::new).collect();
            sheet.mode = Mode::Slots(Box::new(Slots { index: sheet.cursor, fields, focus }));
        }
        None => open_text(sheet, reason, false),
    }
}

fn open_text(sheet: &mut Return, reason: &ReasonGiven, on_suggestion: bool) {
    let (text, suggestion) = (area(&reason.text), area(&reason.suggestion));
    sheet.mode = Mode::Edit(Box::new(Edit { index: sheet.cursor, text, suggestion, on_suggestion }));
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::from(text.split('\n'));
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Leads to what a fault misses.
pub fn mend(sheet: &mut Return, draft: &Draft, kind: &FaultKind, around: &Around<'_>) {
    match kind {
        FaultKind::NoReason => open_words(sheet, draft, around),
        FaultKind::SlotEmpty(at, _) => {
            open_words(sheet, draft, around);
            if let Mode::Slots(form) = &mut sheet.mode {
                form.focus = *at;
            }
        }
        FaultKind::Refused(_) if asks(draft, sheet.cursor) => open_words(sheet, draft, around),
        _ => {}
    }
}

/// A key of the form of slots.
pub fn slot_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent, around: &Around<'_>) -> Vec<Effect> {
    let Mode::Slots(form) = &mut sheet.mode else { return Vec::new() };
    let count = form.fields.len().max(1);
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Tab | KeyCode::Down => form.focus = (form.focus + 1) % count,
        KeyCode::BackTab | KeyCode::Up => form.focus = (form.focus + count - 1) % count,
        KeyCode::Enter if form.focus + 1 < count && !key.modifiers.contains(KeyModifiers::CONTROL) => form.focus += 1,
        KeyCode::Enter | KeyCode::Esc => return done(sheet, draft, around),
        KeyCode::Char('s') if control => return done(sheet, draft, around),
        KeyCode::Char('t') if control => {
            sheet.cursor = form.index;
            if let Some(reason) = draft.reasons.get(sheet.cursor) {
                open_text(sheet, reason, false);
            }
        }
        _ => {
            let focus = form.focus;
            if let Some(field) = form.fields.get_mut(focus) {
                field.handle_event(&Event::Key(*key));
            }
            keep_slots(form, draft);
        }
    }
    Vec::new()
}

/// Pasted into a slot.
pub fn paste_slot(form: &mut Slots, draft: &mut Draft, text: &str) {
    let focus = form.focus;
    if let Some(field) = form.fields.get_mut(focus) {
        paste_line(field, text, usize::MAX);
    }
    keep_slots(form, draft);
}

fn keep_slots(form: &Slots, draft: &mut Draft) {
    let values: Vec<String> = form.fields.iter().map(|field| field.value().to_owned()).collect();
    if let Some(reason) = draft.reasons.get_mut(form.index)
        && let Some(known) = catalogue::reason(&reason.code)
    {
        reason.text = with_slots(known, &values, Lang::Zh);
    }
}

/// A key of the editor.
pub fn edit_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent) -> Vec<Effect> {
    let Mode::Edit(edit) = &mut sheet.mode else { return Vec::new() };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let done = match key.code {
        KeyCode::Esc => true,
        KeyCode::Char('s') if control => true,
        KeyCode::Char('o') if control => {
            let area = if edit.on_suggestion { &edit.suggestion } else { &edit.text };
            return vec![Effect::Editor(area.lines().join("\n"))];
        }
        KeyCode::Tab | KeyCode::BackTab => {
            edit.on_suggestion = !edit.on_suggestion;
            false
        }
        _ => {
            let area = if edit.on_suggestion { &mut edit.suggestion } else { &mut edit.text };
            area.input(*key);
            false
        }
    };
    copy(edit, draft);
    if done {
        sheet.mode = Mode::List;
        if sheet.flagging {
            return vec![Effect::Go(Go::CloseSheet)];
        }
    }
    Vec::new()
}

/// Pasted into the editor.
pub fn paste(edit: &mut Edit, draft: &mut Draft, text: &str) {
    let area = if edit.on_suggestion { &mut edit.suggestion } else { &mut edit.text };
    area.insert_str(plain(text));
    copy(edit, draft);
}

/// The text came back from the reviewer's own editor: into the field that it was taken from.
pub fn edited(model: &mut Model, draft: &mut Draft, text: &str) {
    let Model::Return(sheet) = model else { return };
    let Mode::Edit(edit) = &mut sheet.mode else { return };
    // Editors end the last line; nobody typed that.
    let text = plain(text);
    let fresh = area(text.trim_end_matches('\n'));
    if edit.on_suggestion {
        edit.suggestion = fresh;
    } else {
        edit.text = fresh;
    }
    copy(edit, draft);
}

fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn copy(edit: &Edit, draft: &mut Draft) {
    if let Some(reason) = draft.reasons.get_mut(edit.index) {
        reason.text = edit.text.lines().join("\n");
        reason.suggestion = edit.suggestion.lines().join("\n");
    }
}

/// Opens the editor of a reason again, on one of its two fields.
pub fn reopened(sheet: &mut Return, draft: &Draft, on_suggestion: bool) {
    if let Some(reason) = draft.reasons.get(sheet.cursor) {
        open_text(sheet, reason, on_suggestion);
    }
}
