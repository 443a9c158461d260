//! Reviews in the making. An empty owner is the review's own draft, which goes from holder to holder.

use sqlx::Row;

use super::{Connection, Result, json, ms, text_of, time};
use crate::api::KeptDraft;
use crate::domain::draft::Draft;
use jiff::Timestamp;

/// The draft that is kept, or the empty one.
pub(in crate::server) async fn find(db: &mut Connection, case: &str, owner: &str) -> Result<KeptDraft> {
    let row = sqlx::query("SELECT body, revision, author, at_ms FROM drafts WHERE case_id = $1 AND owner = $2")
        .bind(case)
        .bind(owner)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(KeptDraft::default()) };
    Ok(KeptDraft {
        draft: json(row.try_get(0)?)?,
        revision: row.try_get(1)?,
        by: Some(row.try_get(2)?),
        at: Some(time(row.try_get(3)?)?),
    })
}

/// What is written, and by whom.
#[derive(Debug)]
pub(in crate::server) struct Written<'a> {
    pub owner: &'a str,
    pub revision: i64,
    pub draft: &'a Draft,
    pub by: &'a str,
    pub at: Timestamp,
}

/// Keeps a draft in place of any older one.
pub(in crate::server) async fn put(db: &mut Connection, case: &str, written: &Written<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO drafts (case_id, owner, revision, author, at_ms, body) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (case_id, owner) DO UPDATE SET revision = excluded.revision, author = excluded.author, \
         at_ms = excluded.at_ms, body = excluded.body WHERE drafts.revision < excluded.revision",
    )
    .bind(case)
    .bind(written.owner)
    .bind(written.revision)
    .bind(written.by)
    .bind(ms(written.at))
    .bind(text_of(written.draft)?)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets every draft of a case: its review is over.
pub(in crate::server) async fn remove(db: &mut Connection, case: &str) -> Result<()> {
    sqlx::query("DELETE FROM drafts WHERE case_id = $1").bind(case).execute(db).await?;
    Ok(())
}
