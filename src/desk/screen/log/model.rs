//! What the log knows: the last calls, and how far it is scrolled.

use std::collections::VecDeque;

use crate::client::Exchange;

/// So many calls are remembered.
pub const MOST: usize = 500;

/// The log's state.
#[derive(Debug, Default)]
pub struct Model {
    /// Whether it is shown.
    pub open: bool,
    /// The calls, newest first.
    pub calls: VecDeque<Exchange>,
    /// The call under the cursor.
    pub cursor: usize,
}

impl Model {
    /// Takes a call in. What was under the cursor stays there, unless that was the newest.
    pub fn take(&mut self, call: Exchange) {
        self.calls.push_front(call);
        self.calls.truncate(MOST);
        if self.cursor > 0 {
            self.cursor = (self.cursor + 1).min(self.calls.len() - 1);
        }
    }
}
