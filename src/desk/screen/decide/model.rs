//! What the sheets know. The reasons themselves live in the case's draft, so that closing a sheet loses nothing.

use ratatui_textarea::TextArea;
use tui_input::Input;

use super::evidence;
use crate::desk::effect::Confirm;
use crate::domain::catalogue::Reason;
use crate::domain::draft::Fault;
use crate::domain::finding::Finding;
use crate::domain::reason::Evidence;

/// The sheet that lies on top.
#[derive(Debug)]
pub enum Model {
    /// A question with yes and no.
    Confirm(Question),
    /// The return.
    Return(Box<Return>),
    /// The box that is drawn on the picture.
    Evidence(Box<evidence::Model>),
    /// The decisions that wait to be sent: the one under the cursor.
    Outbox(usize),
}

/// A question whose default is No.
#[derive(Debug)]
pub struct Question {
    /// What is asked.
    pub what: Confirm,
    /// Why an approval goes over blockers; only where it does.
    pub over: Option<Over>,
    /// Whether the answer is on its way.
    pub sending: bool,
    /// Why it could not be done; the sheet stays so that nothing is lost.
    pub trouble: Option<String>,
}

/// Approving over blockers.
#[derive(Debug)]
pub struct Over {
    /// What stands in the way.
    pub blockers: Vec<Finding>,
    /// Why it is approved all the same.
    pub reason: Input,
    /// Whether the reason is typed to its end, so that keys are answers again.
    pub typed: bool,
}

/// The return sheet.
#[derive(Debug, Default)]
pub struct Return {
    /// The reason under the cursor.
    pub cursor: usize,
    /// What the sheet is doing.
    pub mode: Mode,
    /// Whether the sheet was opened only to flag one thing.
    pub flagging: bool,
    /// A box that was drawn, on which target, and that belongs to the reason to be chosen.
    pub evidence: Option<(String, Evidence)>,
    /// The faults that were shown and may pass, if the reviewer says so once more.
    pub warned: Vec<Fault>,
    /// Whether the return is on its way.
    pub sending: bool,
    /// Why it could not be sent.
    pub trouble: Option<String>,
}

/// What the return sheet is doing.
#[derive(Debug, Default)]
pub enum Mode {
    /// Showing the reasons.
    #[default]
    List,
    /// Picking one from the catalogue by typing.
    Pick(Pick),
    /// Choosing what a reason points at.
    Target(Target),
    /// Filling in what a reason's text asks for.
    Slots(Box<Slots>),
    /// Changing a reason's words.
    Edit(Box<Edit>),
    /// Choosing which reason the box belongs to: the one under the cursor, a new one at the end.
    Which(usize),
    /// What the applicant will read, from this line on.
    Preview(usize),
}

/// Picking a reason.
#[derive(Debug)]
pub struct Pick {
    /// What is typed.
    pub input: Input,
    /// What the reason shall point at, if that is known.
    pub target: Option<String>,
    /// Which reason of the draft it becomes; a new one where none is given.
    pub replaces: Option<usize>,
    /// What matches, best first.
    pub hits: Vec<&'static Reason>,
    /// Whether nothing that fits the target matches, so that the hits are of other targets.
    pub beyond: bool,
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

/// Filling in the slots of a reason's text.
#[derive(Debug)]
pub struct Slots {
    /// Which reason of the draft.
    pub index: usize,
    /// A field for each slot.
    pub fields: Vec<Input>,
    /// The field with the focus.
    pub focus: usize,
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
        Self::Confirm(Question { what, over: None, sending: false, trouble: None })
    }

    /// An approval over these blockers, whose reason is asked for.
    pub fn over(blockers: Vec<Finding>, reason: &str) -> Self {
        let over = Over { blockers, reason: Input::new(reason.to_owned()), typed: false };
        Self::Confirm(Question { what: Confirm::Approve, over: Some(over), sending: false, trouble: None })
    }

    /// Marks the sheet as sending, or as not sending any more and why.
    pub fn set_sending(&mut self, now: bool, why: Option<String>) {
        let (sending, trouble) = match self {
            Self::Confirm(sheet) => (&mut sheet.sending, &mut sheet.trouble),
            Self::Return(sheet) => (&mut sheet.sending, &mut sheet.trouble),
            Self::Evidence(_) | Self::Outbox(_) => return,
        };
        *sending = now;
        *trouble = why;
    }

    /// What a sheet complains about.
    pub const fn trouble_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Confirm(sheet) => sheet.trouble.as_mut(),
            Self::Return(sheet) => sheet.trouble.as_mut(),
            Self::Evidence(_) | Self::Outbox(_) => None,
        }
    }

    /// Whether it is a decision's.
    pub fn is_decision(&self) -> bool {
        match self {
            Self::Return(_) => true,
            Self::Confirm(question) => question.what == Confirm::Approve,
            Self::Evidence(_) | Self::Outbox(_) => false,
        }
    }

    /// Whether something is on its way.
    pub const fn is_sending(&self) -> bool {
        match self {
            Self::Confirm(sheet) => sheet.sending,
            Self::Return(sheet) => sheet.sending,
            Self::Evidence(_) | Self::Outbox(_) => false,
        }
    }
}
