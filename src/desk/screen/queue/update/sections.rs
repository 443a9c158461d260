//! The sections under the digits: going to one, and keeping the present filter and order as one.

use super::{page, restart};
use crate::desk::effect::{Call, Effect, Go, Slot};
use crate::desk::screen::queue::field::{Field, Purpose};
use crate::desk::screen::queue::model::Model;
use crate::domain::lang::Lang;
use crate::domain::section::{NewSection, POSITIONS, Scope, Section, SectionError};
use crate::text::{Word, fill};

/// Shows a section; it is read when it is shown for the first time.
pub(super) fn show(model: &mut Model, digit: u8, lang: Lang) -> Vec<Effect> {
    if model.of(digit).is_none() {
        let text = fill(Word::NoSection, lang, &[&digit.to_string()]);
        return vec![Effect::Go(Go::Warn(text))];
    }
    model.at = digit;
    let height = model.height;
    let list = model.list_mut(digit);
    if !list.is_untouched() {
        list.keep_in_sight(height);
        return Vec::new();
    }
    let ask = list.begin_fresh(height, true);
    vec![page(model, digit, ask)]
}

/// The next section, or the one before, round and round.
pub(super) fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    let digits: Vec<u8> = model.sections().iter().map(|section| section.position).collect();
    let at = digits.iter().position(|digit| *digit == model.section()).unwrap_or(0);
    let next = if forward { at + 1 } else { at + digits.len().saturating_sub(1) };
    match digits.get(next % digits.len().max(1)) {
        Some(digit) => show(model, *digit, Lang::Zh),
        None => Vec::new(),
    }
}

/// The sections came. A list of a section that is another now is forgotten.
pub fn took_sections(model: &mut Model, sections: Vec<Section>) -> Vec<Effect> {
    let before: Vec<_> = model.lists.keys().map(|digit| (*digit, model.wanted(*digit))).collect();
    model.known = Some(sections);
    for (digit, wanted) in before {
        if model.wanted(digit) != wanted || model.of(digit).is_none() {
            model.lists.remove(&digit);
            model.sorts.remove(&digit);
        }
    }
    let sections = model.sections();
    if model.of(model.section()).is_none()
        && let Some(first) = sections.first()
    {
        model.at = first.position;
    }
    let uncounted = model.sections().iter().any(|section| model.count_of(section.position).is_none());
    let mut effects = if uncounted { super::count(model) } else { Vec::new() };
    let (section, height) = (model.section(), model.height);
    if model.list_of(section).is_untouched() {
        let ask = model.list_mut(section).begin_fresh(height, true);
        effects.push(page(model, section, ask));
    }
    effects
}

/// Opens the field for number and name, the next free number in it.
pub(super) fn begin(model: &mut Model, lang: Lang) -> Vec<Effect> {
    let free = (3..=*POSITIONS.end()).find(|digit| model.of(*digit).is_none()).unwrap_or(3);
    let digit = if model.section() >= 3 && model.filter.is_empty() { model.section() } else { free };
    model.field = Some(Field::new(Purpose::Section, &format!("{digit} "), lang));
    Vec::new()
}

/// Keeps the present filter and order: `5 NAME` for oneself, `5 NAME !` for everybody, `5` alone takes one's own away.
pub(super) fn save(model: &mut Model, field: Field, lang: Lang) -> Vec<Effect> {
    let text = field.text().trim().replace('！', "!");
    let (scope, text) = match text.strip_suffix('!') {
        Some(rest) => (Scope::Shared, rest.trim()),
        None => (Scope::Personal, text.as_str()),
    };
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let name = text.strip_prefix(&digits).unwrap_or("").trim();
    let again = |model: &mut Model, why: String| {
        model.field = Some(field.clone());
        vec![Effect::Go(Go::Warn(why))]
    };
    let Some(digit) = digits.parse().ok().filter(|digit| POSITIONS.contains(digit)) else {
        return again(model, Word::SectionHow.text(lang).to_owned());
    };
    let is_digit = matches!(name.as_bytes(), [b'0'..=b'9']);
    if is_digit {
        return again(model, Word::SectionHow.text(lang).to_owned());
    }
    if name.is_empty() {
        return match model.of(digit).is_some_and(|section| section.scope == scope) {
            true => vec![Effect::Call(Slot::SaveSection, Call::DropSection(scope, digit))],
            false => again(model, Word::SectionHow.text(lang).to_owned()),
        };
    }
    let section = model.section();
    let own = model.of(section).map_or("", |section| section.filter.as_str());
    // A section is given another name where it stands; elsewhere there must be something that it would be.
    let renames = digit == section && model.of(section).is_some_and(|known| known.scope == scope && digit > 2);
    let same_order = model.of(section).is_some_and(|known| known.sort == model.sort_of(section));
    if model.filter.is_empty() && same_order && !renames {
        return again(model, Word::SectionNothing.text(lang).to_owned());
    }
    let both = [own, model.filter.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let new = NewSection {
        name: name.to_owned(),
        filter: both.join(" "),
        sort: model.sort_of(section),
        ..NewSection::default()
    };
    match new.at(scope, digit) {
        Ok(_) => vec![Effect::Call(Slot::SaveSection, Call::SaveSection(scope, digit, Box::new(new)))],
        Err(SectionError::Filter(error)) => again(model, error.message(lang)),
        Err(SectionError::Name | SectionError::NameEn) => again(model, Word::SectionHow.text(lang).to_owned()),
    }
}

/// A section was kept, or taken away: it is shown.
pub fn named(model: &mut Model, digit: u8, lang: Lang, sections: Vec<Section>) -> Vec<Effect> {
    let mut effects = took_sections(model, sections);
    if let Some(section) = model.of(digit) {
        let text = fill(Word::SectionKept, lang, &[&digit.to_string(), section.word(lang)]);
        model.at = digit;
        model.filter.clear();
        model.lists.remove(&digit);
        effects = restart(model);
        effects.push(Effect::Go(Go::Notice(text)));
    } else {
        effects.push(Effect::Go(Go::Notice(fill(Word::SectionGone, lang, &[&digit.to_string()]))));
    }
    effects
}
