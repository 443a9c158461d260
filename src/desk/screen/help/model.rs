//! What the help knows: what it is about, what is looked for in it, and how far it is scrolled.

use tui_input::Input;

use crate::desk::layout::columns;
use crate::domain::lang::Lang;
use crate::domain::search::{Finder, Word as Wanted};
use crate::keys::{Bound, Intent, Keymap, Scope};
use crate::text::{Word, width, wrap};

/// The help's state.
#[derive(Debug)]
pub struct Model {
    /// What it is about.
    pub about: About,
    /// Rows scrolled away at the top.
    pub top: usize,
    /// What is looked for; none where all is shown.
    pub find: Option<Input>,
    /// The keys that fit it; none where all is shown.
    pub found: Option<Vec<(Scope, Intent)>>,
    /// Whether what is looked for is being typed.
    pub typing: bool,
}

/// What a help is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The keys, those of this scope first.
    Keys(Scope),
    /// Lines of text under a title.
    Text {
        /// The title.
        title: String,
        /// The lines.
        lines: Vec<String>,
    },
}

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Nothing.
    Blank,
    /// A sentence.
    Text(String),
    /// A scope's name.
    Head(String),
    /// Keys and what they do, side by side.
    Keys(Columns, Vec<(String, String)>),
}

/// How a scope's keys stand: in how many columns, and the cells of a column's keys and of what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// How many there are.
    pub count: usize,
    /// Cells of the keys.
    pub keys: usize,
    /// Cells of what they do.
    pub words: usize,
}

/// Between keys and words, and between columns.
pub const GAP: usize = 2;

/// A column is at least so many cells wide.
const COLUMN: usize = 38;

/// The most columns: more are hard to look over.
const MOST_COLUMNS: usize = 4;

impl Model {
    /// A help about this, from the top.
    pub const fn new(about: About) -> Self {
        Self { about, top: 0, find: None, found: None, typing: false }
    }

    /// Finds anew what fits the text typed: by key, by words in either language, by pinyin, by name.
    pub fn look(&mut self, keymap: &Keymap) {
        let wanted = self.find.as_ref().map(|input| input.value().trim().to_owned()).filter(|text| !text.is_empty());
        self.found = wanted.map(|text| {
            let mut finder = Finder::new(Wanted::new(&text));
            let mut fits = |bound: &Bound| {
                let words = [bound.word(Lang::Zh), bound.word(Lang::En), bound.intent.name()];
                bound.keys.iter().any(|keys| keys.to_string() == text)
                    || words.iter().any(|words| finder.score(words).is_some())
            };
            let all = Scope::ALL.into_iter().flat_map(|scope| keymap.of(scope).map(move |bound| (scope, bound)));
            all.filter(|(_, bound)| fits(bound)).map(|(scope, bound)| (scope, bound.intent)).collect()
        });
    }

    /// Its rows where it is so many cells wide.
    pub fn rows(&self, keymap: &Keymap, lang: Lang, cells: usize) -> Vec<Row> {
        match &self.about {
            About::Text { lines, .. } => lines.iter().flat_map(|line| wrap(line, cells)).map(Row::Text).collect(),
            About::Keys(first) => self.keys(*first, keymap, lang, cells),
        }
    }

    fn keys(&self, first: Scope, keymap: &Keymap, lang: Lang, cells: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.found.is_none() {
            rows.extend(
                wrap(&keymap.spell(Scope::Confirm, Word::HelpRule.text(lang)), cells).into_iter().map(Row::Text),
            );
        }
        let mut scopes = vec![first, Scope::Everywhere];
        scopes.extend(Scope::ALL.into_iter().filter(|scope| *scope != first && *scope != Scope::Everywhere));
        scopes.dedup();
        for scope in scopes {
            let pairs: Vec<_> = keymap
                .of(scope)
                .filter(|bound| self.found.as_ref().is_none_or(|found| found.contains(&(scope, bound.intent))))
                .map(|bound| (bound.all_keys(), bound.word(lang).to_owned()))
                .collect();
            if pairs.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(Row::Blank);
            }
            rows.push(Row::Head(scope.word(lang).to_owned()));
            let columns = Columns::of(&pairs, cells);
            let filled = columns.fill(&pairs);
            let height = filled.iter().map(Vec::len).max().unwrap_or(0);
            let line = |at: usize| filled.iter().map(|column| column.get(at).cloned().unwrap_or_default()).collect();
            rows.extend((0..height).map(|at| Row::Keys(columns, line(at))));
        }
        if rows.is_empty() {
            rows.push(Row::Text(Word::HelpNothing.text(lang).to_owned()));
        }
        rows
    }
}

impl Columns {
    fn of(pairs: &[(String, String)], cells: usize) -> Self {
        let count = columns(cells as u16, COLUMN as u16).min(MOST_COLUMNS);
        let column = (cells + GAP) / count - GAP;
        let widest = pairs.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0);
        let keys = widest.max(12).min(column / 2);
        Self { count, keys, words: column.saturating_sub(keys + GAP).max(2) }
    }

    /// The pairs down the columns, as one reads them. What is too long goes on in the next line, and no pair is torn apart.
    fn fill(self, pairs: &[(String, String)]) -> Vec<Vec<(String, String)>> {
        let lines: Vec<Vec<(String, String)>> = pairs.iter().map(|pair| self.lines(pair)).collect();
        let all: usize = lines.iter().map(Vec::len).sum();
        let columns = |height: usize| {
            let mut columns: Vec<Vec<(String, String)>> = vec![Vec::new()];
            for pair in &lines {
                match columns.last_mut() {
                    Some(last) if last.len() + pair.len() <= height => last.extend(pair.iter().cloned()),
                    _ => columns.push(pair.clone()),
                }
            }
            columns
        };
        let fits = (all.div_ceil(self.count).max(1)..=all).map(columns).find(|columns| columns.len() <= self.count);
        fits.unwrap_or_default()
    }

    fn lines(self, (keys, words): &(String, String)) -> Vec<(String, String)> {
        let (keys, words) = (wrap(keys, self.keys), wrap(words, self.words));
        let line = |of: &[String], at: usize| of.get(at).map(|line| line.trim().to_owned()).unwrap_or_default();
        (0..keys.len().max(words.len())).map(|at| (line(&keys, at), line(&words, at))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_width_every_word_of_every_key_is_there() {
        let keymap = Keymap::default();
        for (lang, cells) in [36, 60, 76, 116, 156].into_iter().flat_map(|cells| [(Lang::Zh, cells), (Lang::En, cells)])
        {
            let mut shown = String::new();
            for row in Model::new(About::Keys(Scope::Case)).rows(&keymap, lang, cells) {
                let Row::Keys(columns, pairs) = row else { continue };
                assert!(pairs.len() <= columns.count);
                assert!(
                    columns.count * (columns.keys + columns.words + 2 * GAP) <= cells + GAP,
                    "{cells}: {columns:?}"
                );
                for (keys, words) in &pairs {
                    assert!(width(keys) <= columns.keys && width(words) <= columns.words, "{cells}: {keys} {words}");
                    shown += words;
                }
            }
            let bare = |text: &str| text.replace(' ', "").chars().count();
            let words = Scope::ALL.into_iter().flat_map(|scope| keymap.of(scope).map(|bound| bare(bound.word(lang))));
            let all: usize = words.sum();
            assert_eq!(bare(&shown), all, "{cells}");
        }
    }
}
