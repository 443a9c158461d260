//! Lists of cases: filtered by any column, in any order, page by page; and how many stand where.
//!
//! Every order has an index that begins with its columns and carries status and lease, so that a page is read by
//! walking the index from where the last one ended.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::search::{How, anywhere, in_column};
use super::sql::Sql;
use super::{Connection, Result, json, ms, small, time, word};
use crate::api::{CaseRow, Holder, StageCounts};
use crate::domain::case::Held;
use crate::domain::clocks::{local_date, start_of};
use crate::domain::filter::{Column, Day, DayColumn, Flag, NumberColumn, Term};
use crate::domain::finding::FindingCounts;
use crate::domain::open::Open;
use crate::domain::sort::{Sort, SortKey};
use crate::domain::status::{Stage, Status};

/// Where a page ends: the values of its last case in the columns that it is sorted by.
pub(in crate::server) type Position = Vec<Value>;

/// A value of one such column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(in crate::server) enum Value {
    Number(i64),
    Text(String),
}

/// What is asked for.
#[derive(Debug)]
pub(in crate::server) struct Asked<'a> {
    pub stage: Option<Stage>,
    pub status: Option<Status>,
    pub terms: &'a [Term],
    pub sort: Sort,
    /// Of the same sort; see [`fits`].
    pub after: Option<&'a Position>,
    /// From the end of the list towards its beginning.
    pub backwards: bool,
    pub limit: u32,
    /// Who asks, for `mine`.
    pub user: &'a str,
    pub now: Timestamp,
}

/// A column of an order, and whether it holds text.
type SortColumn = (&'static str, bool);

/// The columns of an order; the last makes every row different. They are plain columns: by expressions an engine would read from the
/// beginning of the list to where the page begins.
const fn columns(sort: Sort) -> &'static [SortColumn] {
    const ID: SortColumn = ("id", true);
    const DUE: SortColumn = ("due_sort", false);
    const ENTERED: SortColumn = ("entered_ms", false);
    match sort.key {
        // Without a due time a case is last in either direction.
        SortKey::Due if sort.reversed => &[("due_back", false), ENTERED, ID],
        SortKey::Due => &[DUE, ENTERED, ID],
        SortKey::Entered => &[ENTERED, ID],
        SortKey::Number => &[("number", true)],
        SortKey::Organizer => &[("organizer_sort", true), ID],
        SortKey::Province => &[("province", true), DUE, ID],
        // Turned about, so that what is equal still stands by urgency.
        SortKey::Round if sort.reversed => &[("round_back", false), DUE, ID],
        SortKey::Round => &[("round", false), DUE, ID],
        SortKey::Findings if sort.reversed => &[("found_back", false), DUE, ID],
        SortKey::Findings => &[("found", false), DUE, ID],
    }
}

/// Whether the columns of an order are read from the last to the first.
const fn falls(sort: Sort) -> bool {
    sort.reversed && !matches!(sort.key, SortKey::Round | SortKey::Findings)
}

/// Whether a position can be one of this order.
pub(in crate::server) fn fits(position: &Position, sort: Sort) -> bool {
    let columns = columns(sort);
    position.len() == columns.len()
        && position.iter().zip(columns).all(|(value, (_, text))| match value {
            Value::Text(value) => *text && !value.contains('\0'),
            Value::Number(_) => !text,
        })
}

/// How many columns [`SELECT`] has; those of the order follow.
const READ: usize = 24;

/// A page in the order asked for, and where it ends if more follow.
pub(in crate::server) async fn page(
    db: &mut Connection,
    asked: &Asked<'_>,
) -> Result<(Vec<CaseRow>, Option<Position>)> {
    let limit = asked.limit as usize;
    let mut rows = statement(asked).query().fetch_all(db).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let end = rows.last().filter(|_| more).map(|row| end(row, asked.sort)).transpose()?;
    Ok((rows.iter().map(|row| read(row, asked.now)).collect::<Result<_>>()?, end))
}

fn end(row: &AnyRow, sort: Sort) -> Result<Position> {
    let value = |(index, (_, text)): (usize, &SortColumn)| {
        Ok(if *text { Value::Text(row.try_get(index)?) } else { Value::Number(row.try_get(index)?) })
    };
    (READ..).zip(columns(sort)).map(value).collect()
}

/// The cases with these ids, in their order.
pub(in crate::server) async fn rows(db: &mut Connection, ids: &[String], now: Timestamp) -> Result<Vec<CaseRow>> {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut sql = Sql::new(SELECT);
    sql.push(" FROM cases WHERE ").one_of("id", &ids);
    let found = sql.query().fetch_all(db).await?;
    let mut rows: Vec<CaseRow> = found.iter().map(|row| read(row, now)).collect::<Result<_>>()?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

/// What [`read`] takes.
const SELECT: &str = "SELECT id, number, status, round, version, organizer, site, domain, province, nature, \
    entered_ms, due_ms, due_unknown, due_sort, filing_type, lease_holder, lease_until_ms, held, escalated_ms, \
    snoozed_until_ms, blockers, warnings, remarks, lease_since_ms";

fn statement(asked: &Asked<'_>) -> Sql {
    let mut sql = Sql::new(SELECT);
    let columns = columns(asked.sort);
    let falling = falls(asked.sort) != asked.backwards;
    for (column, _) in columns {
        sql.push(", ").push(column);
    }
    conditions(sql.push(" FROM cases WHERE "), asked, How::Spelled);
    if let Some(after) = asked.after {
        sql.push(" AND (").push_all(columns.iter().map(|(column, _)| *column));
        sql.push(if falling { ") < (" } else { ") > (" });
        for (index, value) in after.iter().enumerate() {
            sql.push(if index > 0 { ", " } else { "" });
            match value {
                Value::Number(number) => sql.bind(*number),
                Value::Text(text) => sql.bind(text.as_str()),
            };
        }
        sql.push(")");
    }
    sql.push(" ORDER BY ");
    for (index, (column, _)) in columns.iter().enumerate() {
        sql.push(if index > 0 { ", " } else { "" }).push(column);
        sql.push(if falling { " DESC" } else { "" });
    }
    sql.push(" LIMIT ").bind(i64::from(asked.limit) + 1);
    sql
}

/// A case that may be near to what was asked for.
#[derive(Debug)]
pub(in crate::server) struct Candidate {
    pub id: String,
    /// Its number, organizer, site and domain, folded, a line each.
    pub texts: String,
}

/// The newest cases, up to `most`, whose texts have all characters of each bare word in their order, or all its letters
/// by pinyin. Whatever else is asked for holds.
pub(in crate::server) async fn candidates(db: &mut Connection, asked: &Asked<'_>, most: u32) -> Result<Vec<Candidate>> {
    let mut sql = Sql::new("SELECT id, search FROM cases WHERE ");
    conditions(&mut sql, asked, How::Nearly);
    sql.push(" ORDER BY id DESC LIMIT ").bind(i64::from(most));
    let rows = sql.query().fetch_all(db).await?;
    rows.iter().map(|row| Ok(Candidate { id: row.try_get(0)?, texts: row.try_get(1)? })).collect()
}

fn conditions(sql: &mut Sql, asked: &Asked<'_>, how: How) {
    let any_status = asked.terms.iter().any(|term| matches!(term, Term::Status(_)));
    match (asked.stage, asked.status) {
        (None, None) if any_status => sql.push("1 = 1"),
        (None, None) => pending(sql, asked.sort),
        (Some(stage), None) => stands(sql, asked.sort, &[stage.status()]),
        (None, Some(status)) => stands(sql, asked.sort, &[status]),
        (Some(stage), Some(status)) if stage.status() == status => stands(sql, asked.sort, &[status]),
        (Some(_), Some(_)) => sql.push("1 = 0"),
    };
    for term in asked.terms {
        condition(sql.push(" AND "), term, asked, how);
    }
}

/// Whether the index of status or pending gives this order. Elsewhere it must not be used: all that stand there would
/// be read and sorted for one page.
const fn by_urgency(sort: Sort) -> bool {
    matches!(sort, Sort { key: SortKey::Due, reversed: false })
}

/// Written so that in the usual order the index that begins with pending fits, and in any other the one of that order.
fn pending(sql: &mut Sql, sort: Sort) -> &mut Sql {
    sql.push(if by_urgency(sort) { "pending = 1" } else { "COALESCE(pending, 0) = 1" })
}

fn stands<'a>(sql: &'a mut Sql, sort: Sort, statuses: &[Status]) -> &'a mut Sql {
    if statuses.len() == Status::ALL.len() {
        return sql.push("1 = 1");
    }
    let slugs: Vec<&str> = statuses.iter().map(|status| status.slug()).collect();
    if !by_urgency(sort) && statuses.iter().all(|status| status.stage().is_some()) {
        pending(sql, sort).push(" AND ");
    }
    match slugs.as_slice() {
        [one] if by_urgency(sort) => sql.push("status = ").bind(*one),
        several => sql.one_of("COALESCE(status, '')", several),
    }
}

fn condition<'a>(sql: &'a mut Sql, term: &Term, asked: &Asked<'_>, how: How) -> &'a mut Sql {
    match term {
        Term::Text(text) => anywhere(sql, text, how),
        Term::Exact(text) => anywhere(sql, text, How::Written),
        Term::Column(Column::Holder, id) => held_by(sql, id, asked.now),
        Term::Column(column, text) => in_column(sql, *column, text),
        Term::Status(statuses) => stands(sql, asked.sort, statuses),
        Term::Stage(stage) => stands(sql, asked.sort, &[stage.status()]),
        Term::Province(code) => sql.push("province = ").bind(code.as_str()),
        Term::Nature(slug) => sql.push("nature = ").bind(slug.as_str()),
        Term::Type(kind) => sql.push("filing_type = ").bind(kind.slug()),
        Term::Number(column, ordering, number) => {
            sql.push(match column {
                NumberColumn::Round => "round",
                NumberColumn::Version => "version",
                NumberColumn::Blockers => "blockers",
                NumberColumn::Warnings => "warnings",
            });
            sql.push(match ordering {
                Ordering::Less => " < ",
                Ordering::Equal => " = ",
                Ordering::Greater => " > ",
            });
            sql.bind(*number)
        }
        Term::Day(column, ordering, day) => on_day(sql, *column, *ordering, *day, asked.now),
        Term::DueUnknown => sql.push("due_unknown IS NOT NULL"),
        Term::Is(flag) => flagged(sql, *flag, asked),
    }
}

fn flagged<'a>(sql: &'a mut Sql, flag: Flag, asked: &Asked<'_>) -> &'a mut Sql {
    let now = ms(asked.now);
    match flag {
        Flag::Overdue => sql.push("due_sort < ").bind(now),
        Flag::Free => sql.push("lease_until_ms <= ").bind(now),
        Flag::Held => sql.push("lease_until_ms > ").bind(now),
        Flag::Mine => held_by(sql, asked.user, asked.now),
        Flag::Deciding => sql.push("held_until_ms > 0"),
        Flag::Escalated => sql.push("escalated_ms > 0"),
        Flag::Snoozed => sql.push("snoozed_until_ms > 0 AND snoozed_until_ms > ").bind(now),
    }
}

fn held_by<'a>(sql: &'a mut Sql, user: &str, now: Timestamp) -> &'a mut Sql {
    sql.push("(lease_holder = ").bind(user).push(" AND lease_until_ms > ").bind(ms(now)).push(")")
}

/// A day beyond what a time can be lies after every time.
fn on_day(sql: &mut Sql, column: DayColumn, ordering: Ordering, day: Day, now: Timestamp) -> &mut Sql {
    let column = match column {
        DayColumn::Entered => "entered_ms",
        DayColumn::Due => "due_ms",
    };
    let day = day.date(local_date(now));
    let start = |day| start_of(day).map_or(i64::MAX, ms);
    let next = day.tomorrow().map_or(i64::MAX, start);
    match ordering {
        Ordering::Less => sql.push(column).push(" < ").bind(start(day)),
        Ordering::Greater => sql.push(column).push(" >= ").bind(next),
        Ordering::Equal => {
            sql.push("(").push(column).push(" >= ").bind(start(day)).push(" AND ");
            sql.push(column).push(" < ").bind(next).push(")")
        }
    }
}

/// The most cases that are counted for a filter, and one: more is only said to be more.
const COUNTED: i64 = 10_001;

/// How many cases are as asked for, whatever the page.
pub(in crate::server) async fn matching(db: &mut Connection, asked: &Asked<'_>) -> Result<u64> {
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT id FROM cases WHERE ");
    conditions(&mut sql, asked, How::Spelled);
    sql.push(" LIMIT ").bind(COUNTED).push(") counted");
    Ok(count(sql.query().fetch_one(db).await?.try_get(0)?))
}

/// How many cases stand in each status that has any.
pub(in crate::server) async fn statuses(db: &mut Connection) -> Result<Vec<(Status, u64)>> {
    let rows = sqlx::query("SELECT status, CAST(COUNT(*) AS BIGINT) FROM cases GROUP BY status").fetch_all(db).await?;
    rows.iter().map(|row| Ok((word(row.try_get(0)?)?, count(row.try_get(1)?)))).collect()
}

/// How many cases wait for a review, and in which condition.
pub(in crate::server) async fn waiting(db: &mut Connection, stage: Stage, now: Timestamp) -> Result<StageCounts> {
    let row = sqlx::query(
        "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(CASE WHEN due_sort < $2 THEN 1 END) AS BIGINT), \
         CAST(COUNT(CASE WHEN lease_until_ms > $2 THEN 1 END) AS BIGINT), \
         CAST(COUNT(CASE WHEN lease_until_ms <= $2 AND held_until_ms = 0 AND escalated_ms = 0 \
             AND snoozed_until_ms <= $2 THEN 1 END) AS BIGINT), \
         CAST(COUNT(CASE WHEN escalated_ms > 0 THEN 1 END) AS BIGINT), \
         CAST(COUNT(CASE WHEN snoozed_until_ms > $2 THEN 1 END) AS BIGINT) FROM cases WHERE status = $1",
    )
    .bind(stage.status().slug())
    .bind(ms(now))
    .fetch_one(db)
    .await?;
    Ok(StageCounts {
        stage,
        waiting: count(row.try_get(0)?),
        overdue: count(row.try_get(1)?),
        held: count(row.try_get(2)?),
        free: count(row.try_get(3)?),
        escalated: count(row.try_get(4)?),
        snoozed: count(row.try_get(5)?),
    })
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

fn read(row: &AnyRow, now: Timestamp) -> Result<CaseRow> {
    let due: Option<i64> = row.try_get(11)?;
    let (holder, until): (Option<String>, i64) = (row.try_get(15)?, row.try_get(16)?);
    let holder = match holder {
        Some(id) if until > ms(now) => {
            let since: i64 = row.try_get(23)?;
            // 0 is a claim from before this was kept.
            let since = (since > 0).then(|| time(since)).transpose()?;
            Some(Holder { id, until: time(until)?, since })
        }
        _ => None,
    };
    let held: Option<String> = row.try_get(17)?;
    let set = |ms: i64| (ms != 0).then(|| time(ms)).transpose();
    Ok(CaseRow {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        status: Open::read(row.try_get(2)?),
        round: small(row.try_get(3)?)?,
        version: row.try_get(4)?,
        organizer: row.try_get(5)?,
        site: row.try_get(6)?,
        domain: row.try_get(7)?,
        province: row.try_get(8)?,
        nature: row.try_get(9)?,
        filing_type: Open::read(row.try_get(14)?),
        entered_at: time(row.try_get(10)?)?,
        due_at: due.map(time).transpose()?,
        due_unknown: row.try_get(12)?,
        holder,
        decision: held.as_deref().map(json::<Held>).transpose()?.as_ref().map(Into::into),
        escalated_at: set(row.try_get(18)?)?,
        snoozed_until: set(row.try_get(19)?)?,
        finding_counts: FindingCounts {
            blocker: small(row.try_get(20)?)?,
            warning: small(row.try_get(21)?)?,
            note: small(row.try_get(22)?)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::store::Store;

    #[tokio::test]
    async fn a_page_goes_on_in_its_index_from_where_the_last_one_ended() {
        let store = Store::open("sqlite::memory:").await.unwrap();
        let mut db = store.read().await.unwrap();
        for key in SortKey::ALL {
            for reversed in [false, true] {
                let sort = Sort { key: *key, reversed };
                let value = |(_, text): &SortColumn| if *text { Value::Text("x".into()) } else { Value::Number(1) };
                let after: Position = columns(sort).iter().map(value).collect();
                for (stage, backwards) in [(None, false), (None, true), (Some(Stage::Second), false)] {
                    let asked = Asked {
                        stage,
                        status: None,
                        terms: &[],
                        sort,
                        after: Some(&after),
                        backwards,
                        limit: 50,
                        user: "ann",
                        now: Timestamp::UNIX_EPOCH,
                    };
                    let plan = statement(&asked).explained().query().fetch_all(&mut *db).await.unwrap();
                    let steps: Vec<String> = plan.iter().map(|row| row.try_get("detail").unwrap()).collect();
                    let one_search = steps.len() == 1 && steps[0].starts_with("SEARCH cases USING");
                    let place = columns(sort)[0].0;
                    assert!(one_search && steps[0].contains(place), "{sort} {stage:?} {backwards}: {steps:?}");
                }
            }
        }
    }
}
