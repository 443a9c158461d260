//! The mouse: its wheel scrolls, a click selects, and a second one on a row of the queue opens it. Nothing else; above all,
//! nothing changes a case by mouse, and what lies over a screen swallows clicks.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::desk::effect::Effect;
use crate::desk::layout;
use crate::desk::model::{Model, Over, Place};
use crate::desk::screen::queue;
use crate::keys::Intent;

/// One notch of the wheel moves so many rows.
const NOTCH: usize = 3;

/// An event of the mouse.
pub(super) fn moused(model: &mut Model, mouse: MouseEvent) -> Vec<Effect> {
    if !model.face.mouse || layout::is_too_small(model.size) {
        return Vec::new();
    }
    match mouse.kind {
        MouseEventKind::ScrollDown => scrolled(model, Intent::Down),
        MouseEventKind::ScrollUp => scrolled(model, Intent::Up),
        MouseEventKind::Down(MouseButton::Left) => clicked(model, mouse.column, mouse.row),
        _ => Vec::new(),
    }
}

fn scrolled(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if let Some(palette) = &mut model.palette {
        let last = palette.hits.len().saturating_sub(1);
        palette.cursor = match intent {
            Intent::Down => (palette.cursor + NOTCH).min(last),
            _ => palette.cursor.saturating_sub(NOTCH),
        };
        return Vec::new();
    }
    // A sheet asks for a key; what is only read scrolls.
    let asks = model.over.last().map_or(model.sheet.is_some(), |over| matches!(over, Over::Aside(_)));
    if asks && !model.is_covered() {
        return Vec::new();
    }
    (0..NOTCH).flat_map(|_| super::press::act(model, intent)).collect()
}

fn clicked(model: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    let before = model.face.clicked.take();
    if model.sheet.is_some() || !model.over.is_empty() || model.is_covered() || model.takes_text() {
        return Vec::new();
    }
    match model.place {
        Place::Queue if model.queue.ordering.is_none() => in_queue(model, before, (x, y)),
        Place::Case => {
            in_case(model, Position::new(x, y));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A click selects a row; the next one on the same row opens it.
fn in_queue(model: &mut Model, before: Option<String>, at: (u16, u16)) -> Vec<Effect> {
    let (width, height) = model.size;
    let Some(row) = queue::view::row_at(&model.queue, &layout::queue(width, height), at) else { return Vec::new() };
    let cursor = model.queue.list().cursor;
    let (intent, steps) = if row >= cursor { (Intent::Down, row - cursor) } else { (Intent::Up, cursor - row) };
    let mut effects: Vec<_> = (0..steps).flat_map(|_| super::press::act(model, intent)).collect();
    let id = model.queue.selected().map(|row| row.id.clone());
    if id.is_some() && id == before {
        effects.extend(super::press::act(model, Intent::Open));
    } else {
        model.face.clicked = id;
    }
    effects
}

/// A click on a line puts the cursor there, so that a material's shows its picture; one on the picture goes into it.
fn in_case(model: &mut Model, at: Position) {
    let picture = layout::case(model.size.0, model.size.1, model.picture.whole).picture;
    let line = super::in_case::line_at(model, at);
    let Some(open) = &mut model.case else { return };
    open.jump = None;
    if let Some(line) = line {
        (open.cursor, open.has_moved, open.in_picture) = (line, true, false);
    } else if picture.is_some_and(|area| area.contains(at)) {
        open.in_picture = true;
    }
}
