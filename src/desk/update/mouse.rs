//! The mouse: its wheel scrolls and a click selects. Nothing else; above all, nothing changes a case by mouse.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::desk::effect::Effect;
use crate::desk::layout;
use crate::desk::model::{Model, Place};
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
    // A sheet asks for a key.
    if model.sheet.is_some() && !model.is_covered() {
        return Vec::new();
    }
    (0..NOTCH).flat_map(|_| super::press::act(model, intent)).collect()
}

fn clicked(model: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    if model.sheet.is_some() || model.is_covered() {
        return Vec::new();
    }
    match model.place {
        Place::Queue if model.queue.field.is_none() && model.queue.ordering.is_none() => {
            let (width, height) = model.size;
            match queue::view::row_at(&model.queue, &layout::queue(width, height), (x, y)) {
                Some(row) => {
                    let cursor = model.queue.list().cursor;
                    let (intent, steps) =
                        if row >= cursor { (Intent::Down, row - cursor) } else { (Intent::Up, cursor - row) };
                    (0..steps).flat_map(|_| super::press::act(model, intent)).collect()
                }
                None => Vec::new(),
            }
        }
        Place::Case => {
            let parts = layout::case(model.size.0, model.size.1, model.picture.whole);
            let inside = |area: Option<ratatui::layout::Rect>| {
                area.is_some_and(|area| area.contains(ratatui::layout::Position::new(x, y)))
            };
            let (picture, list) = (inside(parts.picture), inside(parts.list));
            if let Some(open) = &mut model.case
                && (picture || list)
            {
                open.in_picture = picture;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}
