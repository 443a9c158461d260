//! A review in the making, on the wire.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::draft::Draft;

/// The draft of a case as it is kept: whoever holds the case goes on with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptDraft {
    /// What is noted; empty where nothing is kept.
    pub draft: Draft,
    /// Rises with every writing; 0 where nothing is kept. The next writing needs a higher one.
    pub revision: i64,
    /// The user id of who wrote it last; null where nothing is kept.
    #[serde(default)]
    pub by: Option<String>,
    /// When it was written last (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// The body that keeps a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// Higher than the one that is kept, by at most 1,000,000. What comes late, with a lower one, is refused; the same one with
    /// the same draft is a repetition.
    #[schema(minimum = 1)]
    pub revision: i64,
    /// What is noted, whole; at most 256 KiB as JSON.
    pub draft: Draft,
}

/// That a draft is kept, safe from a loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DraftSaved {
    /// The revision that is kept now.
    pub revision: i64,
    /// Since when (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}
