//! One thing done on several cases, one after another.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::domain::lang::Lang;
use crate::text::safe;

/// So many cases are named; of more it is said how many there are.
const NAMED: usize = 5;

/// A case by id and number.
pub type Named = (String, String);

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Hand them back.
    Release,
    /// Put them off.
    Snooze {
        /// Until when.
        until: Timestamp,
        /// Why.
        reason: String,
    },
}

/// How far it is.
#[derive(Debug)]
pub struct Several {
    pub(super) what: What,
    /// The case on its way.
    pub(super) at: Named,
    /// Those that come after it.
    pub(super) todo: VecDeque<Named>,
    pub(super) done: Vec<Named>,
    /// Those on which it was not done, and why.
    pub(super) refused: Vec<(Named, String)>,
}

impl Several {
    /// How many cases there are in all.
    pub fn count(&self) -> usize {
        1 + self.todo.len() + self.done.len() + self.refused.len()
    }
}

/// The first few numbers, and how many there are in all.
pub fn named(cases: &[Named], lang: Lang) -> String {
    let first: Vec<_> = cases.iter().take(NAMED).map(|(_, number)| safe(number)).collect();
    let more = if cases.len() > NAMED { format!(" … ({})", cases.len()) } else { String::new() };
    format!("{}{more}", first.join(lang.pick("、", ", ")))
}
