//! What changed, in order, for those who watch.

use jiff::Timestamp;

use super::case::CaseRecord;
use super::{Connection, Result, ms, number};
use crate::domain::verb::Verb;

/// Writes a change of a case at the end of the feed.
pub(in crate::server) async fn add(db: &mut Connection, record: &CaseRecord, verb: Verb, at: Timestamp) -> Result<()> {
    let seq = number::count(db, "change").await?;
    sqlx::query(
        "INSERT INTO changes (seq, at_ms, case_id, number, status, version, verb) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(seq)
    .bind(ms(at))
    .bind(&record.id)
    .bind(&record.number)
    .bind(record.state.status.slug())
    .bind(record.state.version)
    .bind(verb.slug())
    .execute(db)
    .await?;
    Ok(())
}
