//! What keys do to the view of a refusal.

use crate::desk::effect::{Confirm, Effect, Go};
use crate::keys::Intent;

/// A key. What only looks goes back to where the reviewer was; what was refused is never sent again from here, so that a
/// second `y` cannot decide on what nobody has looked at.
pub fn intent(intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::Open | Intent::Back => vec![Effect::Go(Go::CloseSheet)],
        Intent::Claim => vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Confirm(Confirm::Claim))],
        Intent::Close => vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::CloseSheet), Effect::Go(Go::Queue)],
        _ => Vec::new(),
    }
}
