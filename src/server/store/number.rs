//! Counters, and the case numbers made of one: `BA`, the year's two digits, six digits of a counter that every year starts anew.

use sqlx::Row;

use super::{Connection, Result};

/// The next number of a year; more than 999,999 cases make it longer, never ambiguous.
pub(in crate::server) async fn next(db: &mut Connection, year: i16) -> Result<String> {
    let year = year.rem_euclid(100);
    let count = count(db, &format!("case-{year:02}")).await?;
    Ok(format!("BA{year:02}{count:06}"))
}

/// The next value of a counter, from 1.
pub(in crate::server) async fn count(db: &mut Connection, counter: &str) -> Result<i64> {
    let row = sqlx::query(
        "INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
    )
    .bind(counter)
    .fetch_one(db)
    .await?;
    Ok(row.try_get(0)?)
}

/// The next value of a counter that lies beyond `floor`.
pub(in crate::server) async fn count_beyond(db: &mut Connection, counter: &str, floor: i64) -> Result<i64> {
    let row = sqlx::query(
        "INSERT INTO counters (name, value) VALUES ($1, $2 + 1) ON CONFLICT (name) DO UPDATE \
         SET value = CASE WHEN counters.value < $2 THEN $2 ELSE counters.value END + 1 RETURNING value",
    )
    .bind(counter)
    .bind(floor)
    .fetch_one(db)
    .await?;
    Ok(row.try_get(0)?)
}

/// The present value of a counter; 0 where it was never counted.
pub(in crate::server) async fn current(db: &mut Connection, counter: &str) -> Result<i64> {
    let row = sqlx::query("SELECT value FROM counters WHERE name = $1").bind(counter).fetch_optional(db).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get(0)?))
}

/// Sets a counter.
pub(in crate::server) async fn set(db: &mut Connection, counter: &str, value: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(counter)
    .bind(value)
    .execute(db)
    .await?;
    Ok(())
}

/// Moves the counter past a number that came from outside, so that it is never given again.
pub(in crate::server) async fn skip(db: &mut Connection, number: &str) -> Result<()> {
    let Some((year, count)) = number.strip_prefix("BA").and_then(|rest| rest.split_at_checked(2)) else {
        return Ok(());
    };
    let (Ok(_), Ok(count)) = (year.parse::<u8>(), count.parse::<i64>()) else { return Ok(()) };
    sqlx::query(
        "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
         SET value = CASE WHEN counters.value < excluded.value THEN excluded.value ELSE counters.value END",
    )
    .bind(format!("case-{year}"))
    .bind(count)
    .execute(db)
    .await?;
    Ok(())
}
