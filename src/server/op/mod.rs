//! What the API does: load, ask the domain, commit. No HTTP in sight.
//!
//! Invariant: whatever changes a case does it in one transaction that reads, decides and writes.

pub(super) mod account;
pub(super) mod administration;
pub(super) mod aside;
pub(super) mod backlog;
pub(super) mod calendar;
pub(super) mod check;
pub(super) mod claim;
mod cursor;
pub(super) mod decide;
mod domains;
pub(super) mod draft;
pub(super) mod events;
pub(super) mod expiry;
pub(super) mod file;
mod filed;
pub(super) mod filing;
mod follow;
pub(super) mod handover;
pub(super) mod lapse;
pub(super) mod leave;
pub(super) mod materials;
mod moved;
pub(super) mod notes;
pub(super) mod notices;
pub(super) mod obligations;
pub(super) mod order;
mod packs;
pub(super) mod pictures;
pub(super) mod province;
pub(super) mod queue;
pub(super) mod related;
pub(super) mod release;
pub(super) mod renew;
pub(super) mod requirements;
pub(super) mod reveal;
pub(super) mod search;
pub(super) mod sections;
pub(super) mod show;
mod step;
pub(super) mod submit;
pub(super) mod undo;
pub(super) mod upload;
pub(super) mod verification;

use super::error::{Code, Failure};
use super::store::Connection;
use super::store::case::{self, CaseRecord};
use crate::domain::refusal::Refusal;

pub(super) type Done<T> = Result<T, Failure>;

/// The case with this id or number.
async fn load(db: &mut Connection, id: &str) -> Done<CaseRecord> {
    case::find(db, id).await?.ok_or_else(|| Code::NotFound.into())
}

/// The filing with this id or number, if it is this applicant's: another's does not exist for him.
async fn load_own(db: &mut Connection, id: &str, applicant: &str) -> Done<CaseRecord> {
    let record = load(db, id).await?;
    if record.owner == applicant { Ok(record) } else { Err(Code::NotFound.into()) }
}

/// Writes a changed case back under the next version.
async fn commit(db: &mut Connection, record: &mut CaseRecord) -> Done<()> {
    let seen = record.state.version;
    record.state.version += 1;
    if case::save(db, record, seen).await? {
        return Ok(());
    }
    Err(Refusal::VersionChanged { seen, current: record.state.version }.into())
}
