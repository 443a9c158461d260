//! A case as a whole: reading it, adding it, writing it back where nobody else did meanwhile.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::job::Kind;
use super::search::{self, Texts};
use super::{Connection, Result, json, keys, ms, small, text_of, time, word};
use crate::domain::backlog::OpenCase;
use crate::domain::case::{CaseState, Escalation, Held, Lease, Snooze};
use crate::domain::clocks::{ADMINISTRATION_DAYS, CALENDAR_MISSING, Standing, WorkingTime};
use crate::domain::filing::Filing;
use crate::domain::finding::{Finding, FindingCounts};
use crate::domain::status::Status;

/// A case with everything that its own row holds.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::server) struct CaseRecord {
    pub id: String,
    pub number: String,
    /// The applicant's user id.
    pub owner: String,
    pub state: CaseState,
    pub entered_at: Timestamp,
    pub due_at: Option<Timestamp>,
    pub due_unknown: Option<String>,
    pub filing: Filing,
    pub verified_at: Option<Timestamp>,
    pub escalated: Option<Escalation>,
    pub snoozed: Option<Snooze>,
    /// Numbers that the administration gave: the entity's and the service's.
    pub entity_number: Option<String>,
    pub service_number: Option<String>,
    /// What the machine found.
    pub checks: Vec<Finding>,
    /// The province pack that it was submitted under; empty before.
    pub pack: String,
    /// Whether the order's values are verified and can no longer change.
    pub order_locked: bool,
    /// Whether an SMS timeout was the last thing that happened, so that it may be handed over again unchanged.
    pub resumable: bool,
}

impl CaseRecord {
    /// A case of which nothing but this is known yet.
    pub(in crate::server) fn new(id: String, number: String, owner: String, filing: Filing, at: Timestamp) -> Self {
        Self {
            id,
            number,
            owner,
            state: CaseState {
                status: Status::Draft,
                round: 0,
                version: 1,
                lease: None,
                first_passed_by: Vec::new(),
                held: None,
            },
            entered_at: at,
            due_at: None,
            due_unknown: None,
            filing,
            verified_at: None,
            escalated: None,
            snoozed: None,
            entity_number: None,
            service_number: None,
            checks: Vec::new(),
            pack: String::new(),
            order_locked: false,
            resumable: false,
        }
    }

    /// Puts the case into a status: what was due, who held it and what was decided end with the old one, a review gets
    /// its due time.
    pub(in crate::server) fn enter(&mut self, status: Status, at: Timestamp, working: &WorkingTime) {
        self.state.status = status;
        self.state.lease = None;
        self.state.held = None;
        self.escalated = None;
        self.snoozed = None;
        self.entered_at = at;
        (self.due_at, self.due_unknown) = match status.stage().map(|_| working.review_due(at)) {
            Some(Ok(due)) => (Some(due), None),
            Some(Err(_)) => (None, Some(CALENDAR_MISSING.to_owned())),
            None => (None, None),
        };
    }

    /// What the clocks need to know of the case.
    pub(in crate::server) fn standing(&self) -> Standing {
        let CaseState { status, round, .. } = self.state;
        Standing {
            status,
            round,
            entered_at: self.entered_at,
            due_at: self.due_at,
            administration_days: ADMINISTRATION_DAYS,
        }
    }
}

const COLUMNS: &str = "SELECT id, number, owner, status, round, version, entered_ms, due_ms, due_unknown, filing, \
                       verified_ms, lease_holder, lease_token, lease_until_ms, held, escalated, snoozed, entity_number, \
                       service_number, checks, order_locked, resumable, pack, lease_since_ms FROM cases";

/// The case with this id or number.
pub(in crate::server) async fn find(db: &mut Connection, id: &str) -> Result<Option<CaseRecord>> {
    let sql = format!("{COLUMNS} WHERE id = $1 OR number = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(&mut *db).await?;
    let Some(row) = row else { return Ok(None) };
    let mut record = read(&row)?;
    let passes = sqlx::query("SELECT user_id FROM first_passes WHERE case_id = $1 ORDER BY user_id")
        .bind(&record.id)
        .fetch_all(db)
        .await?;
    record.state.first_passed_by = passes.iter().map(|row| row.try_get(0)).collect::<std::result::Result<_, _>>()?;
    Ok(Some(record))
}

fn read(row: &AnyRow) -> Result<CaseRecord> {
    let optional = |ms: Option<i64>| ms.map(time).transpose();
    let until: i64 = row.try_get(13)?;
    let held: Option<String> = row.try_get(14)?;
    let escalated: Option<String> = row.try_get(15)?;
    let snoozed: Option<String> = row.try_get(16)?;
    let (locked, resumable): (i64, i64) = (row.try_get(20)?, row.try_get(21)?);
    let (holder, token): (Option<String>, Option<String>) = (row.try_get(11)?, row.try_get(12)?);
    let lease = match (holder, token) {
        (Some(holder), Some(token)) => {
            Some(Lease { holder, token, expires_at: time(until)?, since: time(row.try_get(23)?)? })
        }
        _ => None,
    };
    Ok(CaseRecord {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        owner: row.try_get(2)?,
        state: CaseState {
            status: word(row.try_get(3)?)?,
            round: small(row.try_get(4)?)?,
            version: row.try_get(5)?,
            lease,
            first_passed_by: Vec::new(),
            held: held.as_deref().map(json::<Held>).transpose()?,
        },
        entered_at: time(row.try_get(6)?)?,
        due_at: optional(row.try_get(7)?)?,
        due_unknown: row.try_get(8)?,
        filing: json(row.try_get(9)?)?,
        verified_at: optional(row.try_get(10)?)?,
        escalated: escalated.as_deref().map(json).transpose()?,
        snoozed: snoozed.as_deref().map(json).transpose()?,
        entity_number: row.try_get(17)?,
        service_number: row.try_get(18)?,
        checks: json(row.try_get(19)?)?,
        pack: row.try_get(22)?,
        order_locked: locked != 0,
        resumable: resumable != 0,
    })
}

/// Adds a case. Its filing password goes into a column of its own, because nothing ever gives it out.
pub(in crate::server) async fn add(db: &mut Connection, record: &CaseRecord) -> Result<()> {
    sqlx::query(
        "INSERT INTO cases (id, number, owner, version, status, pending, round, entered_ms, due_ms, due_sort, \
         due_unknown, organizer, site, domain, province, nature, filing_type, search, filing, filing_password, \
         verified_ms, lease_holder, lease_token, lease_until_ms) VALUES ($1, $2, $3, $4, '', 0, 0, 0, NULL, 0, NULL, \
         '', '', '', '', '', '', '', '', '', NULL, NULL, NULL, 0)",
    )
    .bind(&record.id)
    .bind(&record.number)
    .bind(&record.owner)
    .bind(record.state.version)
    .execute(&mut *db)
    .await?;
    save(db, record, record.state.version).await?;
    for user in &record.state.first_passed_by {
        add_first_pass(db, &record.id, user).await?;
    }
    Ok(())
}

/// So many characters of an organizer's name are sorted by: it may be endless, a cursor may not.
const SORTED_BY: usize = 60;

/// By what findings are sorted: blockers first, then warnings.
fn weight(counts: FindingCounts) -> i64 {
    i64::from(counts.blocker) * 1_000_000 + i64::from(counts.warning.min(999_999))
}

/// Writes the case back, if it still has version `seen`. Whether it had.
///
/// An empty filing password leaves the stored one alone: nobody can read it back, so nobody can send it again.
pub(in crate::server) async fn save(db: &mut Connection, record: &CaseRecord, seen: i64) -> Result<bool> {
    let filing = &record.filing;
    let (organizer, site, domain) = (&filing.entity.name, &filing.service.name, filing.domain());
    let texts = Texts { number: &record.number, organizer, site, domain };
    let lease = record.state.lease.as_ref();
    let held = record.state.held.as_ref();
    let due = record.due_at.map(ms);
    let counts = FindingCounts::of(&record.checks);
    let done = sqlx::query(
        "UPDATE cases SET status = $1, pending = $2, round = $3, version = $4, entered_ms = $5, due_ms = $6, \
         due_sort = $7, due_unknown = $8, organizer = $9, site = $10, domain = $11, province = $12, nature = $13, \
         filing_type = $14, search = $15, filing = $16, \
         filing_password = CASE WHEN $17 = '' THEN filing_password ELSE $17 END, verified_ms = $18, \
         lease_holder = $19, lease_token = $20, lease_until_ms = $21, held = $22, held_until_ms = $23, \
         escalated = $24, escalated_ms = $25, snoozed = $26, snoozed_until_ms = $27, entity_number = $28, \
         service_number = $29, checks = $30, order_locked = $31, resumable = $32, blockers = $33, warnings = $34, \
         remarks = $35, pack = $36, lease_since_ms = $37, due_back = $40, organizer_sort = $41, round_back = $42, found = $43, \
         found_back = $44 WHERE id = $38 AND version = $39",
    )
    .bind(record.state.status.slug())
    .bind(i64::from(record.state.status.stage().is_some()))
    .bind(i64::from(record.state.round))
    .bind(record.state.version)
    .bind(ms(record.entered_at))
    .bind(due)
    .bind(due.unwrap_or(i64::MAX))
    .bind(record.due_unknown.as_deref())
    .bind(organizer)
    .bind(site)
    .bind(domain)
    .bind(filing.province())
    .bind(&filing.entity.nature)
    .bind(filing.order.filing_type.to_string())
    .bind(texts.line_by_line())
    .bind(text_of(filing)?)
    .bind(&filing.entity.filing_password)
    .bind(record.verified_at.map(ms))
    .bind(lease.map(|lease| lease.holder.as_str()))
    .bind(lease.map(|lease| lease.token.as_str()))
    .bind(lease.map_or(0, |lease| ms(lease.expires_at)))
    .bind(held.map(text_of).transpose()?)
    .bind(held.map_or(0, |held| ms(held.takes_effect_at)))
    .bind(record.escalated.as_ref().map(text_of).transpose()?)
    .bind(record.escalated.as_ref().map_or(0, |escalation| ms(escalation.at)))
    .bind(record.snoozed.as_ref().map(text_of).transpose()?)
    .bind(record.snoozed.as_ref().map_or(0, |snooze| ms(snooze.until)))
    .bind(record.entity_number.as_deref())
    .bind(record.service_number.as_deref())
    .bind(text_of(&record.checks)?)
    .bind(i64::from(record.order_locked))
    .bind(i64::from(record.resumable))
    .bind(i64::from(counts.blocker))
    .bind(i64::from(counts.warning))
    .bind(i64::from(counts.note))
    .bind(&record.pack)
    .bind(lease.map_or(0, |lease| ms(lease.since)))
    .bind(&record.id)
    .bind(seen)
    .bind(due.unwrap_or(-1))
    .bind(organizer.chars().take(SORTED_BY).collect::<String>())
    .bind(-i64::from(record.state.round))
    .bind(weight(counts))
    .bind(-weight(counts))
    .execute(&mut *db)
    .await?;
    let saved = done.rows_affected() == 1;
    if saved {
        keys::put(db, &record.id, filing).await?;
        search::put(db, &record.id, texts).await?;
    }
    Ok(saved)
}

/// Keeps what the machine found, and nothing else.
pub(in crate::server) async fn set_checks(db: &mut Connection, id: &str, checks: &[Finding]) -> Result<()> {
    let counts = FindingCounts::of(checks);
    sqlx::query(
        "UPDATE cases SET checks = $1, blockers = $2, warnings = $3, remarks = $4, found = $6, found_back = $7 WHERE id = $5",
    )
        .bind(text_of(&checks)?)
        .bind(i64::from(counts.blocker))
        .bind(i64::from(counts.warning))
        .bind(i64::from(counts.note))
        .bind(id)
        .bind(weight(counts))
        .bind(-weight(counts))
        .execute(db)
        .await?;
    Ok(())
}

/// Whether the filing password was given; nothing ever gives it out.
pub(in crate::server) async fn has_password(db: &mut Connection, id: &str) -> Result<bool> {
    let row = sqlx::query("SELECT id FROM cases WHERE id = $1 AND filing_password <> ''").bind(id);
    Ok(row.fetch_optional(db).await?.is_some())
}

/// Filings of this applicant, newest first, from the one before `before` on.
pub(in crate::server) async fn of_owner(
    db: &mut Connection,
    owner: &str,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<CaseRecord>> {
    let mut sql = super::sql::Sql::new(COLUMNS);
    sql.push(" WHERE owner = ").bind(owner);
    if let Some(before) = before {
        sql.push(" AND id < ").bind(before);
    }
    sql.push(" ORDER BY id DESC LIMIT ").bind(i64::from(limit));
    sql.query().fetch_all(db).await?.iter().map(read).collect()
}

/// Records who passed a first review.
pub(in crate::server) async fn add_first_pass(db: &mut Connection, case: &str, user: &str) -> Result<()> {
    sqlx::query("INSERT INTO first_passes (case_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(case)
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Cases that wait for their applicant without a job that ends them, and since when.
pub(in crate::server) async fn never_ending(db: &mut Connection) -> Result<Vec<(String, Timestamp)>> {
    let statuses: Vec<&str> =
        Status::ALL.iter().filter(|status| status.is_editable()).map(|status| status.slug()).collect();
    let mut sql = super::sql::Sql::new("SELECT id, entered_ms FROM cases WHERE ");
    sql.one_of("status", &statuses);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.key = 'expire:' || cases.id)");
    sql.query().fetch_all(db).await?.iter().map(|row| Ok((row.try_get(0)?, time(row.try_get(1)?)?))).collect()
}

/// The next cases by id.
pub(in crate::server) async fn ids_after(db: &mut Connection, after: &str, limit: u32) -> Result<Vec<String>> {
    let rows = sqlx::query("SELECT id FROM cases WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Cases in a status without a job of this kind.
pub(in crate::server) async fn without_job(db: &mut Connection, status: Status, kind: Kind) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT id FROM cases WHERE status = $1 AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.key = $2 || ':' || cases.id)",
    )
    .bind(status.slug())
    .bind(kind.slug())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Cases whose due time was beyond the calendar, and since when they wait.
pub(in crate::server) async fn due_unknown(db: &mut Connection) -> Result<Vec<(String, Timestamp)>> {
    let rows = sqlx::query("SELECT id, entered_ms FROM cases WHERE due_unknown IS NOT NULL").fetch_all(db).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, time(row.try_get(1)?)?))).collect()
}

/// Gives a case its due time, now that the calendar reaches so far.
pub(in crate::server) async fn set_due(db: &mut Connection, id: &str, due: Timestamp) -> Result<()> {
    sqlx::query("UPDATE cases SET due_ms = $1, due_sort = $1, due_back = $1, due_unknown = NULL WHERE id = $2")
        .bind(ms(due))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// What the lead's figures are made of: every case that has not ended.
pub(in crate::server) async fn open(db: &mut Connection, now: Timestamp) -> Result<Vec<OpenCase>> {
    let statuses: Vec<&str> =
        Status::ALL.iter().filter(|status| !status.is_end()).map(|status| status.slug()).collect();
    let mut sql = super::sql::Sql::new(
        "SELECT number, organizer, status, province, entered_ms, due_ms, lease_until_ms FROM cases WHERE ",
    );
    sql.one_of("status", &statuses);
    let rows = sql.query().fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let (due, until): (Option<i64>, i64) = (row.try_get(5)?, row.try_get(6)?);
            Ok(OpenCase {
                number: row.try_get(0)?,
                organizer: row.try_get(1)?,
                status: word(row.try_get(2)?)?,
                province: row.try_get(3)?,
                entered_at: time(row.try_get(4)?)?,
                due_at: due.map(time).transpose()?,
                held: until > ms(now),
            })
        })
        .collect()
}
