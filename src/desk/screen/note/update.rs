//! What keys do to the sheet of notes.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::model::Model;
use crate::desk::effect::{Call, Effect, Go, Slot};
use crate::desk::widget::{write_key, write_pasted, writing, written};
use crate::domain::draft::Draft;
use crate::domain::lang::Lang;
use crate::keys::Intent;
use crate::text::{Word, fill};

/// The longest note, in characters (contract: 1 to 2,000).
const LONGEST: usize = 2000;

/// Opens the sheet on what was written so far, ready to write on.
pub fn open(id: &str, number: &str, draft: &Draft) -> Model {
    let (id, number) = (id.to_owned(), number.to_owned());
    Model { id, number, text: writing(&draft.note), typing: true, back: 0, sending: false, trouble: None }
}

/// A key while text is written. Ctrl-s and Ctrl-Enter keep the note at once; Esc stops writing, or closes the sheet where
/// nothing is written.
pub fn typed(model: &mut Model, draft: &mut Draft, key: &KeyEvent, lang: Lang) -> Vec<Effect> {
    if model.sending {
        return Vec::new();
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc if written(&model.text).trim().is_empty() => {
            draft.note.clear();
            return vec![Effect::Go(Go::CloseSheet)];
        }
        KeyCode::Esc => model.typing = false,
        KeyCode::Char('s') | KeyCode::Enter if control => return send(model, lang),
        _ => write_key(&mut model.text, key),
    }
    keep(model, draft);
    Vec::new()
}

/// Text pasted into the note.
pub fn pasted(model: &mut Model, draft: &mut Draft, text: &str) {
    if model.typing && !model.sending {
        write_pasted(&mut model.text, text);
        keep(model, draft);
    }
}

/// An intent while nothing is written.
pub fn intent(model: &mut Model, intent: Intent, lang: Lang) -> Vec<Effect> {
    match intent {
        _ if model.sending => {}
        Intent::Yes => return send(model, lang),
        Intent::EditReason | Intent::Note => model.typing = true,
        Intent::Down => model.back = model.back.saturating_sub(1),
        Intent::Up => model.back += 1,
        Intent::No | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}

/// It could not be kept: it is still here.
pub fn failed(model: &mut Model, why: String) {
    model.sending = false;
    model.typing = false;
    model.trouble = Some(why);
}

fn keep(model: &mut Model, draft: &mut Draft) {
    draft.note = written(&model.text);
    model.trouble = None;
}

fn send(model: &mut Model, lang: Lang) -> Vec<Effect> {
    let text = written(&model.text);
    let count = text.trim().chars().count();
    let trouble = match count {
        0 => Some(Word::NoteEmpty.text(lang).to_owned()),
        1..=LONGEST => None,
        _ => Some(fill(Word::NoteTooLong, lang, &[&LONGEST.to_string(), &count.to_string()])),
    };
    model.trouble = trouble;
    if model.trouble.is_some() {
        return Vec::new();
    }
    model.sending = true;
    vec![Effect::Call(Slot::Note, Call::Note { id: model.id.clone(), text })]
}
