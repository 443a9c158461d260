//! Leases, by compare-and-swap: a lease is only written where the case is still as it was read.

use jiff::Timestamp;
use sqlx::Row;

use super::sql::Sql;
use super::{Connection, Result, ms};
use crate::domain::case::Lease;
use crate::domain::status::{Stage, Status};

/// How many cases a user holds, those whose decision waits to take effect included.
pub(in crate::server) async fn held(db: &mut Connection, user: &str, now: Timestamp) -> Result<u64> {
    let count: i64 =
        sqlx::query("SELECT CAST(COUNT(*) AS BIGINT) FROM cases WHERE lease_holder = $1 AND lease_until_ms > $2")
            .bind(user)
            .bind(ms(now))
            .fetch_one(db)
            .await?
            .try_get(0)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// How many live leases a user has that no decision waits under.
pub(in crate::server) async fn count(db: &mut Connection, user: &str, now: Timestamp) -> Result<usize> {
    let count: i64 = sqlx::query(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM cases WHERE lease_holder = $1 AND lease_until_ms > $2 \
         AND held_until_ms = 0",
    )
    .bind(user)
    .bind(ms(now))
    .fetch_one(db)
    .await?
    .try_get(0)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The most urgent case of these reviews that nobody holds and that four eyes leave to this user.
pub(in crate::server) async fn next_free(
    db: &mut Connection,
    stages: &[Stage],
    user: &str,
    now: Timestamp,
) -> Result<Option<String>> {
    let mut sql = free_of(stages, now);
    if stages.contains(&Stage::Second) {
        sql.push(" AND (status <> ").bind(Status::SecondReview.slug());
        sql.push(" OR NOT EXISTS (SELECT 1 FROM first_passes p WHERE p.case_id = cases.id AND p.user_id = ");
        sql.bind(user).push("))");
    }
    first(db, sql).await
}

/// The most urgent case of these reviews that nobody holds and for which this trainee has not proposed anything in its round.
pub(in crate::server) async fn next_unproposed(
    db: &mut Connection,
    stages: &[Stage],
    user: &str,
    now: Timestamp,
) -> Result<Option<String>> {
    let mut sql = free_of(stages, now);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM proposals p WHERE p.case_id = cases.id AND p.round = cases.round");
    sql.push(" AND p.stage = CASE cases.status WHEN ").bind(Status::FirstReview.slug());
    sql.push(" THEN ").bind(Stage::First.slug()).push(" ELSE ").bind(Stage::Second.slug());
    sql.push(" END AND p.user_id = ").bind(user).push(")");
    first(db, sql).await
}

/// Cases of these reviews that may be given out.
fn free_of(stages: &[Stage], now: Timestamp) -> Sql {
    let statuses: Vec<&str> = stages.iter().map(|stage| stage.status().slug()).collect();
    let mut sql = Sql::new("SELECT id FROM cases WHERE ");
    match statuses.as_slice() {
        [one] => sql.push("status = ").bind(*one),
        several => sql.push("pending = 1 AND ").one_of("status", several),
    };
    sql.push(" AND lease_until_ms <= ").bind(ms(now));
    sql.push(" AND held_until_ms = 0 AND escalated_ms = 0 AND snoozed_until_ms <= ").bind(ms(now));
    sql
}

/// The most urgent of them.
async fn first(db: &mut Connection, mut sql: Sql) -> Result<Option<String>> {
    sql.push(" ORDER BY due_sort, entered_ms, id LIMIT 1");
    let row = sql.query().fetch_optional(db).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Takes the case for the lease's holder, unless somebody else holds it by now or it moved on. Whether it was taken.
pub(in crate::server) async fn take(
    db: &mut Connection,
    case: &str,
    status: Status,
    lease: &Lease,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE cases SET lease_holder = $1, lease_token = $2, lease_until_ms = $3, lease_since_ms = $7 \
         WHERE id = $4 AND status = $5 AND (lease_until_ms <= $6 OR lease_holder = $1)",
    )
    .bind(&lease.holder)
    .bind(&lease.token)
    .bind(ms(lease.expires_at))
    .bind(case)
    .bind(status.slug())
    .bind(ms(now))
    .bind(ms(lease.since))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Frees the case, if this token still holds it.
pub(in crate::server) async fn free(db: &mut Connection, case: &str, token: &str) -> Result<()> {
    sqlx::query(
        "UPDATE cases SET lease_holder = NULL, lease_token = NULL, lease_until_ms = 0 \
         WHERE id = $1 AND lease_token = $2",
    )
    .bind(case)
    .bind(token)
    .execute(db)
    .await?;
    Ok(())
}
