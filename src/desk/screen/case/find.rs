//! Finding one's way in a case: from finding to finding, from match to match, and the labels to jump by.

use super::model::{Entry, Jump, Model, material_name};
use super::secret;
use crate::domain::catalogue::target_name;
use crate::domain::lang::Lang;
use crate::domain::search::{Finder, Way, Word, folded};

/// The letters of labels: those under the fingers.
const LETTERS: [char; 9] = ['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l'];

/// Of a longer text only so many characters are searched.
const LONGEST: usize = 4000;

/// The entries in which the machine found something, from the top.
pub fn found(model: &Model) -> Vec<usize> {
    at(model, |entry| !model.found_at(entry).is_empty())
}

/// The entries that have what is looked for, from the top; by pinyin too.
pub fn matches(model: &Model, lang: Lang) -> Vec<usize> {
    let Some(wanted) = wanted(model) else { return Vec::new() };
    let mut finder = Finder::new(Word::new(&wanted));
    let literal = folded(&wanted);
    at(model, |entry| {
        texts(model, entry, lang).into_iter().any(|text| {
            let text: String = text.chars().take(LONGEST).collect();
            folded(&text).contains(&literal) || finder.score(&text).is_some_and(|score| score.way >= Way::Pinyin)
        })
    })
}

/// What is looked for; none where nothing is, or only blanks.
pub fn wanted(model: &Model) -> Option<String> {
    let text = model.search.as_ref()?.input.value().trim().to_owned();
    (!folded(&text).is_empty()).then_some(text)
}

fn at(model: &Model, mut has: impl FnMut(&Entry) -> bool) -> Vec<usize> {
    model.lines.iter().enumerate().filter(|(_, entry)| has(entry)).map(|(index, _)| index).collect()
}

/// The one after (or before) the cursor, going round at the end; with its place among them, counted from 1.
pub fn next(places: &[usize], cursor: usize, back: bool) -> Option<(usize, usize)> {
    let index = match back {
        false => places.iter().position(|at| *at > cursor).unwrap_or(0),
        true => places.iter().rposition(|at| *at < cursor).unwrap_or(places.len().saturating_sub(1)),
    };
    places.get(index).map(|at| (*at, index + 1))
}

/// Everything that a line says, as it is shown.
fn texts(model: &Model, entry: &Entry, lang: Lang) -> Vec<String> {
    let mut out = match entry {
        Entry::Group(group) => vec![group.word(lang).to_owned()],
        Entry::Field { path, label, values } => {
            let mut out = vec![label.clone()];
            out.extend(secret::shown(model, path, values));
            out
        }
        Entry::Material(index) => {
            model.case.materials.get(*index).map(|found| material_name(found, lang)).into_iter().collect()
        }
        Entry::Event(index) => match model.history.as_deref().and_then(|events| events.get(*index)) {
            Some(event) => {
                let mut out = vec![event.actor.id.clone(), crate::text::said(&event.verb, lang), event.note.clone()];
                out.extend(event.reasons.iter().flat_map(|reason| {
                    [reason.text.clone(), reason.suggestion.clone(), target_name(&reason.target, lang)]
                }));
                out
            }
            None => Vec::new(),
        },
        Entry::Note(index) => match model.notes.as_deref().and_then(|notes| notes.get(*index)) {
            Some(note) => vec![note.author.clone(), note.text.clone()],
            None => Vec::new(),
        },
        Entry::SeenTo(index) => match model.round.as_ref().and_then(|round| round.reasons.get(*index)) {
            Some(seen) => vec![seen.reason.text.clone(), target_name(&seen.reason.target, lang)],
            None => Vec::new(),
        },
        Entry::Change(index) => match model.round.as_ref().and_then(|round| round.changes.get(*index)) {
            Some(change) => {
                let values = [change.before.clone(), change.after.clone()];
                let mut out = vec![target_name(&change.path, lang)];
                out.extend(secret::shown(model, &change.path, &values));
                out
            }
            None => Vec::new(),
        },
        _ => Vec::new(),
    };
    out.extend(model.found_at(entry).into_iter().map(|finding| secret::finding(model, finding, lang)));
    out
}

/// Labels for these entries: one letter for those next to the cursor, two where there are more than letters. None begins
/// with another.
pub fn labels(visible: &[usize], cursor: usize) -> Jump {
    let mut near: Vec<usize> = visible.to_vec();
    near.sort_by_key(|at| at.abs_diff(cursor));
    let letters = LETTERS.len();
    // With `heads` letters given up as first of two, the others stand alone.
    let heads = (0..=letters).find(|heads| letters - heads + heads * letters >= near.len()).unwrap_or(letters);
    let (alone, first) = LETTERS.split_at(letters - heads);
    let one = alone.iter().map(char::to_string);
    let two = first.iter().flat_map(|a| LETTERS.iter().map(move |b| format!("{a}{b}")));
    Jump { labels: one.chain(two).zip(near).collect(), typed: String::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn few_lines_have_one_letter_and_the_nearest_comes_first() {
        let jump = labels(&[3, 4, 5], 4);
        assert_eq!(jump.labels[0], ("a".to_owned(), 4));
        assert!(jump.labels.iter().all(|(label, _)| label.len() == 1));
    }

    #[test]
    fn n_goes_round_in_both_directions() {
        assert_eq!(next(&[2, 5, 9], 5, false), Some((9, 3)));
        assert_eq!(next(&[2, 5, 9], 9, false), Some((2, 1)));
        assert_eq!(next(&[2, 5, 9], 2, true), Some((9, 3)));
        assert_eq!(next(&[2, 5, 9], 6, true), Some((5, 2)));
        assert_eq!(next(&[], 6, true), None);
    }

    proptest! {
        #[test]
        fn no_label_begins_with_another(count in 0usize..81, cursor in 0usize..90) {
            let visible: Vec<usize> = (0..count).collect();
            let jump = labels(&visible, cursor);
            prop_assert_eq!(jump.labels.len(), count);
            for (a, (one, _)) in jump.labels.iter().enumerate() {
                for (b, (other, _)) in jump.labels.iter().enumerate() {
                    prop_assert!(a == b || !other.starts_with(one.as_str()));
                }
            }
        }
    }
}
