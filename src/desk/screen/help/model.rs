//! What the help knows: what it is about, what is looked for in it, and how far it is scrolled.

use tui_input::Input;

use crate::domain::lang::Lang;
use crate::domain::search::{Finder, Word as Wanted};
use crate::keys::{Bound, Keymap, Scope};
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
    /// Keys and what they do, side by side; the keys take so many cells.
    Keys(usize, Vec<(String, String)>),
}

/// A column is at least so many cells wide.
pub const COLUMN: usize = 38;

impl Model {
    /// A help about this, from the top.
    pub const fn new(about: About) -> Self {
        Self { about, top: 0, find: None, typing: false }
    }

    /// Its rows where it is so many cells wide.
    pub fn rows(&self, keymap: &Keymap, lang: Lang, cells: usize) -> Vec<Row> {
        match &self.about {
            About::Text { lines, .. } => lines.iter().flat_map(|line| wrap(line, cells)).map(Row::Text).collect(),
            About::Keys(first) => self.keys(*first, keymap, lang, cells),
        }
    }

    fn keys(&self, first: Scope, keymap: &Keymap, lang: Lang, cells: usize) -> Vec<Row> {
        let wanted = self.find.as_ref().map(|input| input.value().trim().to_owned()).filter(|text| !text.is_empty());
        let mut finder = wanted.as_ref().map(|text| Finder::new(Wanted::new(text)));
        let mut fits = |bound: &Bound| match (&mut finder, &wanted) {
            (Some(finder), Some(text)) => {
                bound.keys.iter().any(|keys| keys.to_string() == *text)
                    || [bound.word(Lang::Zh), bound.word(Lang::En), bound.intent.name()]
                        .iter()
                        .any(|words| finder.score(words).is_some())
            }
            _ => true,
        };
        let mut rows = Vec::new();
        if wanted.is_none() {
            rows.extend(
                wrap(&keymap.spell(Scope::Confirm, Word::HelpRule.text(lang)), cells).into_iter().map(Row::Text),
            );
        }
        let columns = (cells / COLUMN).clamp(1, 4);
        let mut scopes = vec![first, Scope::Everywhere];
        scopes.extend(Scope::ALL.into_iter().filter(|scope| *scope != first && *scope != Scope::Everywhere));
        scopes.dedup();
        for scope in scopes {
            let pairs: Vec<_> = keymap
                .of(scope)
                .filter(|bound| fits(bound))
                .map(|bound| (bound.all_keys(), bound.word(lang).to_owned()))
                .collect();
            if pairs.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(Row::Blank);
            }
            rows.push(Row::Head(scope.word(lang).to_owned()));
            // Down the columns, as one reads them.
            let height = pairs.len().div_ceil(columns);
            let wide = key_cells(&pairs, cells / columns);
            rows.extend(
                (0..height).map(|at| Row::Keys(wide, pairs.iter().skip(at).step_by(height).cloned().collect())),
            );
        }
        if rows.is_empty() {
            rows.push(Row::Text(Word::HelpNothing.text(lang).to_owned()));
        }
        rows
    }
}

/// The cells that the keys of a scope take in a column of so many cells.
fn key_cells(pairs: &[(String, String)], column: usize) -> usize {
    let widest = pairs.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0);
    (widest + 2).max(14).min(column / 2)
}
