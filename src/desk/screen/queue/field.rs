//! The field in the footer: the filter as it is typed, with what cannot be read, how its word may go on, and the filters
//! used before; or the name of a section to keep.

use tui_input::Input;

use crate::domain::filter::{self, Completions, Fault};
use crate::domain::lang::Lang;

/// A text field and what belongs to it.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it is for.
    pub purpose: Purpose,
    /// The text and the place in it.
    pub input: Input,
    /// Every word that cannot be read.
    pub faults: Vec<Fault>,
    /// How the word at the cursor may go on.
    pub completions: Completions,
    /// The completion chosen with the arrows.
    pub chosen: Option<usize>,
    /// Which of the used filters is shown.
    pub recalled: Option<usize>,
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The filter.
    Filter,
    /// Number and name of the section to keep the present filter and order as.
    Section,
}

impl Field {
    /// A field with this text, the cursor behind it.
    pub fn new(purpose: Purpose, text: &str, lang: Lang) -> Self {
        let mut field = Self {
            purpose,
            input: Input::new(text.to_owned()),
            faults: Vec::new(),
            completions: Completions::default(),
            chosen: None,
            recalled: None,
        };
        field.typed(lang);
        field
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Something was typed: read it anew.
    pub fn typed(&mut self, lang: Lang) {
        self.chosen = None;
        if self.purpose == Purpose::Filter {
            self.faults = filter::faults(self.text());
            self.completions = filter::complete(self.text(), self.input.cursor(), lang);
        }
    }

    /// The faults worth a word: a word that is still being typed and may yet become right is none.
    pub fn seen_faults(&self) -> impl Iterator<Item = &Fault> {
        let at = self.input.cursor();
        let goes_on = !self.completions.items.is_empty();
        self.faults.iter().filter(move |fault| !(goes_on && fault.range.start < at && at <= fault.range.end))
    }

    /// Moves the choice among the completions, round and round.
    pub fn choose(&mut self, down: bool) {
        let count = self.completions.items.len();
        if count > 0 {
            self.chosen = Some(match (self.chosen, down) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(at), true) => (at + 1) % count,
                (Some(at), false) => (at + count - 1) % count,
            });
        }
    }

    /// Puts the chosen completion, or the first, in the place of the word.
    pub fn complete(&mut self, lang: Lang) {
        let Some(item) = self.completions.items.get(self.chosen.unwrap_or(0)).cloned() else { return };
        let range = self.completions.range.clone();
        let before: String = self.text().chars().take(range.start).collect();
        let after: String = self.text().chars().skip(range.end).collect();
        let blank = if item.is_whole && !after.starts_with(char::is_whitespace) { " " } else { "" };
        let at = range.start + item.text.chars().count() + blank.len();
        self.input = Input::new(format!("{before}{}{blank}{after}", item.text)).with_cursor(at);
        self.typed(lang);
    }

    /// Shows an earlier or a later one of the used filters.
    pub fn recall(&mut self, used: &[String], earlier: bool, lang: Lang) {
        let next = match (self.recalled, earlier) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(used.len().saturating_sub(1))),
            (Some(0) | None, false) => None,
            (Some(at), false) => Some(at - 1),
        };
        self.recalled = next.filter(|at| *at < used.len());
        let text = self.recalled.and_then(|at| used.get(at)).cloned().unwrap_or_default();
        self.input = Input::new(text);
        self.typed(lang);
    }

    /// Whether the arrows go through the used filters: while nothing else is in the field.
    pub fn recalls(&self, used: &[String]) -> bool {
        let shown = self.recalled.and_then(|at| used.get(at)).is_some_and(|used| used == self.text());
        self.purpose == Purpose::Filter && !used.is_empty() && (self.text().is_empty() || shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_takes_a_completion_and_leaves_the_cursor_behind_it() {
        let mut field = Field::new(Purpose::Filter, "x 省:z y", Lang::Zh);
        field.input = field.input.with_cursor(5);
        field.typed(Lang::Zh);
        field.complete(Lang::Zh);
        assert_eq!((field.text(), field.input.cursor()), ("x 省:浙江 y", 6));
        field.input = Input::new("sheng".to_owned());
        field.typed(Lang::Zh);
        field.complete(Lang::Zh);
        assert_eq!(field.text(), "省:", "a key still wants its value");
        field.choose(false);
        field.complete(Lang::Zh);
        assert_eq!(field.text(), "省:新疆 ");
    }

    #[test]
    fn a_word_that_may_become_right_is_no_fault_yet() {
        assert_eq!(Field::new(Purpose::Filter, "省:浙", Lang::Zh).seen_faults().count(), 0);
        assert_eq!(Field::new(Purpose::Filter, "省:火", Lang::Zh).seen_faults().count(), 1);
        assert_eq!(Field::new(Purpose::Filter, "省:浙 逾", Lang::Zh).seen_faults().count(), 1);
    }

    #[test]
    fn the_arrows_go_through_the_used_filters_while_nothing_else_is_typed() {
        let used = ["b".to_owned(), "a".to_owned()];
        let mut field = Field::new(Purpose::Filter, "", Lang::En);
        let mut seen = Vec::new();
        for earlier in [true, true, true, false, false] {
            assert!(field.recalls(&used));
            field.recall(&used, earlier, Lang::En);
            seen.push(field.text().to_owned());
        }
        assert_eq!(seen, ["b", "a", "a", "b", ""]);
        assert!(!Field::new(Purpose::Filter, "x", Lang::En).recalls(&used));
    }
}
