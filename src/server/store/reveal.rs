//! Who looked at which masked values, and when.

use jiff::Timestamp;
use sqlx::Row;

use super::case::CaseRecord;
use super::{Connection, Result, json, ms, small, text_of, time};
use crate::api::HistoryEvent;
use crate::domain::open::Open;
use crate::domain::role::{ActedAs, Role};
use crate::domain::status::Status;
use crate::domain::verb::Verb;

/// Writes down that this user looked.
pub(in crate::server) async fn add(
    db: &mut Connection,
    record: &CaseRecord,
    (user, role): (&str, Role),
    targets: &[String],
    at: Timestamp,
) -> Result<()> {
    let seq: i64 = sqlx::query("SELECT CAST(COALESCE(MAX(seq), 0) + 1 AS BIGINT) FROM reveals WHERE case_id = $1")
        .bind(&record.id)
        .fetch_one(&mut *db)
        .await?
        .try_get(0)?;
    sqlx::query(
        "INSERT INTO reveals (case_id, seq, at_ms, user_id, role, status, round, targets) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&record.id)
    .bind(seq)
    .bind(ms(at))
    .bind(user)
    .bind(role.slug())
    .bind(record.state.status.slug())
    .bind(i64::from(record.state.round))
    .bind(text_of(&targets)?)
    .execute(db)
    .await?;
    Ok(())
}

/// Who looked, oldest first, as events of the history: their note names the fields.
pub(in crate::server) async fn all(db: &mut Connection, case: &str) -> Result<Vec<HistoryEvent>> {
    let rows =
        sqlx::query("SELECT at_ms, user_id, role, status, round, targets FROM reveals WHERE case_id = $1 ORDER BY seq")
            .bind(case)
            .fetch_all(db)
            .await?;
    rows.iter()
        .map(|row| {
            let targets: Vec<String> = json(row.try_get(5)?)?;
            let status: Open<Status> = Open::read(row.try_get(3)?);
            Ok(HistoryEvent {
                at: time(row.try_get(0)?)?,
                actor: ActedAs { id: row.try_get(1)?, role: Open::read(row.try_get(2)?) },
                verb: Verb::Reveal.into(),
                from: Some(status.clone()),
                to: status,
                round: small(row.try_get(4)?)?,
                reasons: Vec::new(),
                note: targets.join(", "),
            })
        })
        .collect()
}
