//! What is due once: promises with a time. Whoever keeps one removes it in the same transaction.

use jiff::Timestamp;
use sqlx::Row;

use super::{Connection, Result, StoreError, ms, time};
use crate::domain::words::closed_list;

closed_list! {
    /// What a job does.
    Kind {
        Decision = "decision", "决定生效", "a held decision takes effect";
        Expire = "expire", "超时关闭", "a filing that nobody went on with ends";
        Remind = "remind", "提醒申请人", "the applicant is reminded";
        SmsTimeout = "sms_timeout", "短信核验超时", "the SMS verification runs out";
        Check = "check", "机器检查", "a case is checked";
        Notice = "notice", "发送通知", "a notice is sent";
        HandOver = "hand_over", "报送管局", "filings are handed over";
        Pull = "pull", "拉取结果", "results are asked for";
        Simulate = "simulate", "模拟管局", "the simulated administration acts";
        Obligation = "obligation", "备案后事项", "an obligation comes due";
        Lease = "lease", "持有到期", "a lease runs out";
        Wake = "wake", "暂缓到期", "a putting off ends";
        Measure = "measure", "测量图片", "a picture is measured";
        Renew = "renew", "更新索引", "what is kept beside cases is brought to this build's form";
    }
}

/// Jobs that wait for each other and for no others. What talks to the outside must not keep the rest waiting, nor the
/// administration the applicants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Lane {
    /// What stays inside.
    Inside,
    /// What the machine looks at: it may take its time, and a decision may not.
    Checks,
    /// What keeps a processor busy.
    Pictures,
    /// What goes to the administration and comes from it.
    Administration,
    /// What goes to applicants.
    Notices,
}

impl Lane {
    pub(in crate::server) const ALL: [Self; 5] =
        [Self::Inside, Self::Pictures, Self::Checks, Self::Administration, Self::Notices];
}

impl Kind {
    const fn lane(self) -> Lane {
        match self {
            Self::Measure => Lane::Pictures,
            Self::Check | Self::Renew => Lane::Checks,
            Self::Notice => Lane::Notices,
            Self::HandOver | Self::Pull => Lane::Administration,
            _ => Lane::Inside,
        }
    }
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Job {
    /// What makes it one: planned again under the same key, it only changes its time and payload.
    pub key: String,
    pub kind: Kind,
    pub case: Option<String>,
    pub due_at: Timestamp,
    pub payload: String,
    /// Failed attempts so far.
    pub tries: u32,
}

impl Job {
    /// A job about one case; the key is the kind and the case.
    pub(in crate::server) fn of_case(kind: Kind, case: &str, due_at: Timestamp) -> Self {
        let case = case.to_owned();
        Self { key: format!("{kind}:{case}"), kind, case: Some(case), due_at, payload: String::new(), tries: 0 }
    }
}

/// Plans a job, or plans it anew where its key is planned already.
pub(in crate::server) async fn plan(db: &mut Connection, job: &Job) -> Result<()> {
    insert(
        db,
        job,
        "INSERT INTO jobs (key, kind, case_id, due_ms, payload, tries) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (key) DO UPDATE SET due_ms = excluded.due_ms, payload = excluded.payload, tries = excluded.tries",
    )
    .await
}

/// Plans a job, unless its key is planned already: what is under way stays as it is.
pub(in crate::server) async fn plan_once(db: &mut Connection, job: &Job) -> Result<()> {
    insert(
        db,
        job,
        "INSERT INTO jobs (key, kind, case_id, due_ms, payload, tries) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (key) DO NOTHING",
    )
    .await
}

async fn insert(db: &mut Connection, job: &Job, statement: &'static str) -> Result<()> {
    sqlx::query(statement)
        .bind(&job.key)
        .bind(job.kind.slug())
        .bind(job.case.as_deref())
        .bind(ms(job.due_at))
        .bind(&job.payload)
        .bind(i64::from(job.tries))
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets a job that is not wanted any more.
pub(in crate::server) async fn cancel(db: &mut Connection, key: &str) -> Result<()> {
    sqlx::query("DELETE FROM jobs WHERE key = $1").bind(key).execute(db).await?;
    Ok(())
}

/// Removes a job because it is being kept in this transaction. Whether it was still there: if not, somebody else
/// kept it or planned it anew, and this transaction must do nothing.
pub(in crate::server) async fn done(db: &mut Connection, job: &Job) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM jobs WHERE key = $1 AND due_ms = $2")
        .bind(&job.key)
        .bind(ms(job.due_at))
        .execute(db)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Puts a job off after a failed attempt, unless it was planned anew meanwhile.
pub(in crate::server) async fn put_off(db: &mut Connection, job: &Job, until: Timestamp) -> Result<()> {
    sqlx::query("UPDATE jobs SET due_ms = $1, tries = tries + 1 WHERE key = $2 AND due_ms = $3")
        .bind(ms(until))
        .bind(&job.key)
        .bind(ms(job.due_at))
        .execute(db)
        .await?;
    Ok(())
}

/// What is due now in a lane, longest due first.
pub(in crate::server) async fn due(db: &mut Connection, now: Timestamp, lane: Lane, limit: u32) -> Result<Vec<Job>> {
    let kinds: Vec<&str> = Kind::ALL.iter().filter(|kind| kind.lane() == lane).map(|kind| kind.slug()).collect();
    let mut sql = super::sql::Sql::new("SELECT key, kind, case_id, due_ms, payload, tries FROM jobs WHERE due_ms <= ");
    sql.bind(ms(now)).push(" AND ").one_of("kind", &kinds);
    sql.push(" ORDER BY due_ms, key LIMIT ").bind(i64::from(limit));
    sql.query().fetch_all(db).await?.iter().map(read).collect()
}

fn read(row: &sqlx::any::AnyRow) -> Result<Job> {
    let kind: String = row.try_get(1)?;
    let tries: i64 = row.try_get(5)?;
    Ok(Job {
        key: row.try_get(0)?,
        kind: kind.parse().map_err(|_| StoreError::Unreadable(format!("{kind} is no job")))?,
        case: row.try_get(2)?,
        due_at: time(row.try_get(3)?)?,
        payload: row.try_get(4)?,
        tries: super::small(tries)?,
    })
}
