//! The root's own state: which screen has the focus, and what all screens share.

use std::collections::HashMap;

use jiff::Timestamp;

use super::ahead::Ahead;
use super::effect::{Slot, Ticket};
use super::face::Face;
use super::guide::Guide;
use super::image::Screen;
use super::kept::{Handed, Kept, Saved};
use super::line::Link;
use super::screen::decide::update::Around;
use super::screen::{aside, backlog, case, decide, help, log, note, palette, picture, queue, related, trouble};
use super::several::Several;
use super::theme::Theme;
use crate::api::Me;
use crate::client::outbox::Unsent;
use crate::domain::draft::Draft;
use crate::domain::habit::Habit;
use crate::domain::lang::Lang;
use crate::domain::role::Actor;
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::keys::Scope;

/// The whole desk.
#[derive(Debug)]
pub struct Model {
    /// Language of the words.
    pub lang: Lang,
    /// Styles.
    pub theme: Theme,
    /// Whether frames and marks are ASCII.
    pub ascii: bool,
    /// Width and height of the window in cells.
    pub size: (u16, u16),
    /// Now, as of the last wake-up.
    pub now: Timestamp,
    /// How pictures are shown.
    pub pictures: Screen,
    /// Whether the next case is claimed after a decision.
    pub claim_next: bool,
    /// Who I am, once the API has said so.
    pub me: Option<Me>,
    /// The screen with the focus, below any sheet.
    pub place: Place,
    /// The queue.
    pub queue: queue::Model,
    /// The open case.
    pub case: Option<case::Model>,
    /// The picture beside it.
    pub picture: picture::Model,
    /// The figures.
    pub backlog: backlog::Model,
    /// The sheet on top.
    pub sheet: Option<decide::Model>,
    /// What lies over screen and sheet, the topmost last.
    pub over: Vec<Over>,
    /// The guide of the first day, where there is one.
    pub guide: Option<Guide>,
    /// The help on top of everything.
    pub help: Option<help::Model>,
    /// The palette, above even that.
    pub palette: Option<palette::Model>,
    /// The log of calls.
    pub log: log::Model,
    /// Keys and manners.
    pub face: Face,
    /// What is flagged and not sent, by case id.
    pub drafts: HashMap<String, Draft>,
    /// My last decision, while I may take it back.
    pub held: Option<Held>,
    /// My case that came after the decision that I took back, by id and number: it comes next again.
    pub left: Option<(String, String)>,
    /// Keys that wait for the case that was asked for.
    pub ahead: Ahead,
    /// What is being done on several cases.
    pub several: Option<Several>,
    /// Decisions that are not acknowledged, oldest first.
    pub outbox: Vec<Unsent>,
    /// The key of the one that is on its way.
    pub resending: Option<String>,
    /// Which reasons I usually give.
    pub habit: Habit,
    /// What the state file holds of all this; none while there is no state file.
    pub kept: Option<Kept>,
    /// Where I was when the desk was closed, until that is on the screen again.
    pub restoring: Option<Saved>,
    /// What the service has of the drafts of cases that are mine.
    pub handed: HashMap<String, Handed>,
    /// When each draft was changed last.
    pub touched: HashMap<String, Timestamp>,
    /// Whether the lease of the restored case is still to be asked for.
    pub regains: bool,
    /// Whether the desk starts in the queue, wherever it was left.
    pub starts_plain: bool,
    /// The footer's sentence, until the next key.
    pub notice: Option<Notice>,
    /// Why the API did not answer last, while it does not.
    pub offline: Option<String>,
    /// How the line to the API is.
    pub link: Link,
    /// Requests under way.
    pub busy: usize,
    tickets: HashMap<Slot, u64>,
}

/// Which screen has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The queue.
    Queue,
    /// A case.
    Case,
    /// The figures.
    Backlog,
}

/// Something that lies over the screen and over a sheet.
#[derive(Debug)]
pub enum Over {
    /// Notes, and the one being written.
    Note(note::Model),
    /// Filings related to the open case.
    Related(related::Model),
    /// A case to be laid aside, or taken back.
    Aside(aside::Model),
    /// What was refused.
    Trouble(Box<trouble::Model>),
}

impl Over {
    /// Whether keys are typed text now, and not intents.
    pub const fn takes_text(&self) -> bool {
        match self {
            Self::Note(note) => note.typing,
            Self::Aside(aside) => aside.typing,
            Self::Related(_) | Self::Trouble(_) => false,
        }
    }

    /// What a sheet complains about.
    pub const fn trouble_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Note(note) => note.trouble.as_mut(),
            Self::Aside(aside) => aside.trouble.as_mut(),
            Self::Related(_) | Self::Trouble(_) => None,
        }
    }

    const fn scope(&self) -> Scope {
        match self {
            Self::Note(_) => Scope::Note,
            Self::Related(_) => Scope::Related,
            Self::Aside(_) => Scope::Aside,
            Self::Trouble(_) => Scope::Trouble,
        }
    }
}

/// A decision of mine under its hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The case's id.
    pub id: String,
    /// The case's number.
    pub number: String,
    /// From this moment on it can no longer be taken back.
    pub until: Timestamp,
    /// Which decision it was.
    pub verb: Verb,
    /// What was flagged, to be there again if it is taken back.
    pub draft: Option<Draft>,
}

/// A sentence in the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// Whether something is wrong.
    pub warning: bool,
}

impl Model {
    /// A desk before its first reply.
    pub fn new(
        (lang, theme, ascii): (Lang, Theme, bool),
        size: (u16, u16),
        now: Timestamp,
        pictures: Screen,
        claim_next: bool,
    ) -> Self {
        Self {
            lang,
            theme,
            ascii,
            size,
            now,
            pictures,
            claim_next,
            me: None,
            place: Place::Queue,
            queue: queue::Model::default(),
            case: None,
            picture: picture::Model::default(),
            backlog: backlog::Model::default(),
            sheet: None,
            over: Vec::new(),
            guide: None,
            help: None,
            palette: None,
            log: log::Model::default(),
            face: Face::default(),
            drafts: HashMap::new(),
            held: None,
            left: None,
            ahead: Ahead::default(),
            several: None,
            outbox: Vec::new(),
            resending: None,
            habit: Habit::default(),
            kept: None,
            restoring: None,
            handed: HashMap::new(),
            touched: HashMap::new(),
            regains: false,
            starts_plain: false,
            notice: None,
            offline: None,
            link: Link::default(),
            busy: 0,
            tickets: HashMap::new(),
        }
    }

    /// A ticket for a new request of this slot; older ones of the slot are stale from now on.
    pub fn issue(&mut self, slot: Slot) -> Ticket {
        let number = self.tickets.entry(slot).or_default();
        *number += 1;
        Ticket { slot, number: *number }
    }

    /// Makes every request under way stale: what was asked as somebody else is no answer for me.
    pub fn forget_asked(&mut self) {
        self.tickets.values_mut().for_each(|number| *number += 1);
    }

    /// Whether a reply is to the newest request of its slot.
    pub fn is_fresh(&self, ticket: Ticket) -> bool {
        self.tickets.get(&ticket.slot) == Some(&ticket.number)
    }

    /// Where keys are looked up now.
    pub fn scope(&self) -> Scope {
        if let Some(over) = self.over.last() {
            return over.scope();
        }
        match (&self.sheet, self.place) {
            (Some(decide::Model::Confirm(_)), _) => Scope::Confirm,
            (Some(decide::Model::Return(_)), _) => Scope::Return,
            (Some(decide::Model::Evidence(_)), _) => Scope::Evidence,
            (Some(decide::Model::Outbox(_)), _) => Scope::Outbox,
            (None, Place::Queue) => Scope::Queue,
            (None, Place::Backlog) => Scope::Backlog,
            (None, Place::Case) => match &self.case {
                Some(case) if case.in_picture || self.picture.whole => Scope::Picture,
                _ => Scope::Case,
            },
        }
    }

    /// Where keys are looked up: in the help or the log while one lies over the screen.
    pub fn focus(&self) -> Scope {
        if self.help.is_some() || self.log.open { Scope::Help } else { self.scope() }
    }

    /// Whether a text field has the focus: keys are typed text then, and not intents.
    pub fn takes_text(&self) -> bool {
        match (&self.palette, &self.help, self.over.last(), &self.sheet) {
            (Some(_), ..) => true,
            (None, Some(help), ..) => help.typing,
            (None, None, ..) if self.log.open => false,
            (None, None, Some(over), _) => over.takes_text(),
            (None, None, None, Some(sheet)) => decide::update::takes_text(sheet),
            (None, None, None, None) => match (self.place, &self.case) {
                (Place::Queue, _) => self.queue.field.is_some(),
                (Place::Case, Some(open)) => open.search.as_ref().is_some_and(|search| search.typing),
                _ => false,
            },
        }
    }

    /// Whether something that is no sheet of the case lies over the screen.
    pub const fn is_covered(&self) -> bool {
        self.help.is_some() || self.palette.is_some() || self.log.open
    }

    /// My user id; empty before the API has said it.
    pub fn my_id(&self) -> &str {
        self.me.as_ref().map_or("", |me| me.id.as_str())
    }

    /// Who I am to the rules; nobody before the API has said so.
    pub fn actor(&self) -> Actor {
        self.me.as_ref().map_or_else(|| Actor { id: String::new(), roles: Vec::new() }, Me::actor)
    }

    /// The draft of the open case, if anything is flagged.
    pub fn draft(&self) -> Option<&Draft> {
        self.case.as_ref().and_then(|case| self.drafts.get(&case.case.row.id))
    }

    /// The review at hand: the open case's, else the queue's section.
    pub fn review(&self) -> Stage {
        let of_case =
            self.case.as_ref().and_then(|open| open.case.row.status.known().and_then(|status| status.stage()));
        of_case.unwrap_or_else(|| self.queue.stage())
    }

    /// The open case's draft, made where there is none yet.
    pub fn draft_mut(&mut self) -> Option<&mut Draft> {
        let row = &self.case.as_ref()?.case.row;
        let draft = self.drafts.entry(row.id.clone()).or_default();
        draft.begin(row.round);
        Some(draft)
    }

    /// What the sheets need to know of the open case and of me.
    pub fn around(&self) -> Around<'_> {
        let filing = self.case.as_ref().map(|open| &open.case.filing);
        let before = self.case.as_ref().map_or(&[][..], case::Model::reasons_before);
        Around { stage: self.review(), lang: self.lang, filing, habit: &self.habit, before }
    }

    /// What is different in the open case from the case on which something was refused: each the target and a sentence.
    pub fn changes_since(&self) -> Vec<(String, String)> {
        let (Some(Over::Trouble(view)), Some(open)) = (self.over.last(), &self.case) else { return Vec::new() };
        if view.seen.case.row.id != open.case.row.id {
            return Vec::new();
        }
        case::model::differences(&view.seen.case, &open.case, self.lang)
    }

    /// Where the newest decision stands in the outbox that nobody received, while none is on its way.
    pub fn last_waiting(&self) -> Option<usize> {
        let waiting = self.outbox.iter().rposition(|one| one.refused.is_none());
        waiting.filter(|_| self.resending.is_none())
    }

    /// Cases with flagged reasons that are not sent.
    pub fn unsent(&self) -> usize {
        self.drafts.values().filter(|draft| draft.is_unsent()).count()
    }
}
