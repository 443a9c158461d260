//! What keys do to the picture.

use super::model::{Beside, Model, State};
use crate::desk::effect::Effect;
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
        Intent::NextMaterial => turn_over(model, 1, count),
        Intent::PreviousMaterial => turn_over(model, -1, count),
        Intent::Contrast => model.tone = model.tone.next(),
        Intent::Beside => {
            model.beside = match model.beside {
                Some(_) => None,
                None if count < 2 => return true,
                None => {
                    let index = if model.index + 1 < count { model.index + 1 } else { model.index - 1 };
                    Some(Beside { index, ..Beside::default() })
                }
            }
        }
        Intent::WholeScreen => model.whole = !model.whole,
        Intent::Version => model.small = !model.small,
        _ => return false,
    }
    true
}

/// The next or previous material: beside another picture it is the second that changes, so that one can be held against all
/// others.
fn turn_over(model: &mut Model, by: isize, count: usize) {
    let last = count.saturating_sub(1);
    match &mut model.beside {
        Some(beside) => beside.index = beside.index.saturating_add_signed(by).min(last),
        None => model.look_at(model.index.saturating_add_signed(by).min(last)),
    }
}

/// Notes what is wanted now; returns whether it is something new, to be fetched.
pub fn want(model: &mut Model, order: Option<Order>) -> bool {
    // What was made ready for another picture's pane may not fit this one's.
    let is_new = model.wanted != order;
    if is_new {
        model.ahead = None;
    }
    step(&mut model.wanted, &mut model.state, order)
}

/// As [`want`], for the second picture.
pub fn want_beside(model: &mut Model, order: Option<Order>) -> bool {
    model.beside.as_mut().is_some_and(|beside| step(&mut beside.wanted, &mut beside.state, order))
}

fn step(wanted: &mut Option<Order>, state: &mut State, order: Option<Order>) -> bool {
    if *wanted == order {
        return false;
    }
    // Of another material nothing may stand under the new one's name.
    let same = |before: &Order, now: &Order| before.material == now.material && before.small == now.small;
    let keeps = wanted.as_ref().zip(order.as_ref()).is_some_and(|(before, now)| same(before, now));
    let before = std::mem::take(state);
    *wanted = order;
    *state = match (&wanted, before) {
        (None, _) => State::Empty,
        (Some(_), State::Ready(shown) | State::Loading(Some(shown))) if keeps => State::Loading(Some(shown)),
        (Some(_), _) => State::Loading(None),
    };
    wanted.is_some()
}

/// The picture came, or cannot be shown.
pub fn came(model: &mut Model, result: Result<Shown, Trouble>) {
    // What is painted over the cells is sent only now.
    if let Ok(shown) = &result
        && shown.is_over_cells()
    {
        model.meter.total = model.meter.total.max(model.meter.sent + 1);
    }
    model.state = arrived(result);
}

/// The second picture came, or cannot be shown.
pub fn came_beside(model: &mut Model, result: Result<Shown, Trouble>) {
    if let Some(beside) = &mut model.beside {
        beside.state = arrived(result);
    }
}

fn arrived(result: Result<Shown, Trouble>) -> State {
    match result {
        Ok(shown) => State::Ready(shown),
        Err(why) => State::Failed(why),
    }
}

/// Stops what is under way: what is there of it stays.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    let stopped = |state: &mut State| {
        *state = match std::mem::take(state) {
            State::Loading(Some(shown)) => State::Ready(shown),
            State::Loading(None) => State::Failed(Trouble::Stopped),
            other => other,
        }
    };
    stopped(&mut model.state);
    if let Some(beside) = &mut model.beside {
        stopped(&mut beside.state);
    }
    model.meter.total = model.meter.sent;
    vec![Effect::StopPicture]
}

/// Asks again for what is not there, because it failed, was stopped or is a mere glimpse.
pub fn ask_again(model: &mut Model) {
    let missing = |state: &State| match state {
        State::Failed(_) => true,
        State::Ready(shown) => shown.draft,
        _ => false,
    };
    if missing(&model.state) {
        model.wanted = None;
    }
    if let Some(beside) = model.beside.as_mut().filter(|beside| missing(&beside.state)) {
        beside.wanted = None;
    }
}

/// A first glimpse came; what it is a glimpse of follows.
pub fn glimpsed(model: &mut Model, shown: Shown) {
    if matches!(model.state, State::Loading(_)) {
        model.state = State::Loading(Some(shown));
    }
}
