//! A decision with its reasons, and the check of each reason against the catalogue.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::catalogue::{self, Targets};
use super::finding::Finding;
use super::refusal::Refusal;
use super::status::Stage;
use super::words::closed_list;

/// The longest text or suggestion of one reason, in characters.
pub const LONGEST_TEXT: usize = 2000;

/// The most reasons in one return.
pub const MOST_REASONS: usize = 100;

/// The most pieces of evidence of one reason.
pub const MOST_EVIDENCE: usize = 20;

closed_list! {
    /// What a return asks of the applicant.
    ReturnKind {
        Correct = "correct", "补正", "correct and resubmit";
        Reject = "reject", "驳回", "reject";
    }
}

/// One reason of a return, as it reaches the applicant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonGiven {
    /// A field path, an object, or `material:SLUG`; empty only where the catalogue's own target is `any`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// A code of the return-reason catalogue.
    pub code: String,
    /// What is wrong, in the reviewer's words; the catalogue's text where empty.
    #[serde(default)]
    pub text: String,
    /// What the applicant should do; the catalogue's suggestion where empty.
    #[serde(default)]
    pub suggestion: String,
    /// Where on the pictures it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// A rectangle on an uploaded picture that shows what is wrong. It is stored as the picture's hash and these numbers,
/// so that it stays true to the picture it was drawn on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
    /// Left edge in pixels of the original, turned upright.
    pub x: u32,
    /// Upper edge in pixels of the original, turned upright.
    pub y: u32,
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
}

/// A picture of a case as evidence may point at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
    /// Pixels of the original, turned upright; none where it cannot be read.
    pub upright: Option<(u32, u32)>,
}

impl Evidence {
    /// Whether the rectangle has an area and lies inside a picture of this size.
    pub fn lies_in(&self, (width, height): (u32, u32)) -> bool {
        let inside = |from: u32, length: u32, most: u32| match from.checked_add(length) {
            Some(end) => length > 0 && end <= most,
            None => false,
        };
        inside(self.x, self.width, width) && inside(self.y, self.height, height)
    }
}

/// What a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Decision {
    /// 通过.
    Approve,
    /// 退回, to be corrected or for good.
    Return {
        /// 补正 or 驳回.
        kind: ReturnKind,
        /// At least one.
        reasons: Vec<ReasonGiven>,
    },
}

/// Why a case is approved although the machine found what must be corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Every open blocker, by its rule's id, or as `RULE@TARGET`.
    pub findings: Vec<String>,
    /// Why, for the record; 1 to 2,000 characters.
    pub reason: String,
}

impl Override {
    /// Whether it names this finding.
    pub fn names(&self, finding: &Finding) -> bool {
        self.findings.iter().any(|name| {
            let (rule, target) = name.split_once('@').unwrap_or((name, &finding.target));
            rule == finding.rule && target == finding.target
        })
    }
}

impl Decision {
    /// `approve` or `return`, as on the wire.
    pub const fn outcome(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Return { .. } => "return",
        }
    }

    /// `correct` or `reject`, of a return.
    pub const fn kind(&self) -> Option<ReturnKind> {
        match self {
            Self::Approve => None,
            Self::Return { kind, .. } => Some(*kind),
        }
    }

    /// That every piece of evidence lies on a picture that the case has now.
    ///
    /// # Errors
    /// `EvidenceUnknown` or `EvidenceOutside`, by the index of the reason and of the piece.
    pub fn evident(&self, pictures: &[Shown]) -> Result<(), Refusal> {
        let Self::Return { reasons, .. } = self else { return Ok(()) };
        for (index, reason) in reasons.iter().enumerate() {
            for (piece, evidence) in reason.evidence.iter().enumerate() {
                let shown = pictures.iter().find(|shown| shown.sha256 == evidence.sha256);
                let upright = shown.and_then(|shown| shown.upright).ok_or(Refusal::EvidenceUnknown { index, piece })?;
                if !evidence.lies_in(upright) {
                    let (width, height) = upright;
                    return Err(Refusal::EvidenceOutside { index, piece, width, height });
                }
            }
        }
        Ok(())
    }

    /// The hashes of the pictures that its reasons point into.
    pub fn pointed(&self) -> BTreeSet<&str> {
        let reasons = match self {
            Self::Approve => &[][..],
            Self::Return { reasons, .. } => reasons,
        };
        reasons.iter().flat_map(|reason| &reason.evidence).map(|piece| piece.sha256.as_str()).collect()
    }

    /// Checks every reason for the stage and fills empty texts from the catalogue.
    ///
    /// # Errors
    /// The first reason that the catalogue does not allow, by its index.
    pub fn checked(self, stage: Stage) -> Result<Self, Refusal> {
        let Self::Return { kind, reasons } = self else { return Ok(self) };
        if reasons.is_empty() {
            return Err(Refusal::ReasonsMissing);
        }
        if reasons.len() > MOST_REASONS {
            return Err(Refusal::TooManyReasons { most: MOST_REASONS });
        }
        let reasons = reasons
            .into_iter()
            .enumerate()
            .map(|(index, reason)| reason.checked(index, stage))
            .collect::<Result<_, _>>()?;
        Ok(Self::Return { kind, reasons })
    }
}

impl ReasonGiven {
    /// A reason with the catalogue's own target where that is a single one.
    pub fn from_code(code: &str) -> Self {
        let target = match catalogue::reason(code).map(catalogue::Reason::targets) {
            Some(Targets::Concrete(targets)) if targets.len() == 1 => targets.into_iter().next().unwrap_or_default(),
            _ => String::new(),
        };
        Self { target, code: code.to_owned(), ..Self::default() }
    }

    pub(super) fn checked(mut self, index: usize, stage: Stage) -> Result<Self, Refusal> {
        let Some(known) = catalogue::reason(&self.code) else {
            return Err(Refusal::ReasonUnknown { index, code: self.code });
        };
        if !known.applies_in(stage) {
            return Err(Refusal::ReasonWrongStage { index, code: self.code, stage });
        }
        if self.target.is_empty() {
            self.target = Self::from_code(&self.code).target;
        }
        if self.target.is_empty() && known.targets() != Targets::Any {
            return Err(Refusal::TargetMissing { index, code: self.code });
        }
        let fits = catalogue::is_target(&self.target) && known.fits(&self.target);
        if !self.target.is_empty() && !fits {
            return Err(Refusal::TargetUnfit { index, code: self.code, target: self.target });
        }
        if self.text.trim().is_empty() {
            if self.code == "OTHER" {
                return Err(Refusal::TextMissing { index });
            }
            self.text = known.text(super::lang::Lang::Zh).to_owned();
        }
        if self.suggestion.trim().is_empty() {
            self.suggestion = known.fix(super::lang::Lang::Zh).to_owned();
        }
        if self.evidence.len() > MOST_EVIDENCE {
            return Err(Refusal::TooMuchEvidence { index, most: MOST_EVIDENCE });
        }
        if self.text.chars().count() > LONGEST_TEXT || self.suggestion.chars().count() > LONGEST_TEXT {
            return Err(Refusal::TextTooLong { index, most: LONGEST_TEXT });
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointing(evidence: Vec<Evidence>) -> Decision {
        let reason = ReasonGiven { evidence, ..ReasonGiven::from_code("ENT_NAME_MISMATCH") };
        Decision::Return {
            kind: ReturnKind::Correct,
            reasons: vec![ReasonGiven::from_code("ENT_NAME_MISMATCH"), reason],
        }
    }

    #[test]
    fn evidence_lies_inside_a_picture_that_the_case_has() {
        let pictures =
            [Shown { sha256: "aa".into(), upright: Some((100, 50)) }, Shown { sha256: "bb".into(), upright: None }];
        let on = |sha256: &str, x, y, width, height| Evidence { sha256: sha256.into(), x, y, width, height };
        let judged = |evidence| pointing(vec![on("aa", 0, 0, 1, 1), evidence]).evident(&pictures);
        assert_eq!(judged(on("aa", 0, 0, 100, 50)), Ok(()));
        assert_eq!(judged(on("aa", 99, 49, 1, 1)), Ok(()));
        let outside = Err(Refusal::EvidenceOutside { index: 1, piece: 1, width: 100, height: 50 });
        for (x, y, width, height) in
            [(0, 0, 0, 1), (0, 0, 1, 0), (99, 0, 2, 1), (0, 50, 1, 1), (u32::MAX, 0, 2, 1), (1, 1, u32::MAX, 1)]
        {
            assert_eq!(judged(on("aa", x, y, width, height)), outside);
        }
        for unknown in ["cc", "", "AA", "bb"] {
            let refusal = judged(on(unknown, 0, 0, 1, 1)).unwrap_err();
            assert_eq!(refusal.pointer().as_deref(), Some("/reasons/1/evidence/1/sha256"), "{unknown}");
        }
        let many = pointing(vec![on("aa", 0, 0, 1, 1); MOST_EVIDENCE + 1]);
        assert_eq!(many.checked(Stage::First).unwrap_err().pointer().as_deref(), Some("/reasons/1/evidence"));
    }
}
