//! What keys and answers do to the overlay of related filings.

use super::model::{Model, Peek};
use crate::api::{Case, Related};
use crate::desk::effect::{Call, Effect, Go, Slot};
use crate::keys::Intent;

/// Opens the overlay and asks what is related.
pub fn open(id: &str) -> (Model, Vec<Effect>) {
    (Model::default(), vec![Effect::Call(Slot::Related, Call::Related(id.to_owned()))])
}

/// What is related came, or why not.
pub fn came(model: &mut Model, result: Result<Vec<Related>, String>) {
    match result {
        Ok(items) => model.items = Some(items),
        Err(why) => model.trouble = Some(why),
    }
}

/// The filing to look at came, or why not.
pub fn peeked(model: &mut Model, result: Result<Box<Case>, String>) {
    if let Some(peek) = &mut model.peek {
        match result {
            Ok(case) => peek.case = Some(case),
            Err(why) => peek.trouble = Some(why),
        }
    }
}

/// A key; `height` is the number of lines on the screen, `lines` how many a look at a filing has.
pub fn intent(model: &mut Model, intent: Intent, height: usize, lines: usize) -> Vec<Effect> {
    let half = (height / 2).max(1);
    if let Some(peek) = &mut model.peek {
        let last = lines.saturating_sub(height);
        match intent {
            Intent::Down => peek.top = (peek.top + 1).min(last),
            Intent::Up => peek.top = peek.top.saturating_sub(1),
            Intent::HalfDown => peek.top = (peek.top + half).min(last),
            Intent::HalfUp => peek.top = peek.top.saturating_sub(half),
            Intent::Top => peek.top = 0,
            Intent::Bottom => peek.top = last,
            Intent::Close | Intent::Back | Intent::Open => model.peek = None,
            _ => {}
        }
        return Vec::new();
    }
    let last = model.items.as_ref().map_or(0, Vec::len).saturating_sub(1);
    match intent {
        Intent::Down => model.cursor = (model.cursor + 1).min(last),
        Intent::Up => model.cursor = model.cursor.saturating_sub(1),
        Intent::Top => model.cursor = 0,
        Intent::Bottom => model.cursor = last,
        Intent::HalfDown => model.cursor = (model.cursor + half / 3 + 1).min(last),
        Intent::HalfUp => model.cursor = model.cursor.saturating_sub(half / 3 + 1),
        Intent::Open => {
            let id = model.items.as_ref().and_then(|items| items.get(model.cursor)).map(|item| item.row.id.clone());
            if let Some(id) = id {
                model.peek = Some(Peek::default());
                return vec![Effect::Call(Slot::Peek, Call::Peek(id))];
            }
        }
        Intent::Close | Intent::Back | Intent::Related => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}
