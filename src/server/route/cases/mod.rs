//! Cases, for reviewers.

pub(super) mod claim;
pub(super) mod claim_next;
pub(super) mod counts;
pub(super) mod decide;
pub(super) mod draft;
pub(super) mod escalate;
pub(super) mod history;
pub(super) mod list;
pub(super) mod notes;
pub(super) mod recheck;
pub(super) mod related;
pub(super) mod release;
pub(super) mod renew;
pub(super) mod reveal;
pub(super) mod round;
pub(super) mod show;
pub(super) mod snooze;
pub(super) mod undo;
