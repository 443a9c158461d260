//! What these sheets know. The reason that is typed lives in the case's draft too, with every keystroke.

use jiff::Timestamp;
use ratatui_textarea::TextArea;

use crate::desk::several::Named;
use crate::domain::put_off::PutOffUntil;
use crate::domain::verb::Verb;

/// The case that a sheet is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// 主办单位名称.
    pub organizer: String,
    /// The lease token, where one is held.
    pub token: Option<String>,
    /// Whether the sheet was opened in the queue.
    pub in_queue: bool,
    /// The other marked cases that it is about.
    pub also: Vec<Named>,
}

impl About {
    /// All cases that the sheet is about.
    pub fn cases(&self) -> Vec<Named> {
        let first = (self.id.clone(), self.number.clone());
        std::iter::once(first).chain(self.also.iter().cloned()).collect()
    }
}

/// A sheet.
#[derive(Debug)]
pub struct Model {
    /// The case.
    pub about: About,
    /// `Escalate`, `Snooze`, `Deescalate` or `Wake`.
    pub verb: Verb,
    /// Who laid it aside and why, where it is taken back.
    pub said: Vec<String>,
    /// Until when it can be put off.
    pub choices: Vec<(PutOffUntil, Timestamp)>,
    /// The choice under the cursor.
    pub choice: usize,
    /// The reason.
    pub text: TextArea<'static>,
    /// Whether keys are text.
    pub typing: bool,
    /// Whether the sheet is on its way.
    pub sending: bool,
    /// Why it could not be done.
    pub trouble: Option<String>,
}

impl Model {
    /// Whether the sheet wants a reason.
    pub const fn wants_reason(&self) -> bool {
        matches!(self.verb, Verb::Escalate | Verb::Snooze)
    }
}
