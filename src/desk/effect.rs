//! Everything the desk can ask for: a closed set. Updates return these; only [`super::run`] carries them out.

use jiff::Timestamp;
use serde_json::Value;

use crate::api::{
    Backlog, Case, CaseRow, Claimed, Counts, DecisionTaken, HistoryEvent, LeaseGiven, Me, Note, Page, Proposal,
    Related, TraineeScore,
};
use crate::api::{DraftSaved, KeptDraft};
use crate::client::outbox::Unsent;
use crate::domain::draft::Draft;
use crate::domain::lang::Lang;
use crate::domain::reason::{Evidence, ReasonGiven};
use crate::domain::round::RoundView;
use crate::domain::section::{NewSection, Scope, Section};
use crate::domain::sort::Sort;
use crate::domain::status::Stage;
use crate::domain::tutorial::Progress;
use crate::domain::verb::Verb;

use super::image::Order;
use super::several::{Named, What};
use crate::keys::Intent;

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
    /// What is done on several cases, one after another.
    Several,
    /// The taking back of a decision.
    Undo,
    /// A decision that waited in the outbox.
    Outbox,
    /// The draft of a case that became mine.
    Draft,
    /// My draft on its way to the service.
    Push,
    /// The lease of a case that was open when the desk was closed.
    Regain,
    /// The renewal of the open case's lease.
    Renew,
    /// How far the guide of the first day is.
    Guide,
    /// What trainees proposed, or how they do.
    Trainees,
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
    Decide(Box<Unsent>),
    /// Send a decision that waited, claiming its case again where the lease ran out.
    Resend(Box<Unsent>),
    /// The draft that the service keeps.
    Draft(String),
    /// Let the service keep my draft.
    KeepDraft {
        /// The case's id.
        id: String,
        /// The lease token.
        token: String,
        /// One more than what the service has.
        revision: i64,
        /// The draft.
        draft: Box<Draft>,
    },
    /// Take my decision back.
    Undo(String),
    /// How far the guide of the first day is.
    Guide,
    /// What trainees proposed for a case.
    Proposals(String),
    /// How every trainee does.
    Trainees,
    /// The figures.
    Backlog,
}

impl Call {
    /// Whether it changes anything on the server, a record of who looked included. Renewing keeps what is held and changes nothing.
    pub const fn changes(&self) -> bool {
        !matches!(
            self,
            Self::Me
                | Self::Queue { .. }
                | Self::Counts(_)
                | Self::Sections
                | Self::Glance(_)
                | Self::Case(_)
                | Self::History(_)
                | Self::Round(_)
                | Self::Notes(_)
                | Self::Related(_)
                | Self::Peek(_)
                | Self::Draft(_)
                | Self::Renew(..)
                | Self::Backlog
                | Self::Guide
                | Self::Proposals(_)
                | Self::Trainees
        )
    }
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
    Resent(DecisionTaken),
    Draft(String, Box<KeptDraft>),
    DraftKept(String, DraftSaved),
    Undone(Box<Claimed>),
    Backlog(Box<Backlog>),
    Guide(Option<Progress>),
    Proposals(String, Vec<Proposal>),
    Trainees(Vec<TraineeScore>),
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
    /// The question whether the open case passes, unless something stands in the way.
    Approve,
    /// A box was drawn on a picture of this target.
    Boxed(String, Evidence),
    /// Close what lies on top.
    CloseSheet,
    /// Do this on the cases that the sheet names, one after another.
    Several(What),
    /// Send what the sheet shows.
    Send,
    /// Do what a key of the screen below does.
    Act(Intent),
    /// Carry out a command of the palette.
    Run(Command),
    /// Leave the program, asking first where something is unsent.
    Leave,
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
    /// Hand these back, which I hold.
    ReleaseSeveral(Vec<Named>),
    /// Claim the open case.
    Claim,
    /// Claim the most urgent of a stage.
    ClaimNext(Stage),
    /// Leave although reasons are flagged and not sent.
    Quit,
    /// Drop a decision that waits in the outbox, by its key.
    Drop(String),
}

/// What the palette can do beside the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Leave the program.
    Quit,
    /// Show every key.
    Keys,
    /// Show what is known of the terminal and of how it shows pictures.
    Graphics,
    /// Show what the guide of the first day says.
    Guide,
    /// Show what trainees proposed for the open case.
    Proposals,
    /// Show how trainees do.
    Trainees,
    /// Use another theme.
    Theme(String),
    /// Speak another language.
    Lang(Lang),
    /// Listen to the mouse, or not.
    Mouse(bool),
    /// Be another sample user of the demo.
    As(String),
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
    /// Make ready what will be looked at next, and bring it to the terminal's memory while nothing else is to be done.
    Ahead(Vec<Order>),
    /// Keep these values in the state file; a null forgets its key.
    Keep(Vec<(String, Value)>),
    /// Let the reviewer change this text in his own editor.
    Editor(String),
    /// Stop what is under way for the picture pane.
    StopPicture,
    /// Wake up with this number when a begun sequence has rested.
    Rest(u64),
    /// Put a text on the clipboard of the terminal.
    Copy(String),
    /// Tell the terminal that something happened.
    Tell(String),
    /// Read a theme.
    Theme(String),
    /// Ask the API for answers in this language from now on.
    Speak(Lang),
    /// Listen to the mouse, or not.
    Mouse(bool),
    /// Call the API as this sample user from now on.
    As(String),
    /// Draw everything again.
    Redraw,
    /// Bring back what the terminal may have lost while another window was in front.
    Heal,
    /// Stop, as the shell's job control does.
    Suspend,
    /// Leave.
    Quit,
}
