//! Marks: kept by case, so that they outlast a refresh and another section; and going from one to the next.

use super::ahead;
use crate::api::CaseRow;
use crate::desk::effect::{Effect, Go};
use crate::desk::screen::queue::fits::fits;
use crate::desk::screen::queue::model::Model;
use crate::desk::several::Named;
use crate::domain::filter;
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::text::{Word, fill};

/// Marks the row under the cursor, or takes its mark away, and goes on to the next.
pub(super) fn mark(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.selected() else { return Vec::new() };
    let (id, number) = (row.id.clone(), row.number.clone());
    turn(model, id, number);
    let (section, height) = (model.section(), model.height);
    let list = model.list_mut(section);
    let next = list.cursor + 1;
    list.go_to(next, height);
    ahead(model)
}

/// Turns the marks of all rows that are loaded.
pub(super) fn invert(model: &mut Model, lang: Lang) -> Vec<Effect> {
    let rows: Vec<_> = model.list().rows.iter().map(|row| (row.id.clone(), row.number.clone())).collect();
    let count = rows.len().to_string();
    let more = model.list().above || model.list().below;
    for (id, number) in rows {
        turn(model, id, number);
    }
    if more { vec![Effect::Go(Go::Notice(fill(Word::InvertedLoaded, lang, &[&count])))] } else { Vec::new() }
}

fn turn(model: &mut Model, id: String, number: String) {
    if model.marks.remove(&id).is_none() {
        model.marks.insert(id, number);
    }
}

/// Goes to the next marked row or, without marks, to the next that the last filter lets through; round the end of what is
/// loaded.
pub(super) fn go(model: &mut Model, forward: bool, lang: Lang) -> Vec<Effect> {
    let terms = filter::parse(&model.searched).unwrap_or_default();
    if model.marks.is_empty() && terms.is_empty() {
        return vec![Effect::Go(Go::Warn(Word::NothingToGoTo.text(lang).to_owned()))];
    }
    let is_wanted = |row: &CaseRow| match model.marks.is_empty() {
        false => model.marks.contains_key(&row.id),
        true => terms.iter().all(|term| fits(row, term, "", row.entered_at)),
    };
    let list = model.list();
    let (at, len) = (list.cursor, list.rows.len());
    let turned = |step: usize| if forward { (at + step) % len } else { (at + len - step) % len };
    let found = (1..=len).map(turned).find(|row| list.rows.get(*row).is_some_and(is_wanted));
    let Some(found) = found else {
        return vec![Effect::Go(Go::Warn(Word::NoneLoaded.text(lang).to_owned()))];
    };
    let around = if forward { found <= at } else { found >= at };
    let (section, height) = (model.section(), model.height);
    model.list_mut(section).go_to(found, height);
    let mut effects = ahead(model);
    if around && len > 1 && found != at {
        effects.push(Effect::Go(Go::Notice(Word::WentAround.text(lang).to_owned())));
    }
    effects
}

/// The cases that a key of the queue is for: the marked ones, by number; without marks the one under the cursor.
pub fn chosen(model: &Model) -> Vec<Named> {
    let mut marked: Vec<Named> = model.marks.iter().map(|(id, number)| (id.clone(), number.clone())).collect();
    marked.sort_by(|(_, one), (_, other)| one.cmp(other));
    if marked.is_empty() {
        marked.extend(model.selected().map(|row| (row.id.clone(), row.number.clone())));
    }
    marked
}

/// Those of them that I hold.
pub fn chosen_of_mine(model: &Model) -> Vec<Named> {
    chosen(model).into_iter().filter(|(id, _)| model.mine.contains_key(id)).collect()
}

/// Why none of them can be handed back; none where one can.
pub fn nothing_to_release(model: &Model, lang: Lang) -> Option<String> {
    chosen_of_mine(model).is_empty().then(|| match model.marks.is_empty() {
        true => Refusal::NotHeld.message(lang),
        false => Word::MarksNotMine.text(lang).to_owned(),
    })
}
