//! How many cases stand where.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::backlog::StatusCount;
use crate::domain::status::Stage;

/// `GET /v1/cases/counts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// Every status, in the order of the status machine; 0 where no case stands.
    pub statuses: Vec<StatusCount>,
    /// One entry per review, first then second.
    pub stages: Vec<StageCounts>,
    /// Of both reviews, past their due time.
    #[serde(default)]
    pub overdue: u64,
    /// Cases that the caller holds.
    #[serde(default)]
    pub mine: u64,
    /// Cases that the filter, stage and status of the query let through; absent where none was given. Counted up to
    /// 10,001, which means that there are more than 10,000. Near matches, which the list
    /// shows where nothing else is found, do not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<u64>,
}

/// The cases that wait for one review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StageCounts {
    /// Which review.
    pub stage: Stage,
    /// All that wait.
    pub waiting: u64,
    /// Of these, past their due time.
    pub overdue: u64,
    /// Of these, held by a reviewer.
    pub held: u64,
    /// Of these, free to be claimed: held by nobody, neither decided, escalated nor snoozed.
    pub free: u64,
    /// Of these, given to the lead.
    pub escalated: u64,
    /// Of these, put off.
    pub snoozed: u64,
}
