//! What a reviewer has noted on a case and not sent: reasons in the making, what was found right, which pictures were
//! seen, a note half written. It is kept with every keystroke and handed to the next holder of the case.

mod lint;
mod prefilled;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::{Decision, MOST_EVIDENCE, MOST_REASONS, ReasonGiven, ReturnKind};
use super::refusal::Refusal;
pub use lint::{Fault, FaultKind, lint};
pub use prefilled::prefilled;

/// The longest text, suggestion or note of a draft, in characters. Longer than what may be sent: what is being typed must not be lost
/// because it is still too long.
pub const LONGEST_TYPED: usize = 10_000;

/// The longest target, code or hash, in characters.
const LONGEST_WORD: usize = 200;

/// The most verified fields, or seen pictures.
const MOST_MARKS: usize = 1_000;

/// The largest draft as JSON, in bytes.
pub const LARGEST: usize = 256 * 1024;

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
    /// Field paths and `material:SLUG` that were looked at and found right; of a slot with several files each further
    /// one as `material:SLUG.PAGE`.
    pub verified: BTreeSet<String>,
    /// SHA-256 (lower-case hex) of the pictures that were shown in full.
    pub seen: BTreeSet<String>,
    /// A note that is not sent yet.
    pub note: String,
    /// Why the case is to be given to the lead or put off, while that is not sent yet.
    pub aside: String,
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
            aside: String::new(),
        }
    }
}

impl Draft {
    /// Whether nothing at all is noted, so that it need not be kept.
    pub fn is_empty(&self) -> bool {
        self.says_nothing() && self.seen.is_empty()
    }

    /// Whether pictures were seen at the most, and nothing was noted by hand.
    pub fn says_nothing(&self) -> bool {
        self.reasons.is_empty() && self.verified.is_empty() && self.note.is_empty() && self.aside.is_empty()
    }

    /// Whether something in it would be lost unless it is sent: reasons, a note, or why the case is laid aside.
    pub fn is_unsent(&self) -> bool {
        !self.reasons.is_empty() || !self.note.is_empty() || !self.aside.is_empty()
    }

    /// Makes it a draft of this round. What was verified in an earlier one is to be looked at again, because the applicant
    /// may have changed it; a picture that was seen is the same as long as its hash is.
    pub fn begin(&mut self, round: u32) {
        if self.round != round {
            self.verified.clear();
            self.round = round;
        }
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

    /// That it may be kept.
    ///
    /// # Errors
    /// `DraftLimit` with the first place that is too long, as a pointer into the draft.
    pub fn within_limits(&self) -> Result<(), Refusal> {
        let limit = |pointer: String, most: usize, found: usize| {
            if found <= most { Ok(()) } else { Err(Refusal::DraftLimit { pointer, most }) }
        };
        limit("/reasons".into(), MOST_REASONS, self.reasons.len())?;
        for (index, reason) in self.reasons.iter().enumerate() {
            let at = |name: &str| format!("/reasons/{index}/{name}");
            limit(at("target"), LONGEST_WORD, reason.target.chars().count())?;
            limit(at("code"), LONGEST_WORD, reason.code.chars().count())?;
            limit(at("text"), LONGEST_TYPED, reason.text.chars().count())?;
            limit(at("suggestion"), LONGEST_TYPED, reason.suggestion.chars().count())?;
            limit(at("evidence"), MOST_EVIDENCE, reason.evidence.len())?;
            for (part, evidence) in reason.evidence.iter().enumerate() {
                limit(at(&format!("evidence/{part}/sha256")), LONGEST_WORD, evidence.sha256.chars().count())?;
            }
        }
        for (name, marks) in [("verified", &self.verified), ("seen", &self.seen)] {
            limit(format!("/{name}"), MOST_MARKS, marks.len())?;
            for (index, mark) in marks.iter().enumerate() {
                limit(format!("/{name}/{index}"), LONGEST_WORD, mark.chars().count())?;
            }
        }
        limit("/note".into(), LONGEST_TYPED, self.note.chars().count())?;
        limit("/aside".into(), LONGEST_TYPED, self.aside.chars().count())?;
        // Written without a mistake, or it could not have been read.
        limit(String::new(), LARGEST, serde_json::to_vec(self).map_or(0, |json| json.len()))
    }

    /// The return to send.
    pub fn decision(&self) -> Decision {
        Decision::Return { kind: self.kind, reasons: self.reasons.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_fault(draft: &Draft) -> String {
        match draft.within_limits() {
            Err(Refusal::DraftLimit { pointer, .. }) => pointer,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_draft_that_is_too_long_says_where() {
        let reason = |text: usize| ReasonGiven { text: "字".repeat(text), ..ReasonGiven::from_code("OTHER") };
        let draft =
            Draft { reasons: vec![reason(LONGEST_TYPED)], note: "字".repeat(LONGEST_TYPED), ..Draft::default() };
        assert_eq!(draft.within_limits(), Ok(()), "characters count, not bytes");
        assert_eq!(at_fault(&Draft { note: "n".repeat(LONGEST_TYPED + 1), ..Draft::default() }), "/note");
        let draft = Draft { reasons: vec![reason(1), reason(LONGEST_TYPED + 1)], ..Draft::default() };
        assert_eq!(at_fault(&draft), "/reasons/1/text");
        assert_eq!(at_fault(&Draft { reasons: vec![reason(1); MOST_REASONS + 1], ..Draft::default() }), "/reasons");
        let marks = (0..MOST_MARKS + 1).map(|mark| mark.to_string()).collect();
        assert_eq!(at_fault(&Draft { verified: marks, ..Draft::default() }), "/verified");
        let long = BTreeSet::from(["a".to_owned(), "b".repeat(LONGEST_WORD + 1)]);
        assert_eq!(at_fault(&Draft { seen: long, ..Draft::default() }), "/seen/1");
        assert_eq!(
            at_fault(&Draft { reasons: vec![reason(5_000); 20], ..Draft::default() }),
            "",
            "too much altogether"
        );
    }
}
