//! What is kept where beside this desk: the state file's copy of drafts, decisions and place, and the service's of a draft.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::client::outbox::Unsent;
use crate::domain::draft::Draft;
use crate::domain::habit::Habit;
use crate::domain::reason::Evidence;
use crate::terminal::fit::View;

/// What the state file holds, as far as this desk wrote or read it.
#[derive(Debug, Default)]
pub struct Kept {
    pub(super) drafts: HashMap<String, Draft>,
    pub(super) outbox: Vec<Unsent>,
    pub(super) habit: Habit,
    pub(super) filters: Vec<String>,
    pub(super) place: Option<Saved>,
}

/// Where the reviewer was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    pub(super) screen: Screen,
    /// The section's digit; 0 before anybody chose.
    pub(super) section: u8,
    pub(super) filter: String,
    /// The filter being typed.
    pub(super) typing: Option<String>,
    pub(super) case: Option<SavedCase>,
    pub(super) sheet: Option<SavedSheet>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Screen {
    #[default]
    Queue,
    Case,
    Backlog,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SavedCase {
    pub(super) id: String,
    /// What the line under the cursor is about, and which line it is where it is about nothing.
    pub(super) target: Option<String>,
    pub(super) line: usize,
    pub(super) material: usize,
    pub(super) in_picture: bool,
    pub(super) whole: bool,
    pub(super) small: bool,
    pub(super) view: View,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SavedSheet {
    /// The question of an approval, with the reason over blockers as far as it was typed.
    Approve {
        over: Option<String>,
    },
    Return {
        cursor: usize,
        flagging: bool,
        doing: Doing,
        evidence: Option<(String, Evidence)>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Doing {
    List,
    Pick { typed: String, target: Option<String> },
    Words { on_suggestion: Option<bool> },
    Which { cursor: usize },
    Preview { top: usize },
}

/// What the service has of a case's draft.
#[derive(Debug, Clone, Default)]
pub struct Handed {
    /// The revision that it keeps.
    pub(super) revision: i64,
    /// The draft under that revision.
    pub(super) draft: Draft,
    /// What is on its way.
    pub(super) sending: Option<Draft>,
}
