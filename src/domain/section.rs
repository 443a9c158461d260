//! Sections of the queue: filters that are saved under a digit, one's own, those of everybody, and those that the program has.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::filter::{self, FilterError};
use super::lang::Lang;
use super::sort::Sort;
use super::words::closed_list;

/// The positions, which are the digits that call them.
pub const POSITIONS: std::ops::RangeInclusive<u8> = 1..=9;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 40;

closed_list! {
    /// Whose a section is; of one position the first of these is shown.
    Scope {
        Personal = "personal", "个人", "personal";
        Shared = "shared", "共享", "shared";
        BuiltIn = "built_in", "内置", "built in";
    }
}

/// A saved filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Section {
    /// 1 to 9: the digit that calls it.
    #[schema(minimum = 1, maximum = 9)]
    pub position: u8,
    /// Whose it is.
    pub scope: Scope,
    /// What it is called.
    pub name: String,
    /// What it is called in English; the name where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// The grammar of `/`; empty lets everything through.
    pub filter: String,
    /// In which order, as `sort=` has it.
    #[schema(value_type = String)]
    pub sort: Sort,
}

/// What makes a section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSection {
    /// 1 to 40 characters.
    pub name: String,
    /// In English; at most 40 characters, the name where it is empty.
    #[serde(default)]
    pub name_en: String,
    /// The grammar of `/`.
    #[serde(default)]
    pub filter: String,
    /// As `sort=` has it; `due` unless given.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub sort: Sort,
}

/// Why a section cannot be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionError {
    /// It has no name, or one that is too long.
    Name,
    /// The English name is too long.
    NameEn,
    /// The filter cannot be read.
    Filter(FilterError),
}

impl Section {
    /// Its name in a language.
    pub fn word(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.name_en.is_empty() { &self.name_en } else { &self.name }
    }
}

impl NewSection {
    /// The section at a position, if it may be saved; names lose the white space around them.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn at(&self, scope: Scope, position: u8) -> Result<Section, SectionError> {
        let (name, name_en) = (self.name.trim(), self.name_en.trim());
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(SectionError::Name);
        }
        if name_en.chars().count() > LONGEST_NAME {
            return Err(SectionError::NameEn);
        }
        filter::parse(&self.filter).map_err(SectionError::Filter)?;
        let [name, name_en, filter] = [name, name_en, self.filter.trim()].map(str::to_owned);
        Ok(Section { position, scope, name, name_en, filter, sort: self.sort })
    }
}

/// What the program has: the two reviews, with filters as one writes them in this language.
pub fn built_in(lang: Lang) -> [Section; 2] {
    let section = |position, name: &str, name_en: &str, filter: &str| Section {
        position,
        scope: Scope::BuiltIn,
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        filter: filter.to_owned(),
        sort: Sort::default(),
    };
    [
        section(1, "初审", "first review", lang.pick("阶段:初审", "stage:first")),
        section(2, "复审", "second review", lang.pick("阶段:复审", "stage:second")),
    ]
}

/// One section for each position, in their order: one's own goes before the shared one, and that before what the program has.
pub fn shown(mut all: Vec<Section>) -> Vec<Section> {
    all.sort_by_key(|section| (section.position, section.scope));
    all.dedup_by_key(|section| section.position);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(name: &str, filter: &str) -> NewSection {
        NewSection { name: name.into(), filter: filter.into(), ..NewSection::default() }
    }

    #[test]
    fn what_is_nearest_to_the_reviewer_is_shown() {
        let mut all = built_in(Lang::Zh).to_vec();
        all.push(new("大家的", "逾期").at(Scope::Shared, 2).unwrap());
        all.push(new("大家的", "逾期").at(Scope::Shared, 5).unwrap());
        all.push(new("我的", "我的").at(Scope::Personal, 2).unwrap());
        let shown: Vec<_> = shown(all).into_iter().map(|one| (one.position, one.scope, one.name)).collect();
        let expected = [(1, Scope::BuiltIn, "初审"), (2, Scope::Personal, "我的"), (5, Scope::Shared, "大家的")];
        assert_eq!(shown, expected.map(|(position, scope, name)| (position, scope, name.to_owned())));
    }

    #[test]
    fn what_cannot_be_asked_for_is_not_saved() {
        assert_eq!(new(" ", "").at(Scope::Personal, 3), Err(SectionError::Name));
        assert_eq!(new(&"长".repeat(41), "").at(Scope::Personal, 3), Err(SectionError::Name));
        assert!(matches!(new("x", "色:红").at(Scope::Personal, 3), Err(SectionError::Filter(_))));
        let section = new(" x ", " 逾期 ").at(Scope::Personal, 3).unwrap();
        assert_eq!((section.word(Lang::En), section.filter.as_str()), ("x", "逾期"));
        for lang in [Lang::Zh, Lang::En] {
            for section in built_in(lang) {
                assert!(filter::parse(&section.filter).is_ok());
            }
        }
    }
}
