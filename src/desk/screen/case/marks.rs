//! What was looked at and found right: which lines can be marked, how many are, and which comes next. The marks themselves
//! live in the case's draft.

use super::model::{Entry, Model, target_of};
use crate::domain::draft::Draft;

/// How far the reviewer is with a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Fields and materials that are verified or flagged: read, one way or the other.
    pub read: usize,
    /// Fields and materials that there are.
    pub lines: usize,
    /// Pictures that were shown in full.
    pub seen: usize,
    /// Pictures that there are.
    pub pictures: usize,
}

/// Counts what is read. What is empty and may be is no line and does not count.
pub fn progress(model: &Model, draft: Option<&Draft>) -> Progress {
    let lines = model.lines.iter().filter(|entry| key(model, entry).is_some());
    let pictures = model.case.materials.iter().filter(|material| material.is_picture());
    Progress {
        read: lines.clone().filter(|entry| is_read(model, entry, draft)).count(),
        lines: lines.count(),
        seen: pictures.clone().filter(|one| draft.is_some_and(|draft| draft.seen.contains(&one.sha256))).count(),
        pictures: pictures.count(),
    }
}

/// The word by which a draft remembers that this line was verified; none for lines that say nothing of the applicant's.
pub fn key(model: &Model, entry: &Entry) -> Option<String> {
    match entry {
        Entry::Field { path, .. } => Some(path.clone()),
        Entry::Material(index) => {
            let material = model.case.materials.get(*index)?;
            let several = model.case.materials.iter().filter(|other| other.slug == material.slug).count() > 1;
            let target = target_of(material);
            Some(if several && material.page > 1 { format!("{target}.{}", material.page) } else { target })
        }
        _ => None,
    }
}

/// Whether the line is verified.
pub fn is_verified(model: &Model, entry: &Entry, draft: Option<&Draft>) -> bool {
    key(model, entry).zip(draft).is_some_and(|(key, draft)| draft.verified.contains(&key))
}

fn is_read(model: &Model, entry: &Entry, draft: Option<&Draft>) -> bool {
    let flagged = || match entry {
        Entry::Field { path, .. } => draft.is_some_and(|draft| draft.flags(path) > 0),
        Entry::Material(index) => {
            let target = model.case.materials.get(*index).map(target_of);
            target.zip(draft).is_some_and(|(target, draft)| draft.flags(&target) > 0)
        }
        _ => false,
    };
    is_verified(model, entry, draft) || flagged()
}

/// The line at or after the cursor that is not read yet, from the top again after the last; none where all are.
pub fn next_unread(model: &Model, draft: Option<&Draft>) -> Option<usize> {
    let count = model.lines.len();
    (model.cursor..model.cursor + count).map(|at| at % count.max(1)).find(|at| {
        let entry = model.lines.get(*at);
        entry.is_some_and(|entry| key(model, entry).is_some() && !is_read(model, entry, draft))
    })
}

/// The words that `v` marks here: of a head, those of all its lines; of what changed, those of the line it is about.
fn keys_under(model: &Model) -> Vec<String> {
    let Some(entry) = model.lines.get(model.cursor) else { return Vec::new() };
    let of_lines = |below: &dyn Fn(&Entry) -> bool| {
        model.lines.iter().filter(|entry| below(entry)).filter_map(|entry| key(model, entry)).collect::<Vec<_>>()
    };
    let about = || match model.target() {
        Some(target) => of_lines(&|entry| match entry {
            Entry::Field { path, .. } => *path == target,
            Entry::Material(index) => model.case.materials.get(*index).map(target_of).as_ref() == Some(&target),
            _ => false,
        }),
        None => Vec::new(),
    };
    match entry {
        Entry::Group(group) => of_lines(&|entry| match entry {
            Entry::Field { path, .. } => crate::domain::catalogue::field(path).is_some_and(|one| one.group == *group),
            _ => false,
        }),
        Entry::Materials => of_lines(&|entry| matches!(entry, Entry::Material(_))),
        Entry::Compared(_) => {
            let index = model.material_under_cursor();
            let found = index.and_then(|index| key(model, &Entry::Material(index)));
            found.into_iter().collect()
        }
        Entry::SeenTo(_) | Entry::Change(_) => about(),
        entry => key(model, entry).into_iter().collect(),
    }
}

/// What a key marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// Whether it is verified now, or no longer.
    pub verified: bool,
    /// How many fields and materials.
    pub count: usize,
}

/// Marks what is under the cursor verified, or takes the mark back where all of it has one. None where there is nothing to mark.
pub fn toggle(model: &Model, draft: &mut Draft) -> Option<Marked> {
    let keys = keys_under(model);
    if keys.is_empty() {
        return None;
    }
    draft.begin(model.case.row.round);
    if keys.iter().all(|key| draft.verified.contains(key)) {
        for key in &keys {
            draft.verified.remove(key);
        }
        return Some(Marked { verified: false, count: keys.len() });
    }
    let count = keys.len();
    draft.verified.extend(keys);
    Some(Marked { verified: true, count })
}
