//! Every version of a filing that was submitted, as it was then.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, ms, text_of};
use crate::domain::filing::Filing;
use crate::domain::status::Stage;

/// Keeps what was submitted.
pub(in crate::server) async fn add(
    db: &mut Connection,
    case: &str,
    round: u32,
    stage: Stage,
    filing: &Filing,
    now: Timestamp,
) -> Result<()> {
    let seq: i64 = sqlx::query("SELECT CAST(COALESCE(MAX(seq), 0) + 1 AS BIGINT) FROM submissions WHERE case_id = $1")
        .bind(case)
        .fetch_one(&mut *db)
        .await?
        .try_get(0)?;
    sqlx::query("INSERT INTO submissions (case_id, seq, round, stage, at_ms, filing) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(case)
        .bind(seq)
        .bind(i64::from(round))
        .bind(stage.slug())
        .bind(ms(now))
        .bind(text_of(filing)?)
        .execute(db)
        .await?;
    Ok(())
}
