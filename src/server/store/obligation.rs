//! What approved filings oblige to.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Connection, Result, ms, time, word};
use crate::domain::obligation::{ObligationKind, ObligationState};

/// One obligation of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Owed {
    pub kind: ObligationKind,
    pub due_at: Option<Timestamp>,
    pub state: ObligationState,
    pub detail: String,
    pub checked_at: Option<Timestamp>,
}

/// Writes an obligation down, in place of the same one of an earlier approval.
pub(in crate::server) async fn put(db: &mut Connection, case: &str, owed: &Owed) -> Result<()> {
    sqlx::query(
        "INSERT INTO obligations (case_id, kind, due_ms, state, detail, checked_ms) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (case_id, kind) DO UPDATE SET due_ms = excluded.due_ms, state = excluded.state, \
         detail = excluded.detail, checked_ms = excluded.checked_ms",
    )
    .bind(case)
    .bind(owed.kind.slug())
    .bind(owed.due_at.map(ms))
    .bind(owed.state.slug())
    .bind(&owed.detail)
    .bind(owed.checked_at.map(ms))
    .execute(db)
    .await?;
    Ok(())
}

/// The obligations of a case, in the order of their list.
pub(in crate::server) async fn all(db: &mut Connection, case: &str) -> Result<Vec<Owed>> {
    let rows = sqlx::query("SELECT kind, due_ms, state, detail, checked_ms FROM obligations WHERE case_id = $1")
        .bind(case)
        .fetch_all(db)
        .await?;
    let mut owed: Vec<Owed> = rows.iter().map(read).collect::<Result<_>>()?;
    owed.sort_by_key(|owed| owed.kind);
    Ok(owed)
}

fn read(row: &AnyRow) -> Result<Owed> {
    let (due, checked): (Option<i64>, Option<i64>) = (row.try_get(1)?, row.try_get(4)?);
    Ok(Owed {
        kind: word(row.try_get(0)?)?,
        due_at: due.map(time).transpose()?,
        state: word(row.try_get(2)?)?,
        detail: row.try_get(3)?,
        checked_at: checked.map(time).transpose()?,
    })
}
