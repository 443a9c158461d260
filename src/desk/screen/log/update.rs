//! What keys do to the log.

use super::model::Model;
use crate::desk::effect::{Effect, Go};
use crate::keys::Intent;

/// A key of the log.
pub fn intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let last = model.calls.len().saturating_sub(1);
    match intent {
        Intent::Down => model.cursor = (model.cursor + 1).min(last),
        Intent::Up => model.cursor = model.cursor.saturating_sub(1),
        Intent::HalfDown => model.cursor = (model.cursor + 10).min(last),
        Intent::HalfUp => model.cursor = model.cursor.saturating_sub(10),
        Intent::Top => model.cursor = 0,
        Intent::Bottom => model.cursor = last,
        Intent::Log | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}
