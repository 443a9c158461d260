//! What the queue knows.

use jiff::Timestamp;
use tui_input::Input;

use crate::api::{CaseRow, Page};
use crate::domain::status::Stage;

/// Rows asked for at a time; more than the tallest window shows.
pub const PAGE: u32 = 100;

/// When the cursor comes this near to the end of what is loaded, the next page is asked for.
pub const AHEAD: usize = 40;

/// The queue's state.
#[derive(Debug, Default)]
pub struct Model {
    /// The section shown.
    pub stage: Option<Stage>,
    /// First review.
    pub first: List,
    /// Second review.
    pub second: List,
    /// The filter in force; empty lets everything through.
    pub filter: String,
    /// The filter being typed.
    pub input: Option<Input>,
}

/// What is loaded of one section.
#[derive(Debug, Default)]
pub struct List {
    /// The rows so far.
    pub rows: Vec<CaseRow>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
    /// Whether a page is on its way.
    pub loading: bool,
    /// Whether the page on its way replaces what is loaded.
    pub fresh: bool,
    /// The row under the cursor.
    pub cursor: usize,
    /// When the first page was read.
    pub read_at: Option<Timestamp>,
    /// Why there are no rows, where the API could not answer.
    pub trouble: Option<String>,
}

impl Model {
    /// The section shown.
    pub fn stage(&self) -> Stage {
        self.stage.unwrap_or(Stage::First)
    }

    /// The list shown.
    pub fn list(&self) -> &List {
        self.of(self.stage())
    }

    /// The list of a section.
    pub const fn of(&self, stage: Stage) -> &List {
        match stage {
            Stage::First => &self.first,
            Stage::Second => &self.second,
        }
    }

    /// The list of a section, to change it.
    pub const fn of_mut(&mut self, stage: Stage) -> &mut List {
        match stage {
            Stage::First => &mut self.first,
            Stage::Second => &mut self.second,
        }
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&CaseRow> {
        let list = self.list();
        list.rows.get(list.cursor)
    }
}

impl List {
    /// Takes a page in. A fresh first page keeps the cursor on the case it was on.
    pub fn take(&mut self, page: Page<CaseRow>, now: Timestamp) {
        self.loading = false;
        self.trouble = None;
        self.next = page.next_cursor;
        if std::mem::take(&mut self.fresh) {
            let under = self.rows.get(self.cursor).map(|row| row.id.clone());
            self.rows = page.items;
            self.read_at = Some(now);
            let found = under.and_then(|id| self.rows.iter().position(|row| row.id == id));
            self.cursor = found.unwrap_or(self.cursor);
        } else {
            let known: std::collections::HashSet<_> = self.rows.iter().map(|row| row.id.clone()).collect();
            self.rows.extend(page.items.into_iter().filter(|row| !known.contains(&row.id)));
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }
}
