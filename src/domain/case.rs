//! What a decision needs to know of a case: its status, round and version, who holds it, who passed it before.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::{Decision, Override};
use super::refusal::Refusal;
use super::status::Status;
use super::verb::Verb;

/// How long a lease lasts unless it is renewed. Long enough to read a case through, short enough that a case whose
/// reviewer went home is free again the same hour.
pub const LEASE: SignedDuration = SignedDuration::from_mins(15);

/// How many cases one reviewer may hold at a time.
pub const MOST_HELD: usize = 20;

/// The right of one reviewer to decide a case, until it expires or is handed back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The reviewer's user id.
    pub holder: String,
    /// A fresh word for every claim, so that a decision prepared under a lost lease is refused.
    pub token: String,
    /// From this moment on the case is free.
    pub expires_at: Timestamp,
    /// When the claim began; renewals leave it.
    pub since: Timestamp,
}

/// How far off a case may be put: longer than any holiday, short enough that none is forgotten.
pub const LONGEST_SNOOZE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long a decision waits before it takes effect, unless the service is set otherwise (contract: 10 s).
pub const HOLD: SignedDuration = SignedDuration::from_secs(10);

/// A decision under its hold: until it takes effect its author may take it back, and nobody else may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// What was decided, with every reason checked and its words filled in.
    pub decision: Decision,
    /// The author's user id.
    pub by: String,
    /// From this moment on it can no longer be taken back.
    pub takes_effect_at: Timestamp,
    /// Why it was approved over blockers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overriding: Option<Override>,
}

/// A case that a reviewer gave to the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Escalation {
    /// The reviewer's user id.
    pub by: String,
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A case that a reviewer put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Snooze {
    /// The reviewer's user id.
    pub by: String,
    /// Until then nobody is given the case (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}

/// The state of a case that the pure rules look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseState {
    /// Where the case stands.
    pub status: Status,
    /// Submissions of the filing, counted from 1; 0 before the first.
    pub round: u32,
    /// Rises with every change; what the reviewer saw must be what he decides on.
    pub version: i64,
    /// The lease as last written; it may have expired.
    pub lease: Option<Lease>,
    /// Ids of everybody who passed a first review of this filing, in any round.
    pub first_passed_by: Vec<String>,
    /// The decision that waits to take effect.
    pub held: Option<Held>,
}

impl CaseState {
    /// Why the case, as it stands, does not take this verb: its status, and the decision that waits to change it.
    pub fn refuses(&self, verb: Verb) -> Refusal {
        match &self.held {
            Some(held) => Refusal::NotYet { verb, status: self.status, until: held.takes_effect_at },
            None => Refusal::WrongStatus { verb, status: self.status },
        }
    }

    /// The lease that counts at `now`; an expired one does not.
    pub fn live_lease(&self, now: Timestamp) -> Option<&Lease> {
        self.lease.as_ref().filter(|lease| lease.expires_at > now)
    }
}
