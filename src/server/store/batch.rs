//! Batches to the administration: what waits for one, what lies in which, and which are acknowledged.
//!
//! What waits lies under sequence 0, which no batch has. Batches are kept as they were sent, byte for byte, so that any of
//! them can be sent again.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::sql::Sql;
use super::{Connection, Result, StoreError, ms, number, small, time};
use crate::api::HandedOver;
use crate::domain::open::Open;
use crate::domain::status::Status;

/// Where a case waits for its batch.
const WAITING: i64 = 0;

/// A batch as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Kept {
    pub sequence: i64,
    /// SHA-256 of the body's bytes, lower-case hex.
    pub hash: String,
    pub body: String,
}

/// Lets a case wait for the next batch.
pub(in crate::server) async fn wait(db: &mut Connection, case: &str, round: u32) -> Result<()> {
    put(db, WAITING, case, round).await
}

/// Takes a case out of those that wait; whether it was among them.
pub(in crate::server) async fn forget(db: &mut Connection, case: &str) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM batch_items WHERE sequence = $1 AND case_id = $2")
        .bind(WAITING)
        .bind(case)
        .execute(db)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// The first cases that wait.
pub(in crate::server) async fn waiting(db: &mut Connection, limit: u32) -> Result<Vec<String>> {
    let rows = sqlx::query("SELECT case_id FROM batch_items WHERE sequence = $1 ORDER BY case_id LIMIT $2")
        .bind(WAITING)
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Cases that should be handed over and neither wait nor lie in a batch made since they came there.
pub(in crate::server) async fn overlooked(db: &mut Connection) -> Result<Vec<(String, u32)>> {
    let rows = sqlx::query(
        "SELECT id, round FROM cases WHERE status = $1 AND NOT EXISTS (SELECT 1 FROM batch_items \
         WHERE batch_items.case_id = cases.id AND batch_items.sequence = 0) AND NOT EXISTS (SELECT 1 FROM batch_items \
         JOIN batches ON batches.sequence = batch_items.sequence \
         WHERE batch_items.case_id = cases.id AND batches.made_ms >= cases.entered_ms)",
    )
    .bind(Status::ToAdministration.slug())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, small(row.try_get(1)?)?))).collect()
}

/// The next batch's sequence.
pub(in crate::server) async fn next(db: &mut Connection) -> Result<i64> {
    number::count(db, "batch").await
}

/// Keeps a batch that is to be sent, with what lies in it.
pub(in crate::server) async fn add(
    db: &mut Connection,
    batch: &Kept,
    cases: &[(String, u32)],
    made: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO batches (sequence, state, hash, body, made_ms, acknowledged_ms) VALUES ($1, 'open', $2, $3, $4, NULL)",
    )
    .bind(batch.sequence)
    .bind(&batch.hash)
    .bind(&batch.body)
    .bind(ms(made))
    .execute(&mut *db)
    .await?;
    for (case, round) in cases {
        put(db, batch.sequence, case, *round).await?;
    }
    Ok(())
}

async fn put(db: &mut Connection, sequence: i64, case: &str, round: u32) -> Result<()> {
    sqlx::query(
        "INSERT INTO batch_items (sequence, case_id, round) VALUES ($1, $2, $3) \
         ON CONFLICT (sequence, case_id) DO UPDATE SET round = excluded.round",
    )
    .bind(sequence)
    .bind(case)
    .bind(i64::from(round))
    .execute(db)
    .await?;
    Ok(())
}

/// The earliest batch that is not acknowledged.
pub(in crate::server) async fn unacknowledged(db: &mut Connection) -> Result<Option<Kept>> {
    let row =
        sqlx::query("SELECT sequence, hash, body FROM batches WHERE state <> 'acknowledged' ORDER BY sequence LIMIT 1")
            .fetch_optional(db)
            .await?;
    row.map(|row| Ok(Kept { sequence: row.try_get(0)?, hash: row.try_get(1)?, body: row.try_get(2)? })).transpose()
}

/// Writes down that a batch goes out.
pub(in crate::server) async fn sent(db: &mut Connection, sequence: i64) -> Result<()> {
    sqlx::query("UPDATE batches SET state = 'sent' WHERE sequence = $1 AND state = 'open'")
        .bind(sequence)
        .execute(db)
        .await?;
    Ok(())
}

/// Writes down that a batch arrived. Whether that is new.
pub(in crate::server) async fn acknowledge(db: &mut Connection, sequence: i64, at: Timestamp) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE batches SET state = 'acknowledged', acknowledged_ms = $1 WHERE sequence = $2 AND state <> 'acknowledged'",
    )
    .bind(ms(at))
    .bind(sequence)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets everything from this sequence on be sent again.
pub(in crate::server) async fn again_from(db: &mut Connection, sequence: i64) -> Result<()> {
    sqlx::query("UPDATE batches SET state = 'sent', acknowledged_ms = NULL WHERE sequence >= $1")
        .bind(sequence)
        .execute(db)
        .await?;
    Ok(())
}

/// The cases in a batch.
pub(in crate::server) async fn cases(db: &mut Connection, sequence: i64) -> Result<Vec<String>> {
    let rows = sqlx::query("SELECT case_id FROM batch_items WHERE sequence = $1 ORDER BY case_id")
        .bind(sequence)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The newest batch that a case lies in, and how many there are.
pub(in crate::server) async fn of_case(db: &mut Connection, case: &str) -> Result<(Option<i64>, u32)> {
    let row = sqlx::query(
        "SELECT CAST(COALESCE(MAX(sequence), 0) AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM batch_items \
         WHERE case_id = $1 AND sequence > 0",
    )
    .bind(case)
    .fetch_one(db)
    .await?;
    let newest: i64 = row.try_get(0)?;
    Ok(((newest > 0).then_some(newest), small(row.try_get(1)?)?))
}

/// One page of what is on its way to the administration or lies there, longest there first.
pub(in crate::server) async fn page(
    db: &mut Connection,
    after: Option<(i64, &str)>,
    limit: u32,
) -> Result<Vec<HandedOver>> {
    let statuses = [Status::ToAdministration, Status::SmsPending, Status::AdministrationReview].map(Status::slug);
    let mut sql = Sql::new(
        "SELECT id, number, status, round, version, organizer, site, domain, province, filing_type, entered_ms, \
         (SELECT CAST(MAX(sequence) AS BIGINT) FROM batch_items WHERE case_id = cases.id AND NOT EXISTS \
         (SELECT 1 FROM batch_items AS waiting WHERE waiting.case_id = cases.id AND waiting.sequence = 0)), \
         (SELECT CAST(COUNT(*) AS BIGINT) FROM batches WHERE state = 'acknowledged' AND sequence = \
         (SELECT MAX(sequence) FROM batch_items WHERE case_id = cases.id)) FROM cases WHERE ",
    );
    sql.one_of("status", &statuses);
    if let Some(last) = after {
        sql.behind("entered_ms", "id", last);
    }
    sql.push(" ORDER BY entered_ms, id LIMIT ").bind(i64::from(limit));
    sql.query().fetch_all(db).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<HandedOver> {
    let (batch, acknowledged): (Option<i64>, i64) = (row.try_get(11)?, row.try_get(12)?);
    let status: String = row.try_get(2)?;
    let status: Status = status.parse().map_err(|_| StoreError::Unreadable(format!("{status} is no status")))?;
    Ok(HandedOver {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        status: status.into(),
        round: small(row.try_get(3)?)?,
        version: row.try_get(4)?,
        organizer: row.try_get(5)?,
        site: row.try_get(6)?,
        domain: row.try_get(7)?,
        province: row.try_get(8)?,
        filing_type: Open::read(row.try_get(9)?),
        entered_at: time(row.try_get(10)?)?,
        batch,
        acknowledged: batch.is_some() && acknowledged > 0,
        sms: Vec::new(),
    })
}
