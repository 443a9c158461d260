//! What keys do to the picture.

use super::model::{Model, State};
use crate::desk::image::{Order, Shown, Trouble};
use crate::keys::Intent;

/// How much one key zooms, and what part of the visible picture one key pans.
const ZOOM: f64 = 1.5;
const PAN: f64 = 0.25;

/// A key of the picture; `count` is the number of materials. Returns whether the key was one.
pub fn intent(model: &mut Model, intent: Intent, count: usize) -> bool {
    match intent {
        Intent::ZoomIn => model.view.zoom_by(ZOOM),
        Intent::ZoomOut => model.view.zoom_by(1.0 / ZOOM),
        Intent::ZoomFit => model.view.reset_zoom(),
        Intent::PanLeft => model.view.pan_by(-PAN, 0.0),
        Intent::PanRight => model.view.pan_by(PAN, 0.0),
        Intent::PanUp => model.view.pan_by(0.0, -PAN),
        Intent::PanDown => model.view.pan_by(0.0, PAN),
        Intent::TurnLeft => model.view.turn_by(-1),
        Intent::TurnRight => model.view.turn_by(1),
        Intent::NextMaterial => model.look_at((model.index + 1).min(count.saturating_sub(1))),
        Intent::PreviousMaterial => model.look_at(model.index.saturating_sub(1)),
        Intent::WholeScreen => model.whole = !model.whole,
        Intent::Version => model.small = !model.small,
        _ => return false,
    }
    true
}

/// Notes what is wanted now; returns whether it is something new, to be fetched.
pub fn want(model: &mut Model, order: Option<Order>) -> bool {
    if model.wanted == order {
        return false;
    }
    let before = std::mem::take(&mut model.state);
    model.wanted = order;
    model.state = match (&model.wanted, before) {
        (None, _) => State::Empty,
        (Some(_), State::Ready(shown) | State::Loading(Some(shown))) => State::Loading(Some(shown)),
        (Some(_), _) => State::Loading(None),
    };
    model.wanted.is_some()
}

/// The picture came, or cannot be shown.
pub fn came(model: &mut Model, result: Result<Shown, Trouble>) {
    model.state = match result {
        Ok(shown) => State::Ready(shown),
        Err(why) => State::Failed(why),
    };
}

/// A first glimpse came; what it is a glimpse of follows.
pub fn glimpsed(model: &mut Model, shown: Shown) {
    if matches!(model.state, State::Loading(_)) {
        model.state = State::Loading(Some(shown));
    }
}
