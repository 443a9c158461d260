//! What those who watch the queue are told.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::case::CaseRow;
use crate::domain::open::Open;
use crate::domain::status::Status;
use crate::domain::verb::Verb;

/// A change of a case: the `data` of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// Rises with every change of any case; also the event's `id`.
    pub seq: i64,
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The case's id.
    pub id: String,
    /// The case's number.
    pub number: String,
    /// Where the case stands now.
    pub status: Open<Status>,
    /// Its version now.
    pub version: i64,
    /// What was done. A decision is told twice, when it is sent (`row.decision` shows) and when it takes effect (`status` has moved);
    /// `lapse` is a lease that ran out, `wake` without anybody's doing the end of a putting off.
    pub verb: Open<Verb>,
    /// What a list shows of the case when this is sent, so that nothing need be asked: the newest there is, which may be later than this
    /// change. Absent where an older service does not send it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Box<CaseRow>>,
}
