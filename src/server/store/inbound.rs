//! What the administration said, by its own sequence: each is kept once and applied once, in order.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, ms};

/// Keeps a result as it came; one that is known already is dropped.
pub(in crate::server) async fn keep(
    db: &mut Connection,
    sequence: i64,
    case: &str,
    body: &str,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO inbound_results (sequence, case_id, body, at_ms, applied_ms, outcome) \
         VALUES ($1, $2, $3, $4, NULL, '') ON CONFLICT (sequence) DO NOTHING",
    )
    .bind(sequence)
    .bind(case)
    .bind(body)
    .bind(ms(at))
    .execute(db)
    .await?;
    Ok(())
}

/// The last sequence that was applied; 0 before the first.
pub(in crate::server) async fn applied(db: &mut Connection) -> Result<i64> {
    let row = sqlx::query(
        "SELECT CAST(COALESCE(MAX(sequence), 0) AS BIGINT) FROM inbound_results WHERE applied_ms IS NOT NULL",
    )
    .fetch_one(db)
    .await?;
    Ok(row.try_get(0)?)
}

/// The body of a result that waits to be applied.
pub(in crate::server) async fn waiting(db: &mut Connection, sequence: i64) -> Result<Option<String>> {
    let row = sqlx::query("SELECT body FROM inbound_results WHERE sequence = $1 AND applied_ms IS NULL")
        .bind(sequence)
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// Writes down what became of a result. Whether nobody had done so before: if not, this transaction must do nothing.
pub(in crate::server) async fn done(db: &mut Connection, sequence: i64, outcome: &str, at: Timestamp) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE inbound_results SET applied_ms = $1, outcome = $2 WHERE sequence = $3 AND applied_ms IS NULL",
    )
    .bind(ms(at))
    .bind(outcome)
    .bind(sequence)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
