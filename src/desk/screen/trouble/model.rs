//! What the view of a refusal knows.

use jiff::Timestamp;

use crate::domain::filing::Filing;

/// The view.
#[derive(Debug)]
pub struct Model {
    /// The stable code of the refusal.
    pub code: String,
    /// Why, in words.
    pub why: String,
    /// What the reviewer had before his eyes when he was refused.
    pub seen: Seen,
}

/// A case as it was read.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The case's id.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// What the applicant had filled in.
    pub filing: Box<Filing>,
    /// The events of its history that were known.
    pub events: usize,
    /// When it was refused.
    pub at: Timestamp,
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
