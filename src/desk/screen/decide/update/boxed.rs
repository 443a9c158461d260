//! The box on the picture, and which reason it belongs to.

use crossterm::event::{KeyCode, KeyEvent};

use super::super::evidence;
use super::super::model::{Mode, Return};
use super::{Around, pick};
use crate::desk::effect::{Effect, Go};
use crate::domain::catalogue;
use crate::domain::draft::Draft;
use crate::domain::reason::Evidence;
use crate::keys::{Intent, plain_char};
use crate::text::{Word, fill};

/// A key of the box.
pub fn intent(shape: &mut evidence::Model, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::PanLeft => shape.step(-1, 0),
        Intent::PanRight => shape.step(1, 0),
        Intent::PanUp => shape.step(0, -1),
        Intent::PanDown => shape.step(0, 1),
        Intent::ZoomIn => shape.grow(true),
        Intent::ZoomOut => shape.grow(false),
        Intent::NextPane => shape.corner = !shape.corner,
        Intent::Yes => return vec![Effect::Go(Go::Boxed(shape.target.clone(), shape.evidence()))],
        _ => {}
    }
    Vec::new()
}

/// Gives the box to a reason.
pub fn attach(draft: &mut Draft, index: usize, found: Evidence, around: &Around<'_>) -> Vec<Effect> {
    let Some(reason) = draft.reasons.get_mut(index) else { return Vec::new() };
    if !reason.evidence.contains(&found) {
        reason.evidence.push(found);
    }
    let name = catalogue::reason(&reason.code).map_or(reason.code.as_str(), |known| known.text(around.lang));
    vec![Effect::Go(Go::Notice(fill(Word::EvidenceKept, around.lang, &[name])))]
}

/// A key while it is asked which reason the box belongs to.
pub fn which_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent, around: &Around<'_>) -> Vec<Effect> {
    let Mode::Which(cursor) = &mut sheet.mode else { return Vec::new() };
    let last = draft.reasons.len();
    let chosen = match key.code {
        KeyCode::Esc => return vec![Effect::Go(Go::CloseSheet)],
        KeyCode::Down | KeyCode::Tab => return move_to(cursor, (*cursor + 1).min(last)),
        KeyCode::Up | KeyCode::BackTab => return move_to(cursor, cursor.saturating_sub(1)),
        KeyCode::Enter => *cursor,
        KeyCode::Char(c) => match plain_char(c) {
            'j' => return move_to(cursor, (*cursor + 1).min(last)),
            'k' => return move_to(cursor, cursor.saturating_sub(1)),
            'm' | 'a' => last,
            digit => match digit.to_digit(10) {
                Some(number @ 1..) if number as usize <= last => number as usize - 1,
                _ => return Vec::new(),
            },
        },
        _ => return Vec::new(),
    };
    let Some((target, found)) = sheet.evidence.clone() else { return Vec::new() };
    if chosen == last {
        // A new reason for this picture, with the box.
        sheet.mode = Mode::Pick(pick::open(Some(target), None, around));
        return Vec::new();
    }
    let mut effects = vec![Effect::Go(Go::CloseSheet)];
    effects.extend(attach(draft, chosen, found, around));
    effects
}

const fn move_to(cursor: &mut usize, to: usize) -> Vec<Effect> {
    *cursor = to;
    Vec::new()
}
