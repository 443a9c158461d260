//! What reviewers write beside a case, on the wire.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A note; internal, never shown to the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The author's user id.
    pub author: String,
    /// What he wrote, as he wrote it.
    pub text: String,
}

/// The body that writes a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// 1 to 2,000 characters.
    pub text: String,
}

/// The body of `escalate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalate {
    /// Why; 1 to 2,000 characters.
    pub reason: String,
}

/// The body of `snooze`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutOff {
    /// Until when; at most 14 days from now (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// Why; 1 to 2,000 characters.
    pub reason: String,
}
