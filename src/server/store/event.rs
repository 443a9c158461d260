//! The history of a case: one row per thing that was done, never changed.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, json, ms, small, text_of, time};
use crate::api::HistoryEvent;
use crate::domain::open::Open;
use crate::domain::reason::ReasonGiven;
use crate::domain::role::{ActedAs, Role};
use crate::domain::status::Status;
use crate::domain::verb::Verb;

/// What is to be written down.
#[derive(Debug)]
pub(in crate::server) struct NewEvent<'a> {
    pub at: Timestamp,
    pub actor: &'a str,
    pub role: Role,
    pub verb: Verb,
    pub from: Option<Status>,
    pub to: Status,
    pub round: u32,
    pub reasons: &'a [ReasonGiven],
    /// What is to be told beside it: why a case was escalated, what a connector said.
    pub note: &'a str,
}

/// Writes an event at the end of the case's history.
pub(in crate::server) async fn add(db: &mut Connection, case: &str, event: &NewEvent<'_>) -> Result<()> {
    let seq: i64 = sqlx::query("SELECT CAST(COALESCE(MAX(seq), 0) + 1 AS BIGINT) FROM events WHERE case_id = $1")
        .bind(case)
        .fetch_one(&mut *db)
        .await?
        .try_get(0)?;
    add_at(db, case, seq, event).await
}

/// Writes an event at a known place.
pub(in crate::server) async fn add_at(db: &mut Connection, case: &str, seq: i64, event: &NewEvent<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO events (case_id, seq, at_ms, actor_id, actor_role, verb, from_status, to_status, round, reasons, \
         note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(case)
    .bind(seq)
    .bind(ms(event.at))
    .bind(event.actor)
    .bind(event.role.slug())
    .bind(event.verb.slug())
    .bind(event.from.map(Status::slug))
    .bind(event.to.slug())
    .bind(i64::from(event.round))
    .bind(text_of(&event.reasons)?)
    .bind(event.note)
    .execute(db)
    .await?;
    Ok(())
}

/// The whole history, oldest first.
pub(in crate::server) async fn all(db: &mut Connection, case: &str) -> Result<Vec<HistoryEvent>> {
    let rows = sqlx::query(
        "SELECT at_ms, actor_id, actor_role, verb, from_status, to_status, round, reasons, note FROM events \
         WHERE case_id = $1 ORDER BY seq",
    )
    .bind(case)
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &sqlx::any::AnyRow) -> Result<HistoryEvent> {
    let from: Option<String> = row.try_get(4)?;
    Ok(HistoryEvent {
        at: time(row.try_get(0)?)?,
        actor: ActedAs { id: row.try_get(1)?, role: Open::read(row.try_get(2)?) },
        verb: Open::read(row.try_get(3)?),
        from: from.map(Open::read),
        to: Open::read(row.try_get(5)?),
        round: small(row.try_get(6)?)?,
        reasons: json(row.try_get(7)?)?,
        note: row.try_get(8)?,
    })
}
