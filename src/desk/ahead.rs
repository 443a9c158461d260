//! Keys that wait for a case that is on its way.

use crossterm::event::KeyEvent;

use super::effect::Ticket;
use crate::keys::Chord;

/// No more keys are kept.
pub const MOST: usize = 32;

/// The keys, and what they wait for.
#[derive(Debug, Default)]
pub struct Ahead {
    /// The request that brings the case.
    pub(super) ticket: Option<Ticket>,
    /// In the order in which they were pressed.
    pub(super) keys: Vec<KeyEvent>,
    /// The keys of a sequence that is not complete.
    pub(super) begun: Vec<Chord>,
    /// Whether a kept key opens a text field or a sheet, so that nobody knows yet what the next ones mean.
    pub(super) is_text: bool,
}

impl Ahead {
    /// Forgets the keys, and not what is waited for.
    pub(super) fn forget(&mut self) {
        self.keys.clear();
        self.begun.clear();
        self.is_text = false;
    }
}
