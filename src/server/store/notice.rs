//! Notices to applicants, one row per notice and way.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::sql::Sql;
use super::{Connection, Result, ms, small, time, word};
use crate::domain::notice::{NoticeChannel, NoticeKind, NoticeState};

/// What is to be written down.
#[derive(Debug)]
pub(in crate::server) struct NewNotice<'a> {
    pub id: &'a str,
    pub case: &'a str,
    pub kind: NoticeKind,
    pub channel: NoticeChannel,
    pub address: &'a str,
    pub at: Timestamp,
    /// What it says, as JSON.
    pub body: &'a str,
    pub state: NoticeState,
}

/// A notice on its way, with the filing that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct NoticeRow {
    pub id: String,
    pub case: String,
    pub number: String,
    /// The applicant's user id.
    pub owner: String,
    pub kind: NoticeKind,
    pub channel: NoticeChannel,
    pub address: String,
    pub at: Timestamp,
    pub body: String,
    pub state: NoticeState,
    pub tries: u32,
    pub next_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
}

/// Writes a notice down.
pub(in crate::server) async fn add(db: &mut Connection, notice: &NewNotice<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO notices (id, case_id, kind, channel, address, at_ms, body, state, tries, next_ms, last_error) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $6, '')",
    )
    .bind(notice.id)
    .bind(notice.case)
    .bind(notice.kind.slug())
    .bind(notice.channel.slug())
    .bind(notice.address)
    .bind(ms(notice.at))
    .bind(notice.body)
    .bind(notice.state.slug())
    .execute(db)
    .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT n.id, n.case_id, c.number, c.owner, n.kind, n.channel, n.address, n.at_ms, n.body, n.state, \
                       n.tries, n.next_ms, n.sent_ms, n.last_error FROM notices n JOIN cases c ON c.id = n.case_id WHERE ";

/// The notice with this id.
pub(in crate::server) async fn find(db: &mut Connection, id: &str) -> Result<Option<NoticeRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("n.id = ").bind(id);
    sql.query().fetch_optional(db).await?.as_ref().map(read).transpose()
}

/// The notices of a case, oldest first.
pub(in crate::server) async fn of_case(db: &mut Connection, case: &str) -> Result<Vec<NoticeRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("n.case_id = ").bind(case).push(" ORDER BY n.at_ms, n.id");
    sql.query().fetch_all(db).await?.iter().map(read).collect()
}

/// Notices in a state, oldest first, after the one with this time and id.
pub(in crate::server) async fn page(
    db: &mut Connection,
    state: NoticeState,
    after: Option<&(i64, String)>,
    limit: u32,
) -> Result<Vec<NoticeRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("n.state = ").bind(state.slug());
    if let Some((at, id)) = after {
        sql.behind("n.at_ms", "n.id", (*at, id));
    }
    sql.push(" ORDER BY n.at_ms, n.id LIMIT ").bind(i64::from(limit));
    sql.query().fetch_all(db).await?.iter().map(read).collect()
}

/// Writes down how a notice stands now.
pub(in crate::server) async fn save(db: &mut Connection, notice: &NoticeRow) -> Result<()> {
    sqlx::query("UPDATE notices SET state = $1, tries = $2, next_ms = $3, sent_ms = $4, last_error = $5 WHERE id = $6")
        .bind(notice.state.slug())
        .bind(i64::from(notice.tries))
        .bind(ms(notice.next_at))
        .bind(notice.sent_at.map(ms))
        .bind(&notice.last_error)
        .bind(&notice.id)
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<NoticeRow> {
    let sent: Option<i64> = row.try_get(12)?;
    Ok(NoticeRow {
        id: row.try_get(0)?,
        case: row.try_get(1)?,
        number: row.try_get(2)?,
        owner: row.try_get(3)?,
        kind: word(row.try_get(4)?)?,
        channel: word(row.try_get(5)?)?,
        address: row.try_get(6)?,
        at: time(row.try_get(7)?)?,
        body: row.try_get(8)?,
        state: word(row.try_get(9)?)?,
        tries: small(row.try_get(10)?)?,
        next_at: time(row.try_get(11)?)?,
        sent_at: sent.map(time).transpose()?,
        last_error: row.try_get(13)?,
    })
}
