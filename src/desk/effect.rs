//! Everything the desk can ask for: a closed set. Updates return these; only [`super::run`] carries them out.

use crate::api::{Backlog, Case, CaseRow, Claimed, Counts, DecisionTaken, HistoryEvent, LeaseGiven, Me, Page};
use crate::domain::reason::{Decision, ReasonGiven};
use crate::domain::round::RoundView;
use crate::domain::section::{NewSection, Scope, Section};
use crate::domain::sort::Sort;
use crate::domain::status::Stage;

use super::image::Order;

/// What a request is for. In each slot the newest request wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Who I am.
    Me,
    /// One page of a section's list, by its digit.
    Queue(u8),
    /// How many cases stand where.
    Counts,
    /// The sections under the digits.
    Sections,
    /// Keeping a section, or taking it away.
    SaveSection,
    /// The case beside the queue.
    Glance,
    /// The open case.
    Case,
    /// The open case's history.
    History,
    /// What changed since the open case's last round.
    Round,
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
        /// Only this review.
        stage: Option<Stage>,
        /// The filter's text.
        filter: String,
        /// The order.
        sort: Sort,
        /// Where the page begins.
        cursor: Option<String>,
        /// The same list from its end.
        backwards: bool,
        /// How many rows.
        limit: u32,
    },
    /// How many cases stand where, and how many these filters let through, by digit.
    Counts(Vec<(u8, String)>),
    /// The sections under the digits.
    Sections,
    /// Keep a section.
    SaveSection(Scope, u8, Box<NewSection>),
    /// Take a section away.
    DropSection(Scope, u8),
    /// One case to look at from the queue, with why it was returned last.
    Glance(String),
    /// One case.
    Case(String),
    /// Its history.
    History(String),
    /// What changed since its last round.
    Round(String),
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
    Counts(Box<Counts>, Vec<(u8, u64)>),
    Sections(Vec<Section>),
    SavedSection(u8, Vec<Section>),
    Glance(Box<Case>, Vec<ReasonGiven>),
    Case(Box<Case>),
    History(Vec<HistoryEvent>),
    Round(Box<RoundView>),
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
