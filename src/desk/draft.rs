//! What a reviewer has flagged in a case and not sent yet.

use crate::domain::reason::{Decision, ReasonGiven, ReturnKind};

/// A return in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// 补正 or 驳回.
    pub kind: ReturnKind,
    /// The reasons so far.
    pub reasons: Vec<ReasonGiven>,
}

impl Default for Draft {
    fn default() -> Self {
        Self { kind: ReturnKind::Correct, reasons: Vec::new() }
    }
}

impl Draft {
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

    /// The decision to send.
    pub fn decision(&self) -> Decision {
        Decision::Return { kind: self.kind, reasons: self.reasons.clone() }
    }
}
