//! What keys do to the help.

use super::model::Model;
use crate::desk::effect::{Effect, Go};
use crate::keys::{BINDINGS, Intent, Scope};

/// A key of the help.
pub fn intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let most = BINDINGS.len() + Scope::ALL.len() * 2;
    match intent {
        Intent::Down => model.top = (model.top + 1).min(most),
        Intent::Up => model.top = model.top.saturating_sub(1),
        Intent::HalfDown => model.top = (model.top + 10).min(most),
        Intent::HalfUp => model.top = model.top.saturating_sub(10),
        Intent::Top => model.top = 0,
        Intent::Help | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}
