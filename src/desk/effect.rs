//! Everything the desk can ask for: a closed set. Updates return these; only [`super::run`] carries them out.

use jiff::Timestamp;

use crate::api::{Backlog, Case, CaseRow, Claimed, DecisionTaken, HistoryEvent, LeaseGiven, Me, Note, Page, Related};
use crate::domain::reason::{Decision, Evidence};
use crate::domain::round::RoundView;
use crate::domain::status::Stage;
use crate::domain::verb::Verb;

use super::image::Order;

/// What a request is for. In each slot the newest request wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Who I am.
    Me,
    /// One page of a stage's queue.
    Queue(Stage),
    /// The open case.
    Case,
    /// The open case's history.
    History,
    /// What changed since the open case's last round.
    Round,
    /// The notes of the open case.
    Notes,
    /// A note to be kept.
    Note,
    /// Filings related to the open case.
    Related,
    /// A related filing that is looked at.
    Peek,
    /// A value to be revealed.
    Reveal,
    /// A claim, a release or a decision.
    Change,
    /// The taking back of a decision.
    Undo,
    /// The renewal of the open case's lease.
    Renew,
    /// The figures.
    Backlog,
    /// The picture pane.
    Picture,
    /// The second picture beside the first.
    Beside,
}

/// Marks a request, so that a stale reply can be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    /// What the request is for.
    pub slot: Slot,
    /// Rises with every request of the slot.
    pub number: u64,
}

/// A call of the filing API.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// `GET /v1/me`
    Me,
    /// One page of the queue.
    Queue {
        /// Which review.
        stage: Stage,
        /// The filter's text.
        filter: String,
        /// Where the page begins.
        cursor: Option<String>,
        /// How many rows.
        limit: u32,
    },
    /// One case.
    Case(String),
    /// Its history.
    History(String),
    /// What changed since its last round.
    Round(String),
    /// The notes on it.
    Notes(String),
    /// Keep a note on it.
    Note {
        /// The case's id.
        id: String,
        /// What is noted.
        text: String,
    },
    /// Filings that have something in common with it.
    Related(String),
    /// One of these, to be looked at only.
    Peek(String),
    /// Show a field's value in full.
    Reveal {
        /// The case's id.
        id: String,
        /// The field's path.
        path: String,
    },
    /// Give it to the lead, claiming it first where no token is held.
    Escalate {
        /// The case's id.
        id: String,
        /// The lease token, where one is held.
        token: Option<String>,
        /// Why.
        reason: String,
    },
    /// Put it off, claiming it first where no token is held.
    Snooze {
        /// The case's id.
        id: String,
        /// The lease token, where one is held.
        token: Option<String>,
        /// Until when.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// Take it back from the lead, or from being put off: `Deescalate` or `Wake`.
    TakeBack(String, Verb),
    /// Claim the most urgent.
    ClaimNext(Option<Stage>),
    /// Claim this one.
    Claim(String),
    /// Keep it.
    Renew(String, String),
    /// Hand it back, claiming it first where no token is held.
    Release(String, Option<String>),
    /// Decide it, claiming it first where no token is held.
    Decide {
        /// The case's id.
        id: String,
        /// What is decided.
        decision: Decision,
        /// The version that was looked at.
        version: i64,
        /// The lease token, where one is held.
        token: Option<String>,
    },
    /// Take my decision back.
    Undo(String),
    /// The figures.
    Backlog,
}

/// What came back.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each is the answer to the call of its name")]
pub enum Reply {
    Me(Me),
    Queue(Page<CaseRow>),
    Case(Box<Case>),
    History(Vec<HistoryEvent>),
    Round(Box<RoundView>),
    Notes(Vec<Note>),
    Noted(Note),
    Related(Vec<Related>),
    Peeked(Box<Case>),
    Revealed { id: String, path: String, values: Vec<String> },
    LaidAside(Box<Case>),
    TakenBack(Box<Case>),
    Claimed(Box<Claimed>),
    Renewed(LeaseGiven),
    Released,
    Decided(DecisionTaken),
    Undone(Box<Claimed>),
    Backlog(Box<Backlog>),
}

/// Where to go: asked for by a screen, done by the root.
#[derive(Debug, Clone, PartialEq)]
pub enum Go {
    /// Open a case, read-only until it is claimed.
    Case(String),
    /// Close the open case.
    Queue,
    /// The figures.
    Backlog,
    /// A confirmation sheet.
    Confirm(Confirm),
    /// The return sheet, choosing a reason for this target at once where one is given.
    Return(Option<String>),
    /// Choose a reason for this target and come back to the case.
    Flag(String),
    /// Close what lies on top.
    CloseSheet,
    /// Send what the sheet shows.
    Send,
    /// A part of a picture is evidence for what is wrong with it.
    Evidence {
        /// The material's id.
        material: String,
        /// The part.
        evidence: Evidence,
    },
    /// Say something in the footer.
    Notice(String),
    /// Say what went wrong or is not possible, in the footer.
    Warn(String),
}

/// What a confirmation sheet asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Confirm {
    /// Approve the open case.
    Approve,
    /// Hand the open case back.
    Release,
    /// Claim the open case.
    Claim,
    /// Claim the most urgent of a stage.
    ClaimNext(Stage),
    /// Leave although reasons are flagged and not sent.
    Quit,
}

/// Something to do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the API; the root turns it into [`Effect::Send`] with a ticket.
    Call(Slot, Call),
    /// Ask the API, ticket in hand.
    Send(Ticket, Call),
    /// Go somewhere.
    Go(Go),
    /// Fetch, scale and encode a picture.
    Picture(Ticket, Order),
    /// Stop what is under way for the picture pane.
    StopPicture,
    /// Draw everything again.
    Redraw,
    /// Bring back what the terminal may have lost while another window was in front.
    Heal,
    /// Stop, as the shell's job control does.
    Suspend,
    /// Leave.
    Quit,
}
