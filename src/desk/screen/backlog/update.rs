//! What keys and replies do to the figures.

use super::model::Model;
use crate::api::Backlog;
use crate::desk::effect::{Call, Effect, Go, Slot};
use crate::keys::Intent;

/// A key of the figures.
pub fn intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let most = model.backlog.as_ref().map_or(0, |backlog| backlog.provinces.len().saturating_sub(1));
    match intent {
        Intent::Down => model.top = (model.top + 1).min(most),
        Intent::Up => model.top = model.top.saturating_sub(1),
        Intent::HalfDown => model.top = (model.top + 10).min(most),
        Intent::HalfUp => model.top = model.top.saturating_sub(10),
        Intent::Top => model.top = 0,
        Intent::Bottom => model.top = most,
        Intent::Refresh => return read(),
        Intent::Backlog | Intent::Close | Intent::Back => return vec![Effect::Go(Go::Queue)],
        _ => {}
    }
    Vec::new()
}

/// Reads the figures.
pub fn read() -> Vec<Effect> {
    vec![Effect::Call(Slot::Backlog, Call::Backlog)]
}

/// The figures came, or not.
pub fn came(model: &mut Model, result: Result<Backlog, String>) {
    match result {
        Ok(backlog) => {
            model.backlog = Some(backlog);
            model.trouble = None;
        }
        Err(why) => model.trouble = Some(why),
    }
}
