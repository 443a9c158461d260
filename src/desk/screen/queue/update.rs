//! What keys and replies do to the queue.

mod live;
mod marks;
mod sections;
mod typing;

use jiff::Timestamp;

use super::glance::Glance;
use super::list::{Ask, Fetch, PAGE};
use super::model::Model;
use crate::api::{Case, CaseRow, Counts, Page};
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::domain::lang::Lang;
use crate::domain::reason::ReasonGiven;
use crate::domain::sort::{Sort, SortKey};
use crate::keys::Intent;
use crate::text::{Word, fill};

pub use live::{expired, told};
pub use marks::{chosen, chosen_of_mine, nothing_to_release};
pub use sections::{named, took_sections};
pub use typing::{pasted, type_again, typed};

/// Reads the section shown anew, around what is on the screen, and what else the header shows.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let section = model.section();
    let height = model.height;
    let ask = model.list_mut(section).begin_fresh(height, false);
    let mut effects = vec![page(model, section, ask)];
    effects.extend(count(model));
    effects
}

/// The same of everything: what is not shown is forgotten, and read when it is shown.
pub fn refresh_all(model: &mut Model) -> Vec<Effect> {
    let section = model.section();
    model.lists.retain(|digit, _| *digit == section);
    let mut effects = refresh(model);
    effects.push(Effect::Call(Slot::Sections, Call::Sections));
    effects
}

/// Looks for what changed, where nothing is told.
pub fn poll(model: &mut Model) -> Vec<Effect> {
    let section = model.section();
    let list = model.list_mut(section);
    if list.fetch.is_some() {
        return Vec::new();
    }
    if list.rows.is_empty() {
        return refresh(model);
    }
    let ask = list.begin_poll();
    let mut effects = vec![page(model, section, ask)];
    effects.extend(count(model));
    effects
}

/// Asks how many cases stand where.
pub fn count(model: &mut Model) -> Vec<Effect> {
    model.counts_are_old = false;
    let saved = model.sections().iter().map(|section| section.position);
    let saved = saved.filter(|digit| model.count_of(*digit).is_none() || model.sizes.contains_key(digit));
    let filters = saved.filter_map(|digit| Some((digit, model.of(digit)?.filter.clone()))).collect();
    vec![Effect::Call(Slot::Counts, Call::Counts(filters))]
}

/// The counts came.
pub fn counted(model: &mut Model, counts: Counts, sizes: Vec<(u8, u64)>) {
    model.counts = Some(counts);
    model.sizes = sizes.into_iter().collect();
    let digits: Vec<u8> = model.lists.keys().copied().collect();
    for digit in digits {
        let total = total_of(model, digit);
        model.list_mut(digit).total = total;
    }
}

/// How many rows a section's list has, as the service counted; what a typed filter lets through was not counted.
fn total_of(model: &Model, digit: u8) -> Option<usize> {
    let counted = model.count_of(digit).filter(|_| model.filter.is_empty());
    counted.and_then(|count| usize::try_from(count).ok())
}

/// A page came.
pub fn took(model: &mut Model, section: u8, rows: Page<CaseRow>, me: &str, now: Timestamp) -> Vec<Effect> {
    for row in &rows.items {
        model.note_holder(row, me);
    }
    let height = model.height;
    let total = total_of(model, section);
    model.list_mut(section).total = total;
    let next = model.list_mut(section).take(rows, now, height);
    match next {
        Some(ask) => vec![page(model, section, ask)],
        None => ahead(model),
    }
}

/// A page did not come. What was read before stays on the screen.
pub fn failed(model: &mut Model, section: u8, why: String) {
    model.list_mut(section).failed(why);
}

/// A key outside the fields; `me` is who looks.
pub fn intent(model: &mut Model, intent: Intent, lang: Lang) -> Vec<Effect> {
    if model.ordering.is_some() {
        return order(model, intent);
    }
    let half = (model.height / 2).max(1) as isize;
    match intent {
        Intent::Down => step(model, 1),
        Intent::Up => step(model, -1),
        Intent::HalfDown => step(model, half),
        Intent::HalfUp => step(model, -half),
        Intent::Top => top(model),
        Intent::Bottom => bottom(model),
        Intent::Section(digit) => sections::show(model, digit, lang),
        Intent::NextPane => sections::step(model, true),
        Intent::PreviousPane => sections::step(model, false),
        Intent::SaveSection => sections::begin(model, lang),
        Intent::Open => match model.selected() {
            Some(row) => vec![Effect::Go(Go::Case(row.id.clone()))],
            None => Vec::new(),
        },
        Intent::Claim => claim(model, lang),
        Intent::Filter => {
            typing::begin(model, lang);
            Vec::new()
        }
        Intent::Sort => {
            let sort = model.sort_of(model.section());
            model.ordering = SortKey::ALL.iter().position(|key| *key == sort.key);
            Vec::new()
        }
        Intent::Mark => marks::mark(model),
        Intent::InvertMarks => marks::invert(model, lang),
        Intent::NextMatch => marks::go(model, true, lang),
        Intent::PreviousMatch => marks::go(model, false, lang),
        Intent::Back => back(model),
        Intent::Backlog => vec![Effect::Go(Go::Backlog)],
        Intent::Refresh => refresh_all(model),
        _ => Vec::new(),
    }
}

/// What the cases beside the list need next: the one under the cursor, then its neighbours.
pub fn want_glance(model: &mut Model) -> Option<Effect> {
    let list = model.list();
    let near = [Some(list.cursor), list.cursor.checked_add(1), list.cursor.checked_sub(1)];
    let rows = near.into_iter().flatten().filter_map(|at| list.rows.get(at));
    let wanted = rows.into_iter().find(|row| !model.glances.is_settled(row)).map(|row| row.id.clone());
    if wanted == model.glances.asked {
        return None;
    }
    model.glances.asked.clone_from(&wanted);
    wanted.map(|id| Effect::Call(Slot::Glance, Call::Glance(id)))
}

/// A case beside the list came.
pub fn glanced(model: &mut Model, case: Case, reasons: Vec<ReasonGiven>) {
    model.glances.asked = None;
    model.glances.failed = None;
    // A row that is older than its case is renewed where it stands.
    let row = case.row.clone();
    let section = model.section();
    if let Some(known) = model.list_mut(section).rows.iter_mut().find(|known| known.id == row.id)
        && known.version < row.version
    {
        *known = row;
    }
    model.glances.keep(Glance { case, reasons });
}

/// A case beside the list did not come.
pub fn glance_failed(model: &mut Model, why: String) {
    let Some(id) = model.glances.asked.take() else { return };
    let version = model.list().rows.iter().find(|row| row.id == id).map_or(0, |row| row.version);
    model.glances.failed = Some((id, version, why));
}

/// Why there is nothing to claim, as far as was counted.
pub fn nothing_to_claim(model: &Model, lang: Lang) -> Option<String> {
    let stage = model.stage();
    let counts = model.counted(stage).filter(|counts| counts.free == 0)?;
    Some(match counts.waiting {
        0 => fill(Word::NothingToClaim, lang, &[stage.word(lang)]),
        waiting => fill(Word::AllTaken, lang, &[stage.word(lang), &waiting.to_string()]),
    })
}

/// The most urgent case is claimed by its review, unless it is known that there is none.
fn claim(model: &mut Model, lang: Lang) -> Vec<Effect> {
    if let Some(why) = nothing_to_claim(model, lang) {
        // It may have changed since it was counted: the next press knows.
        let mut effects = count(model);
        effects.push(Effect::Go(Go::Warn(why)));
        return effects;
    }
    vec![Effect::Go(Go::Confirm(Confirm::ClaimNext(model.stage())))]
}

/// Puts the cursor on a case, if it is loaded.
pub fn select(model: &mut Model, id: &str) {
    let (section, height) = (model.section(), model.height);
    let list = model.list_mut(section);
    if let Some(row) = list.rows.iter().position(|row| row.id == id) {
        list.go_to(row, height);
    }
}

/// `Esc` undoes one thing at a time: the filter, then the marks.
fn back(model: &mut Model) -> Vec<Effect> {
    if !model.filter.is_empty() {
        model.filter.clear();
        return restart(model);
    }
    model.marks.clear();
    Vec::new()
}

/// What was asked for is another: everything is read from the top.
fn restart(model: &mut Model) -> Vec<Effect> {
    model.lists.clear();
    let (section, height) = (model.section(), model.height);
    let ask = model.list_mut(section).begin_fresh(height, true);
    let mut effects = vec![page(model, section, ask)];
    effects.extend(count(model));
    effects
}

/// A key while the list of orders is open.
fn order(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let count = SortKey::ALL.len();
    let at = model.ordering.unwrap_or(0);
    match intent {
        Intent::Down | Intent::Sort => model.ordering = Some((at + 1) % count),
        Intent::Up => model.ordering = Some((at + count - 1) % count),
        Intent::Top => model.ordering = Some(0),
        Intent::Bottom => model.ordering = Some(count - 1),
        Intent::Back | Intent::Close => model.ordering = None,
        Intent::Open => {
            model.ordering = None;
            let section = model.section();
            let now = model.sort_of(section);
            let key = SortKey::ALL.get(at).copied().unwrap_or_default();
            // The order in force is turned round; what has most to correct is looked for first.
            let reversed = if key == now.key { !now.reversed } else { key == SortKey::Findings };
            model.sorts.insert(section, Sort { key, reversed });
            let height = model.height;
            *model.list_mut(section) = Default::default();
            let ask = model.list_mut(section).begin_fresh(height, true);
            let mut effects = vec![page(model, section, ask)];
            effects.extend(self::count(model));
            return effects;
        }
        _ => {}
    }
    Vec::new()
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let (section, height) = (model.section(), model.height);
    model.list_mut(section).step(by, height);
    ahead(model)
}

fn top(model: &mut Model) -> Vec<Effect> {
    let (section, height) = (model.section(), model.height);
    let list = model.list_mut(section);
    if !list.above {
        list.go_to(0, height);
        return Vec::new();
    }
    let ask = list.begin_fresh(height, true);
    vec![page(model, section, ask)]
}

fn bottom(model: &mut Model) -> Vec<Effect> {
    let (section, height) = (model.section(), model.height);
    match model.list_mut(section).begin_tail(height) {
        Some(ask) => vec![page(model, section, ask)],
        None => Vec::new(),
    }
}

/// Asks for the next page before the cursor reaches an end of what is loaded.
fn ahead(model: &mut Model) -> Vec<Effect> {
    let section = model.section();
    match model.list_mut(section).begin_ahead() {
        Some(ask) => vec![page(model, section, ask)],
        None => Vec::new(),
    }
}

fn page(model: &Model, section: u8, ask: Ask) -> Effect {
    let wanted = model.wanted(section);
    debug_assert!(model.list_of(section).fetch.is_some_and(|fetch| fetch != Fetch::Tail || ask.backwards));
    let call = Call::Queue {
        stage: wanted.stage,
        filter: wanted.filter,
        sort: wanted.sort,
        cursor: ask.cursor,
        backwards: ask.backwards,
        limit: PAGE,
    };
    Effect::Call(Slot::Queue(section), call)
}
