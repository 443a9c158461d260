//! Answers already given, so that a request sent again gets the same one.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, ms};

/// What was answered under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Answered {
    /// SHA-256 of the request that was answered.
    pub body_sha256: String,
    /// The answer's JSON.
    pub answer: String,
}

/// The answer that this user's key got, if it got one.
pub(in crate::server) async fn find(db: &mut Connection, user: &str, key: &str) -> Result<Option<Answered>> {
    let row = sqlx::query("SELECT body_sha256, answer FROM idempotency WHERE user_id = $1 AND key = $2")
        .bind(user)
        .bind(key)
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(Answered { body_sha256: row.try_get(0)?, answer: row.try_get(1)? })).transpose()
}

/// Remembers an answer.
pub(in crate::server) async fn add(
    db: &mut Connection,
    user: &str,
    key: &str,
    answered: &Answered,
    now: Timestamp,
) -> Result<()> {
    sqlx::query("INSERT INTO idempotency (user_id, key, body_sha256, answer, at_ms) VALUES ($1, $2, $3, $4, $5)")
        .bind(user)
        .bind(key)
        .bind(&answered.body_sha256)
        .bind(&answered.answer)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}
