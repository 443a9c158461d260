//! What a decision needs to know of a case: its status, round and version, who holds it, who passed it before.

use jiff::{SignedDuration, Timestamp};

use super::status::Status;

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
}

impl CaseState {
    /// The lease that counts at `now`; an expired one does not.
    pub fn live_lease(&self, now: Timestamp) -> Option<&Lease> {
        self.lease.as_ref().filter(|lease| lease.expires_at > now)
    }
}
