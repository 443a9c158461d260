//! The queue: cases by urgency, page by page.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::sql::{Sql, containing};
use super::{Connection, Result, json, ms, small, time};
use crate::api::{CaseRow, Holder};
use crate::domain::case::Held;
use crate::domain::filter::{Column, Term};
use crate::domain::open::Open;
use crate::domain::status::{Stage, Status};

/// Where a page ends: the sort key of its last case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Position {
    pub due_sort: i64,
    pub entered_ms: i64,
    pub id: String,
}

/// What is asked for.
#[derive(Debug)]
pub(in crate::server) struct Asked<'a> {
    pub stage: Option<Stage>,
    pub status: Option<Status>,
    pub terms: &'a [Term],
    pub after: Option<&'a Position>,
    pub limit: u32,
    /// Who asks, for `mine`.
    pub user: &'a str,
    pub now: Timestamp,
}

/// A page in order of urgency, and where it ends if more follow.
pub(in crate::server) async fn page(
    db: &mut Connection,
    asked: &Asked<'_>,
) -> Result<(Vec<CaseRow>, Option<Position>)> {
    let limit = asked.limit as usize;
    let mut rows = statement(asked).query().fetch_all(db).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let end = match rows.last() {
        Some(row) if more => {
            Some(Position { due_sort: row.try_get(13)?, entered_ms: row.try_get(10)?, id: row.try_get(0)? })
        }
        _ => None,
    };
    Ok((rows.iter().map(|row| read(row, asked.now)).collect::<Result<_>>()?, end))
}

fn statement(asked: &Asked<'_>) -> Sql {
    let mut sql = Sql::new(
        "SELECT id, number, status, round, version, organizer, site, domain, province, nature, entered_ms, due_ms, \
         due_unknown, due_sort, filing_type, lease_holder, lease_until_ms, held, escalated_ms, snoozed_until_ms \
         FROM cases WHERE ",
    );
    match (asked.stage, asked.status) {
        (None, None) => sql.push("pending = 1"),
        (Some(stage), None) => sql.push("status = ").bind(stage.status().slug()),
        (None, Some(status)) => sql.push("status = ").bind(status.slug()),
        (Some(stage), Some(status)) if stage.status() == status => sql.push("status = ").bind(status.slug()),
        (Some(_), Some(_)) => sql.push("1 = 0"),
    };
    for term in asked.terms {
        condition(sql.push(" AND "), term, asked);
    }
    if let Some(after) = asked.after {
        sql.push(" AND (due_sort, entered_ms, id) > (").bind(after.due_sort);
        sql.push(", ").bind(after.entered_ms).push(", ").bind(after.id.as_str()).push(")");
    }
    sql.push(" ORDER BY due_sort, entered_ms, id LIMIT ").bind(i64::from(asked.limit) + 1);
    sql
}

fn condition(sql: &mut Sql, term: &Term, asked: &Asked<'_>) {
    let now = ms(asked.now);
    match term {
        Term::Text(text) => sql.push("search LIKE ").bind(containing(text)).push(" ESCAPE '\\'"),
        Term::Column(Column::Holder, id) => {
            sql.push("(lease_holder = ").bind(id.as_str()).push(" AND lease_until_ms > ").bind(now).push(")")
        }
        Term::Column(column, text) => {
            sql.push(lowered(*column)).push(" LIKE ").bind(containing(text)).push(" ESCAPE '\\'")
        }
        Term::Province(code) => sql.push("province = ").bind(code.as_str()),
        Term::Nature(slug) => sql.push("nature = ").bind(slug.as_str()),
        Term::Round(ordering, round) => {
            sql.push(match ordering {
                std::cmp::Ordering::Less => "round < ",
                std::cmp::Ordering::Equal => "round = ",
                std::cmp::Ordering::Greater => "round > ",
            });
            sql.bind(i64::from(*round))
        }
        Term::Overdue => sql.push("due_sort < ").bind(now),
        Term::Free => sql.push("lease_until_ms <= ").bind(now),
        Term::Mine => sql.push("(lease_holder = ").bind(asked.user).push(" AND lease_until_ms > ").bind(now).push(")"),
    };
}

const fn lowered(column: Column) -> &'static str {
    match column {
        Column::Number => "lower(number)",
        Column::Organizer => "lower(organizer)",
        Column::Site => "lower(site)",
        Column::Domain => "lower(domain)",
        Column::Holder => "lower(lease_holder)",
    }
}

fn read(row: &AnyRow, now: Timestamp) -> Result<CaseRow> {
    let due: Option<i64> = row.try_get(11)?;
    let (holder, until): (Option<String>, i64) = (row.try_get(15)?, row.try_get(16)?);
    let holder = match holder {
        Some(id) if until > ms(now) => Some(Holder { id, until: time(until)? }),
        _ => None,
    };
    let held: Option<String> = row.try_get(17)?;
    let set = |ms: i64| (ms != 0).then(|| time(ms)).transpose();
    Ok(CaseRow {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        status: open(row.try_get(2)?),
        round: small(row.try_get(3)?)?,
        version: row.try_get(4)?,
        organizer: row.try_get(5)?,
        site: row.try_get(6)?,
        domain: row.try_get(7)?,
        province: row.try_get(8)?,
        nature: row.try_get(9)?,
        filing_type: open(row.try_get(14)?),
        entered_at: time(row.try_get(10)?)?,
        due_at: due.map(time).transpose()?,
        due_unknown: row.try_get(12)?,
        holder,
        decision: held.as_deref().map(json::<Held>).transpose()?.as_ref().map(Into::into),
        escalated_at: set(row.try_get(18)?)?,
        snoozed_until: set(row.try_get(19)?)?,
    })
}

/// The applicant may have written a filing type that no build knows; the reviewer sees what he wrote.
fn open<T: std::str::FromStr>(text: String) -> Open<T> {
    match text.parse() {
        Ok(value) => Open::Known(value),
        Err(_) => Open::Other(text),
    }
}
