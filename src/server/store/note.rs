//! Notes of reviewers.

use sqlx::Row;

use super::{Connection, Result, ms, time};
use crate::api::Note;

/// Adds a note at the end.
pub(in crate::server) async fn add(db: &mut Connection, case: &str, note: &Note) -> Result<()> {
    let seq: i64 = sqlx::query("SELECT CAST(COALESCE(MAX(seq), 0) + 1 AS BIGINT) FROM notes WHERE case_id = $1")
        .bind(case)
        .fetch_one(&mut *db)
        .await?
        .try_get(0)?;
    sqlx::query("INSERT INTO notes (case_id, seq, at_ms, author, text) VALUES ($1, $2, $3, $4, $5)")
        .bind(case)
        .bind(seq)
        .bind(ms(note.at))
        .bind(&note.author)
        .bind(&note.text)
        .execute(db)
        .await?;
    Ok(())
}

/// The notes of a case, oldest first.
pub(in crate::server) async fn all(db: &mut Connection, case: &str) -> Result<Vec<Note>> {
    let rows = sqlx::query("SELECT at_ms, author, text FROM notes WHERE case_id = $1 ORDER BY seq")
        .bind(case)
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| Ok(Note { at: time(row.try_get(0)?)?, author: row.try_get(1)?, text: row.try_get(2)? }))
        .collect()
}
