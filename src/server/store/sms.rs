//! The SMS verification: a row per principal who must answer, until the filing is handed over again.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Connection, Result, ms, small, time, word};
use crate::domain::sms::Check;

/// Writes the checks in place of those of an earlier hand-over.
pub(in crate::server) async fn put(db: &mut Connection, case: &str, checks: &[Check]) -> Result<()> {
    sqlx::query("DELETE FROM sms_checks WHERE case_id = $1").bind(case).execute(&mut *db).await?;
    for check in checks {
        sqlx::query(
            "INSERT INTO sms_checks (case_id, principal, sent_ms, resent, tries, verified_ms) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(case)
        .bind(check.who.slug())
        .bind(ms(check.sent_at))
        .bind(i64::from(check.resent))
        .bind(i64::from(check.tries))
        .bind(check.verified_at.map(ms))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The case's checks, the entity principal's first.
pub(in crate::server) async fn all(db: &mut Connection, case: &str) -> Result<Vec<Check>> {
    let rows = sqlx::query(
        "SELECT principal, sent_ms, resent, tries, verified_ms FROM sms_checks WHERE case_id = $1 ORDER BY principal",
    )
    .bind(case)
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Check> {
    let verified: Option<i64> = row.try_get(4)?;
    Ok(Check {
        who: word(row.try_get(0)?)?,
        sent_at: time(row.try_get(1)?)?,
        resent: small(row.try_get(2)?)?,
        tries: small(row.try_get(3)?)?,
        verified_at: verified.map(time).transpose()?,
    })
}
