//! What trainees propose, and how it compares, on the wire.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::proposal::{Agreement, Score};
use crate::domain::reason::{Decision, ReasonGiven, ReturnKind};
use crate::domain::status::Stage;

/// A decision that somebody made, or would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verdict {
    /// Whose, by user id.
    pub by: String,
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `approve` or `return`.
    pub outcome: String,
    /// `correct` or `reject`, of a return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ReturnKind>,
    /// The reasons of a return.
    #[serde(default)]
    pub reasons: Vec<ReasonGiven>,
}

impl Verdict {
    /// A decision with its author and time.
    pub fn of(by: String, at: Timestamp, decision: Decision) -> Self {
        let (outcome, kind) = (decision.outcome().to_owned(), decision.kind());
        let reasons = match decision {
            Decision::Approve => Vec::new(),
            Decision::Return { reasons, .. } => reasons,
        };
        Self { by, at, outcome, kind, reasons }
    }
}

/// What a trainee would decide in a review of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proposal {
    /// The case's id.
    pub id: String,
    /// The case's number.
    pub number: String,
    /// The round.
    pub round: u32,
    /// The review.
    pub stage: Stage,
    /// What is proposed.
    pub proposed: Verdict,
    /// What a reviewer decided; null until a decision has taken effect.
    #[serde(default)]
    pub given: Option<Verdict>,
    /// Where the two agree; null until then.
    #[serde(default)]
    pub agreement: Option<Agreement>,
}

/// How a trainee does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TraineeScore {
    /// The trainee's user id.
    pub id: String,
    /// His name.
    pub name: String,
    /// The figures over everything that he proposed.
    #[serde(flatten)]
    pub score: Score,
}
