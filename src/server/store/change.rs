//! What changed, in order, for those who watch.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

use super::case::CaseRecord;
use super::{Connection, Result, ms, number, time};
use crate::api::Change;
use crate::domain::open::Open;
use crate::domain::verb::Verb;

/// How long a change can be read. Who was away for longer lists the cases anew.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How many old changes go with every new one: more than come, so that the feed shrinks, and few enough to be quick.
const PRUNED: i64 = 20;

/// The counter that numbers the changes.
const COUNTER: &str = "change";

/// Writes a change of a case at the end of the feed; old ones go.
pub(in crate::server) async fn add(db: &mut Connection, record: &CaseRecord, verb: Verb, at: Timestamp) -> Result<()> {
    let seq = number::count(db, COUNTER).await?;
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
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "DELETE FROM changes WHERE seq IN (SELECT seq FROM (SELECT seq, at_ms FROM changes ORDER BY seq LIMIT $1) oldest \
         WHERE at_ms < $2)",
    )
    .bind(PRUNED)
    .bind(ms(at - KEPT))
    .execute(db)
    .await?;
    Ok(())
}

/// The number of the newest change there ever was; 0 before the first.
pub(in crate::server) async fn last(db: &mut Connection) -> Result<i64> {
    number::current(db, COUNTER).await
}

/// The changes after this one, oldest first.
pub(in crate::server) async fn since(db: &mut Connection, seq: i64, limit: u32) -> Result<Vec<Change>> {
    let rows = sqlx::query(
        "SELECT seq, at_ms, case_id, number, status, version, verb FROM changes WHERE seq > $1 ORDER BY seq LIMIT $2",
    )
    .bind(seq)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Change {
                seq: row.try_get(0)?,
                at: time(row.try_get(1)?)?,
                id: row.try_get(2)?,
                number: row.try_get(3)?,
                status: Open::read(row.try_get(4)?),
                version: row.try_get(5)?,
                verb: Open::read(row.try_get(6)?),
                row: None,
            })
        })
        .collect()
}
