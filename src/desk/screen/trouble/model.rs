//! What the view of a refusal knows.

use crate::api::Case;

/// The view.
#[derive(Debug)]
pub struct Model {
    /// The stable code of the refusal.
    pub code: String,
    /// Why, in words.
    pub why: String,
    /// The reason of the draft at fault, where the API named one.
    pub reason: Option<usize>,
    /// What the reviewer had before his eyes when he was refused.
    pub seen: Seen,
}

/// A case as it was looked at.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The case.
    pub case: Box<Case>,
    /// The events of its history that were known.
    pub events: usize,
}

/// What to do after a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Look at what changed, then decide anew.
    Look,
    /// Claim the case again.
    Claim,
    /// Leave the case to who has it.
    Other,
    /// Leave it to somebody who may.
    Colleague,
    /// Look at what the machine found.
    Findings,
    /// Mend what was typed.
    Mend,
}

impl Model {
    /// What to do now.
    pub fn next(&self) -> Next {
        match self.code.as_str() {
            "version_changed" | "wrong_status" | "decision_held" => Next::Look,
            "lease_lost" | "not_held" => Next::Claim,
            "held_by_other" => Next::Other,
            "role_missing" | "four_eyes" | "forbidden" => Next::Colleague,
            "blockers_open" => Next::Findings,
            _ => Next::Mend,
        }
    }
}

/// What is to be told beside the refusal, gathered when it is drawn.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whether the case is being read again.
    pub is_reading: bool,
    /// Where the case stands now, and who holds it.
    pub stands: Vec<String>,
    /// What happened since, and which fields have another value.
    pub since: Vec<String>,
    /// What was written and is still here.
    pub kept: Vec<String>,
}
