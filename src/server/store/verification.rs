//! One-time links to the verification page. Of a link's token only the hash is kept.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, ms, time};

/// A link as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct LinkRecord {
    pub case: String,
    pub expires_at: Timestamp,
    pub used: bool,
    /// Whether a newer link took its place, or it was made for somebody else.
    pub void: bool,
}

/// Adds a link; the case's unused one is void from now on. Of void links only the last is kept, so that nobody can fill
/// the table.
pub(in crate::server) async fn add(
    db: &mut Connection,
    hash: &str,
    case: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    sqlx::query("DELETE FROM verification_links WHERE case_id = $1 AND void = 1").bind(case).execute(&mut *db).await?;
    void(db, case).await?;
    sqlx::query(
        "INSERT INTO verification_links (hash, case_id, created_ms, expires_ms, used_ms, void) \
         VALUES ($1, $2, $3, $4, NULL, 0)",
    )
    .bind(hash)
    .bind(case)
    .bind(ms(now))
    .bind(ms(expires_at))
    .execute(db)
    .await?;
    Ok(())
}

/// Makes the case's unused link void.
pub(in crate::server) async fn void(db: &mut Connection, case: &str) -> Result<()> {
    sqlx::query("UPDATE verification_links SET void = 1 WHERE case_id = $1 AND used_ms IS NULL")
        .bind(case)
        .execute(db)
        .await?;
    Ok(())
}

/// The link with this hash.
pub(in crate::server) async fn find(db: &mut Connection, hash: &str) -> Result<Option<LinkRecord>> {
    let row = sqlx::query("SELECT case_id, expires_ms, used_ms, void FROM verification_links WHERE hash = $1")
        .bind(hash)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (used, void): (Option<i64>, i64) = (row.try_get(2)?, row.try_get(3)?);
    Ok(Some(LinkRecord {
        case: row.try_get(0)?,
        expires_at: time(row.try_get(1)?)?,
        used: used.is_some(),
        void: void != 0,
    }))
}

/// Uses the link up. Whether it still could be used: of two who try at once, one.
pub(in crate::server) async fn use_up(db: &mut Connection, hash: &str, now: Timestamp) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE verification_links SET used_ms = $1 \
         WHERE hash = $2 AND used_ms IS NULL AND void = 0 AND expires_ms > $1",
    )
    .bind(ms(now))
    .bind(hash)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
