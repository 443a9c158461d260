//! What the sheets know. The reasons themselves live in the case's draft, so that closing a sheet loses nothing.

use ratatui_textarea::TextArea;
use tui_input::Input;

use crate::desk::effect::Confirm;
use crate::domain::catalogue::Reason;

/// The sheet that lies on top.
#[derive(Debug)]
pub enum Model {
    /// A question with yes and no.
    Confirm(Question),
    /// The return.
    Return(Box<Return>),
}

/// A question whose default is No.
#[derive(Debug)]
pub struct Question {
    /// What is asked.
    pub what: Confirm,
    /// Whether the answer is on its way.
    pub sending: bool,
    /// Why it could not be done; the sheet stays so that nothing is lost.
    pub trouble: Option<String>,
}

/// The return sheet.
#[derive(Debug)]
pub struct Return {
    /// The reason under the cursor.
    pub cursor: usize,
    /// What the sheet is doing.
    pub mode: Mode,
    /// Whether the sheet was opened only to flag one thing.
    pub flagging: bool,
    /// Whether the return is on its way.
    pub sending: bool,
    /// Why it could not be sent.
    pub trouble: Option<String>,
}

/// What the return sheet is doing.
#[derive(Debug)]
pub enum Mode {
    /// Showing the reasons.
    List,
    /// Picking one from the catalogue by typing.
    Pick(Pick),
    /// Choosing what a reason points at.
    Target(Target),
    /// Changing a reason's words.
    Edit(Box<Edit>),
}

/// Picking a reason.
#[derive(Debug)]
pub struct Pick {
    /// What is typed.
    pub input: Input,
    /// What the reason shall point at, if that is known.
    pub target: Option<String>,
    /// What matches, best first.
    pub hits: Vec<&'static Reason>,
    /// The hit under the cursor.
    pub cursor: usize,
}

/// Choosing a target.
#[derive(Debug)]
pub struct Target {
    /// The reason's code.
    pub code: String,
    /// What it may point at.
    pub targets: Vec<String>,
    /// The target under the cursor.
    pub cursor: usize,
}

/// Changing the words of a reason.
#[derive(Debug)]
pub struct Edit {
    /// Which reason of the draft.
    pub index: usize,
    /// What is wrong.
    pub text: TextArea<'static>,
    /// What to do.
    pub suggestion: TextArea<'static>,
    /// Which of the two has the focus.
    pub on_suggestion: bool,
}

impl Model {
    /// A question.
    pub const fn confirm(what: Confirm) -> Self {
        Self::Confirm(Question { what, sending: false, trouble: None })
    }

    /// Marks the sheet as sending, or as not sending any more and why.
    pub fn set_sending(&mut self, now: bool, why: Option<String>) {
        let (sending, trouble) = match self {
            Self::Confirm(sheet) => (&mut sheet.sending, &mut sheet.trouble),
            Self::Return(sheet) => (&mut sheet.sending, &mut sheet.trouble),
        };
        *sending = now;
        *trouble = why;
    }

    /// Whether something is on its way.
    pub const fn is_sending(&self) -> bool {
        match self {
            Self::Confirm(sheet) => sheet.sending,
            Self::Return(sheet) => sheet.sending,
        }
    }
}
