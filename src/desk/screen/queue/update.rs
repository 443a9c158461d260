//! What keys and replies do to the queue.

use crossterm::event::{Event, KeyCode, KeyEvent};
use jiff::Timestamp;
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::model::{AHEAD, List, Model, PAGE};
use crate::api::{CaseRow, Page};
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::domain::filter;
use crate::domain::lang::Lang;
use crate::domain::status::Stage;
use crate::keys::Intent;

/// Reads a section anew, from the top.
pub fn refresh(model: &mut Model, stage: Stage) -> Vec<Effect> {
    let filter = model.filter.clone();
    let list = model.of_mut(stage);
    list.loading = true;
    list.fresh = true;
    vec![page(stage, filter, None)]
}

/// Reads both sections anew.
pub fn refresh_all(model: &mut Model) -> Vec<Effect> {
    Stage::ALL.iter().flat_map(|stage| refresh(model, *stage)).collect()
}

/// A page came.
pub fn took(model: &mut Model, stage: Stage, rows: Page<CaseRow>, now: Timestamp) -> Vec<Effect> {
    model.of_mut(stage).take(rows, now);
    ahead(model)
}

/// A page did not come. What was read before stays on the screen.
pub fn failed(model: &mut Model, stage: Stage, why: String) {
    let list = model.of_mut(stage);
    list.loading = false;
    list.trouble = Some(why);
}

/// A key outside the filter field; `height` is the number of rows on the screen.
pub fn intent(model: &mut Model, intent: Intent, height: usize) -> Vec<Effect> {
    let half = (height / 2).max(1);
    match intent {
        Intent::Down => step(model, 1),
        Intent::Up => step(model, -1),
        Intent::HalfDown => step(model, half as isize),
        Intent::HalfUp => step(model, -(half as isize)),
        Intent::Top => step(model, isize::MIN),
        Intent::Bottom => step(model, isize::MAX),
        Intent::Section(number) => section(model, usize::from(number).saturating_sub(1)),
        Intent::NextPane | Intent::PreviousPane => section(model, usize::from(model.stage() == Stage::First)),
        Intent::Open => match model.selected() {
            Some(row) => vec![Effect::Go(Go::Case(row.id.clone()))],
            None => Vec::new(),
        },
        Intent::Claim => vec![Effect::Go(Go::Confirm(Confirm::ClaimNext(model.stage())))],
        Intent::Filter => {
            model.input = Some(Input::new(model.filter.clone()));
            Vec::new()
        }
        Intent::Back if !model.filter.is_empty() => {
            model.filter.clear();
            refresh_all(model)
        }
        Intent::Backlog => vec![Effect::Go(Go::Backlog)],
        Intent::Refresh => refresh_all(model),
        _ => Vec::new(),
    }
}

/// A key in the filter field. A filter that cannot be read stays in the field, with the reason in the footer.
pub fn typed(model: &mut Model, key: &KeyEvent, lang: Lang) -> Vec<Effect> {
    let Some(input) = &mut model.input else { return Vec::new() };
    match key.code {
        KeyCode::Esc => {
            model.input = None;
            Vec::new()
        }
        KeyCode::Enter => {
            let text = input.value().trim().to_owned();
            if let Err(error) = filter::parse(&text) {
                return vec![Effect::Go(Go::Warn(error.message(lang)))];
            }
            model.input = None;
            model.filter = text;
            model.first = List::default();
            model.second = List::default();
            refresh_all(model)
        }
        _ => {
            input.handle_event(&Event::Key(*key));
            Vec::new()
        }
    }
}

/// Text pasted into the filter field; its line breaks become spaces.
pub fn pasted(model: &mut Model, text: &str) {
    if let Some(input) = &mut model.input {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        *input = Input::new(format!("{}{text}", input.value()));
    }
}

fn section(model: &mut Model, index: usize) -> Vec<Effect> {
    let Some(stage) = Stage::ALL.get(index) else { return Vec::new() };
    model.stage = Some(*stage);
    if model.of(*stage).read_at.is_none() && !model.of(*stage).loading { refresh(model, *stage) } else { Vec::new() }
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let stage = model.stage();
    let list = model.of_mut(stage);
    list.cursor = list.cursor.saturating_add_signed(by).min(list.rows.len().saturating_sub(1));
    ahead(model)
}

/// Asks for the next page before the cursor reaches the end of this one.
fn ahead(model: &mut Model) -> Vec<Effect> {
    let (stage, filter) = (model.stage(), model.filter.clone());
    let list = model.of_mut(stage);
    match &list.next {
        Some(next) if !list.loading && list.cursor + AHEAD >= list.rows.len() => {
            list.loading = true;
            vec![page(stage, filter, Some(next.clone()))]
        }
        _ => Vec::new(),
    }
}

fn page(stage: Stage, filter: String, cursor: Option<String>) -> Effect {
    Effect::Call(Slot::Queue(stage), Call::Queue { stage, filter, cursor, limit: PAGE })
}
