//! What keys do to the help.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::backend::crossterm::EventHandler;

use super::model::Model;
use crate::desk::effect::{Effect, Go};
use crate::desk::widget::paste_line;
use crate::keys::{Intent, Keymap};

/// A key of the help, of which so many of so many rows are seen.
pub fn intent(model: &mut Model, intent: Intent, rows: usize, height: usize) -> Vec<Effect> {
    let most = rows.saturating_sub(height);
    let half = (height / 2).max(1);
    match intent {
        Intent::Down => model.top = (model.top + 1).min(most),
        Intent::Up => model.top = model.top.saturating_sub(1),
        Intent::HalfDown => model.top = (model.top + half).min(most),
        Intent::HalfUp => model.top = model.top.saturating_sub(half),
        Intent::Top => model.top = 0,
        Intent::Bottom => model.top = most,
        Intent::Filter => {
            model.find.get_or_insert_default();
            model.typing = true;
            model.top = 0;
        }
        Intent::Back if model.find.is_some() => {
            (model.find, model.found) = (None, None);
            model.top = 0;
        }
        Intent::Help | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}

/// A key into what is looked for.
pub fn typed(model: &mut Model, key: &KeyEvent, keymap: &Keymap) {
    match key.code {
        KeyCode::Esc => {
            model.find = None;
            model.typing = false;
        }
        KeyCode::Enter => {
            model.typing = false;
            model.find = model.find.take().filter(|input| !input.value().trim().is_empty());
        }
        _ => {
            model.find.get_or_insert_default().handle_event(&Event::Key(*key));
        }
    }
    model.top = 0;
    model.look(keymap);
}

/// Text pasted into what is looked for, on one line.
pub fn pasted(model: &mut Model, text: &str, keymap: &Keymap) {
    paste_line(model.find.get_or_insert_default(), text, usize::MAX);
    model.top = 0;
    model.look(keymap);
}
