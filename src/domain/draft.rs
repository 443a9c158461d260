//! What a reviewer has noted on a case and not sent: reasons in the making, what was found right, which pictures were
//! seen, a note half written. It is kept with every keystroke and handed to the next holder of the case.

mod lint;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::{Decision, ReasonGiven, ReturnKind};
pub use lint::{Fault, FaultKind, lint};

/// A review in the making, of one round of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Draft {
    /// The round that was looked at, from 1; 0 where nothing was noted yet.
    pub round: u32,
    /// 补正 or 驳回.
    pub kind: ReturnKind,
    /// The reasons so far; a reason without a code is a flag whose reason is still to be picked.
    pub reasons: Vec<ReasonGiven>,
    /// Field paths and `material:SLUG` that were looked at and found right.
    pub verified: BTreeSet<String>,
    /// SHA-256 (lower-case hex) of the pictures that were shown in full.
    pub seen: BTreeSet<String>,
    /// A note that is not sent yet.
    pub note: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            round: 0,
            kind: ReturnKind::Correct,
            reasons: Vec::new(),
            verified: BTreeSet::new(),
            seen: BTreeSet::new(),
            note: String::new(),
        }
    }
}

impl Draft {
    /// Whether nothing at all is noted, so that it need not be kept.
    pub fn is_empty(&self) -> bool {
        self.reasons.is_empty() && self.verified.is_empty() && self.seen.is_empty() && self.note.is_empty()
    }

    /// Whether something in it would be lost unless it is sent: reasons, or a note.
    pub fn is_unsent(&self) -> bool {
        !self.reasons.is_empty() || !self.note.is_empty()
    }

    /// How many reasons point at `target`.
    pub fn flags(&self, target: &str) -> usize {
        self.reasons.iter().filter(|reason| reason.target == target).count()
    }

    /// Adds a reason unless the same code is there for the same target; returns its position.
    pub fn add(&mut self, reason: ReasonGiven) -> usize {
        let same = |known: &ReasonGiven| known.code == reason.code && known.target == reason.target;
        if let Some(at) = self.reasons.iter().position(same) {
            return at;
        }
        self.reasons.push(reason);
        self.reasons.len() - 1
    }

    /// The return to send.
    pub fn decision(&self) -> Decision {
        Decision::Return { kind: self.kind, reasons: self.reasons.clone() }
    }
}
