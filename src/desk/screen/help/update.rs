//! What keys do to the help.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::model::Model;
use crate::desk::effect::{Effect, Go};
use crate::keys::Intent;

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
            model.find = None;
            model.top = 0;
        }
        Intent::Help | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}

/// A key into what is looked for.
pub fn typed(model: &mut Model, key: &KeyEvent) {
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
}

/// Text pasted into what is looked for, on one line.
pub fn pasted(model: &mut Model, text: &str) {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let before = model.find.as_ref().map(|input| input.value().to_owned()).unwrap_or_default();
    model.find = Some(Input::new(before + &text));
    model.top = 0;
}
