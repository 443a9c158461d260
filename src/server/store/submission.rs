//! Every version of a filing that was submitted, as it was then: its fields, its pictures, and what the machine found in it.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::case::CaseRecord;
use super::{Connection, Result, json, material, ms, text_of};
use crate::domain::filing::Filing;
use crate::domain::finding::Finding;
use crate::domain::round::{Submission, SubmittedPicture};
use crate::domain::status::Stage;

/// What was submitted once.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::server) struct Submitted {
    pub filing: Filing,
    pub pictures: Vec<SubmittedPicture>,
    pub findings: Vec<Finding>,
}

impl Submitted {
    /// As the comparison of rounds looks at it.
    pub(in crate::server) fn as_submission(&self) -> Submission<'_> {
        Submission { filing: &self.filing, pictures: &self.pictures, findings: &self.findings }
    }
}

/// Keeps what was submitted: the record as it is in this transaction.
pub(in crate::server) async fn add(
    db: &mut Connection,
    record: &CaseRecord,
    stage: Stage,
    now: Timestamp,
) -> Result<()> {
    let seq: i64 = sqlx::query("SELECT CAST(COALESCE(MAX(seq), 0) + 1 AS BIGINT) FROM submissions WHERE case_id = $1")
        .bind(&record.id)
        .fetch_one(&mut *db)
        .await?
        .try_get(0)?;
    let pictures: Vec<SubmittedPicture> = material::of_case(db, &record.id)
        .await?
        .into_iter()
        .map(|one| SubmittedPicture { slug: one.material.slug, page: one.material.page, sha256: one.material.sha256 })
        .collect();
    sqlx::query(
        "INSERT INTO submissions (case_id, seq, round, stage, at_ms, filing, pictures, findings) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&record.id)
    .bind(seq)
    .bind(i64::from(record.state.round))
    .bind(stage.slug())
    .bind(ms(now))
    .bind(text_of(&record.filing)?)
    .bind(text_of(&pictures)?)
    .bind(text_of(&record.checks)?)
    .execute(db)
    .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT filing, pictures, findings FROM submissions WHERE case_id = $1";

/// The newest submission.
pub(in crate::server) async fn newest(db: &mut Connection, case: &str) -> Result<Option<Submitted>> {
    let sql = format!("{COLUMNS} ORDER BY seq DESC LIMIT 1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(case).fetch_optional(db).await?;
    row.as_ref().map(read).transpose()
}

/// The newest submission of an earlier round.
pub(in crate::server) async fn before(db: &mut Connection, case: &str, round: u32) -> Result<Option<Submitted>> {
    let sql = format!("{COLUMNS} AND round < $2 ORDER BY seq DESC LIMIT 1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(case).bind(i64::from(round)).fetch_optional(db).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Submitted> {
    let (filing, pictures, findings): (String, String, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    Ok(Submitted { filing: json(&filing)?, pictures: json(&pictures)?, findings: json(&findings)? })
}
