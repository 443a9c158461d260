//! What is copied, and what is not: a value that is masked would be of no use, and revealing it leaves a trace.

use crate::desk::effect::{Effect, Go};
use crate::desk::model::{Model, Place};
use crate::desk::screen::case::model::Entry;
use crate::desk::screen::case::secret;
use crate::desk::screen::queue;
use crate::keys::Intent;
use crate::text::{Word, fill, fit, safe};

/// No longer text is copied, in characters: terminals drop longer ones without a word.
const LONGEST: usize = 20_000;

/// Copies what the intent names.
pub(super) fn copy(model: &Model, intent: Intent) -> Vec<Effect> {
    let say = |word: Word, arguments: &[&str]| fill(word, model.lang, arguments);
    let marked = if model.place == Place::Queue { model.queue.marks.len() } else { 0 };
    if marked > 0 && intent == Intent::CopyNumber {
        let numbers: Vec<_> = queue::update::chosen(&model.queue).into_iter().map(|(_, number)| number).collect();
        let told = say(Word::CopiedMarked, &[&marked.to_string()]);
        return vec![Effect::Copy(numbers.join("\n")), Effect::Go(Go::Notice(told))];
    }
    let Some(text) = value(model, intent).filter(|text| !text.trim().is_empty()) else {
        return vec![Effect::Go(Go::Warn(say(Word::CopyNothing, &[])))];
    };
    if is_masked(&text) || (intent == Intent::CopyValue && is_secret(model)) {
        let key = model.face.keymap.key_of(model.focus(), Intent::Reveal).unwrap_or_default();
        return vec![Effect::Go(Go::Warn(say(Word::CopyMasked, &[&safe(&fit(&text, 30)), &key])))];
    }
    let text: String = text.chars().take(LONGEST).collect();
    let mut told = say(Word::Copied, &[&safe(&fit(&text, 40))]);
    if marked > 0 {
        told = format!("{told} {}", say(Word::CopyMarked, &[]));
    }
    vec![Effect::Copy(text), Effect::Go(Go::Notice(told))]
}

fn value(model: &Model, intent: Intent) -> Option<String> {
    let row = match model.place {
        Place::Case => model.case.as_ref().map(|open| &open.case.row),
        _ => model.queue.selected(),
    }?;
    match intent {
        Intent::CopyNumber => Some(row.number.clone()),
        Intent::CopyDomain => Some(row.domain.clone()),
        _ => match (model.place, &model.case) {
            (Place::Case, Some(open)) => match open.lines.get(open.cursor)? {
                // As it stands on the screen: masked where it is masked there.
                Entry::Field { path, values, .. } => Some(secret::shown(open, path, values).join("\n")),
                Entry::Material(index) => open.case.materials.get(*index).map(|material| material.sha256.clone()),
                _ => None,
            },
            _ => Some(row.organizer.clone()),
        },
    }
}

/// Whether the cursor is on a person's value that nobody revealed.
fn is_secret(model: &Model) -> bool {
    let Some(open) = model.case.as_ref().filter(|_| model.place == Place::Case) else { return false };
    match open.lines.get(open.cursor) {
        Some(Entry::Field { path, .. }) => secret::is_secret(open, path) && !secret::is_revealed(open, path),
        _ => false,
    }
}

/// Whether a value is shown masked: what is hidden of it stands as asterisks in a row.
fn is_masked(text: &str) -> bool {
    text.contains("***") || text.contains("＊＊") || text.contains("•••")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_value_is_known_by_its_asterisks() {
        for (text, masked) in [("138****0000", true), ("张**", false), ("99PP01********001X", true), ("a*b", false)] {
            assert_eq!(is_masked(text), masked, "{text}");
        }
    }
}
