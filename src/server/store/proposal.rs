//! What trainees would decide, and what was decided.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::case::CaseRecord;
use super::{Connection, Result, json, ms, small, text_of, time, word};
use crate::api::{Proposal, Verdict};
use crate::domain::proposal::compare;
use crate::domain::reason::Decision;
use crate::domain::role::Role;
use crate::domain::status::Stage;

/// Keeps a proposal for the case as it stands, in place of an earlier one of this user.
pub(in crate::server) async fn put(
    db: &mut Connection,
    record: &CaseRecord,
    stage: Stage,
    user: &str,
    decision: &Decision,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO proposals (case_id, round, stage, user_id, at_ms, decision) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (case_id, round, stage, user_id) DO UPDATE SET at_ms = excluded.at_ms, decision = excluded.decision",
    )
    .bind(&record.id)
    .bind(i64::from(record.state.round))
    .bind(stage.slug())
    .bind(user)
    .bind(ms(at))
    .bind(text_of(decision)?)
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down what was decided in a review, beside what was proposed in it.
pub(in crate::server) async fn decided(
    db: &mut Connection,
    record: &CaseRecord,
    stage: Stage,
    by: &str,
    decision: &Decision,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "UPDATE proposals SET given = $1, given_by = $2, given_ms = $3 WHERE case_id = $4 AND round = $5 AND stage = $6",
    )
    .bind(text_of(decision)?)
    .bind(by)
    .bind(ms(at))
    .bind(&record.id)
    .bind(i64::from(record.state.round))
    .bind(stage.slug())
    .execute(db)
    .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT p.case_id, c.number, p.round, p.stage, p.user_id, p.at_ms, p.decision, p.given, p.given_by, \
                       p.given_ms FROM proposals p JOIN cases c ON c.id = p.case_id";

/// The proposals for a case, oldest first.
pub(in crate::server) async fn of_case(db: &mut Connection, case: &str) -> Result<Vec<Proposal>> {
    let sql = format!("{COLUMNS} WHERE p.case_id = $1 ORDER BY p.at_ms, p.user_id");
    sqlx::query(sqlx::AssertSqlSafe(sql)).bind(case).fetch_all(db).await?.iter().map(read).collect()
}

/// Everything that a user proposed, oldest first.
pub(in crate::server) async fn of_user(db: &mut Connection, user: &str) -> Result<Vec<Proposal>> {
    let sql = format!("{COLUMNS} WHERE p.user_id = $1 ORDER BY p.at_ms, p.case_id");
    sqlx::query(sqlx::AssertSqlSafe(sql)).bind(user).fetch_all(db).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Proposal> {
    let (decision, given): (String, Option<String>) = (row.try_get(6)?, row.try_get(7)?);
    let (given_by, given_ms): (Option<String>, Option<i64>) = (row.try_get(8)?, row.try_get(9)?);
    let decision: Decision = json(&decision)?;
    let given = match (given, given_by, given_ms) {
        (Some(given), Some(by), Some(at)) => Some((json::<Decision>(&given)?, by, time(at)?)),
        _ => None,
    };
    Ok(Proposal {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        round: small(row.try_get(2)?)?,
        stage: word(row.try_get(3)?)?,
        agreement: given.as_ref().map(|(given, ..)| compare(&decision, given)),
        proposed: Verdict::of(row.try_get(4)?, time(row.try_get(5)?)?, decision),
        given: given.map(|(given, by, at)| Verdict::of(by, at, given)),
    })
}

/// Ids and names of everybody who is a trainee, by id.
pub(in crate::server) async fn trainees(db: &mut Connection) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query(
        "SELECT u.id, u.name FROM users u JOIN user_roles r ON r.user_id = u.id WHERE r.role = $1 ORDER BY u.id",
    )
    .bind(Role::Trainee.slug())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
