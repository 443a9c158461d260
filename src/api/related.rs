//! Cases that have something in common.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::case::{CaseRow, HistoryEvent};
use crate::domain::open::Open;
use crate::domain::related::RelatedKind;

/// A case that is related to the one asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Related {
    /// What the queue shows of it.
    #[serde(flatten)]
    pub row: CaseRow,
    /// What the two have in common; never empty.
    pub why: Vec<Shared>,
    /// How it was decided so far, by the reviews and the administration, oldest first.
    #[serde(default)]
    pub decisions: Vec<HistoryEvent>,
}

/// A value that two cases share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Shared {
    /// What it is.
    pub kind: Open<RelatedKind>,
    /// The field of the related case that holds it, or `material:SLUG`.
    pub target: String,
    /// The value; a person's is masked, a picture's is the beginning of its SHA-256.
    pub value: String,
}
