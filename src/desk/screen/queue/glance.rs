//! The cases beside the list: the one under the cursor and its neighbours, read ahead and kept for a while.

use std::collections::VecDeque;

use crate::api::{Case, CaseRow};
use crate::domain::reason::ReasonGiven;

/// Cases that are kept.
const KEPT: usize = 24;

/// A case as it is looked at from the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance {
    /// The case.
    pub case: Case,
    /// Why it was returned last.
    pub reasons: Vec<ReasonGiven>,
}

/// The cases that were looked at last.
#[derive(Debug, Clone, Default)]
pub struct Glances {
    kept: VecDeque<Glance>,
    /// The case on its way.
    pub asked: Option<String>,
    /// The case that could not be read, in which version, and why.
    pub failed: Option<(String, i64, String)>,
}

impl Glances {
    /// The case, in whatever version it was read.
    pub fn of(&self, id: &str) -> Option<&Glance> {
        self.kept.iter().find(|glance| glance.case.row.id == id)
    }

    /// Whether the case is here as the row has it, or could not be read.
    pub fn is_settled(&self, row: &CaseRow) -> bool {
        let failed = self.failed.as_ref().is_some_and(|(id, version, _)| *id == row.id && *version == row.version);
        failed || self.of(&row.id).is_some_and(|glance| glance.case.row.version >= row.version)
    }

    /// Why the case could not be read.
    pub fn trouble(&self, row: &CaseRow) -> Option<&str> {
        let failed = self.failed.as_ref().filter(|(id, version, _)| *id == row.id && *version == row.version);
        failed.map(|(.., why)| why.as_str())
    }

    /// Keeps a case; the one that was kept longest goes.
    pub fn keep(&mut self, glance: Glance) {
        self.kept.retain(|kept| kept.case.row.id != glance.case.row.id);
        self.kept.push_front(glance);
        self.kept.truncate(KEPT);
    }
}
