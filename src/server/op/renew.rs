//! What is kept beside cases to find them by, brought to this build's form in the background, little by little: a service with a million
//! cases answers at once, and what was broken off goes on where it was.
//!
//! Each form has a number that is raised with its rules, and a counter that says which form everything has. Only where they differ
//! is anything looked through. Until it is done, what an earlier build kept is found as that build had it.

use jiff::Timestamp;

use super::Done;
use crate::domain::related;
use crate::domain::search;
use crate::server::App;
use crate::server::store::job::{self, Job, Kind};
use crate::server::store::{Connection, case, keys, number, search as kept};

/// Cases looked through in one transaction: some milliseconds, so that nobody waits for it.
const AT_ONCE: u32 = 200;

/// What is kept beside cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// What they are found by.
    Search,
    /// What they have in common with others.
    Keys,
}

impl Kept {
    const ALL: [Self; 2] = [Self::Search, Self::Keys];

    /// The counter, and this build's form.
    const fn form(self) -> (&'static str, i64) {
        match self {
            Self::Search => ("form-search", search::FORM),
            Self::Keys => ("form-keys", related::FORM),
        }
    }

    /// The key of its one job: another form is another job.
    fn key(self) -> String {
        let (name, form) = self.form();
        format!("renew:{name}:{form}")
    }
}

/// Plans to renew whatever is not in this build's form; what is under way stays where it is.
pub(in crate::server) async fn start(app: &App) -> Done<()> {
    let mut tx = app.store.begin().await?;
    let none = case::ids_after(&mut tx, "", 1).await?.is_empty();
    for kept in Kept::ALL {
        let (name, form) = kept.form();
        if none {
            number::set(&mut tx, name, form).await?;
        } else if number::current(&mut tx, name).await? != form {
            job::plan_once(&mut tx, &job_at(kept, "", app.now())).await?;
        }
    }
    Ok(tx.commit().await?)
}

fn job_at(kept: Kept, after: &str, now: Timestamp) -> Job {
    Job { key: kept.key(), kind: Kind::Renew, case: None, due_at: now, payload: after.to_owned(), tries: 0 }
}

/// Renews the next cases, and plans the rest.
pub(in crate::server) async fn go_on(app: &App, job: &Job) -> Done<()> {
    let mut tx = app.store.begin().await?;
    if !job::done(&mut tx, job).await? {
        return Ok(());
    }
    // A job of another build's form has nothing to do any more.
    if let Some(kept) = Kept::ALL.into_iter().find(|kept| kept.key() == job.key) {
        let last = match kept {
            Kept::Search => kept::renew(&mut tx, &job.payload, AT_ONCE).await?,
            Kept::Keys => renew_keys(&mut tx, &job.payload).await?,
        };
        match last {
            Some(last) => job::plan(&mut tx, &job_at(kept, &last, job.due_at)).await?,
            None => {
                let (name, form) = kept.form();
                number::set(&mut tx, name, form).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// Writes the keys of the next cases where they are others than those that are there; gives the last case, none behind all.
async fn renew_keys(db: &mut Connection, after: &str) -> Done<Option<String>> {
    let ids = case::ids_after(db, after, AT_ONCE).await?;
    for id in &ids {
        if let Some(record) = case::find(db, id).await? {
            keys::put(db, &record.id, &record.filing).await?;
        }
    }
    Ok(ids.into_iter().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::{Options, SeedCase, Server};

    async fn count(server: &Server, sql: &'static str) -> i64 {
        use sqlx::Row;
        let mut db = server.app.store.read().await.unwrap();
        sqlx::query(sql).fetch_one(&mut *db).await.unwrap().try_get(0).unwrap()
    }

    const SEARCH: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM case_search";
    const KEYS: &str = "SELECT CAST(COUNT(DISTINCT case_id) AS BIGINT) FROM case_keys";
    const JOBS: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM jobs WHERE kind = 'renew'";

    /// More cases than go at once, as an earlier build left them.
    async fn left(folder: &std::path::Path) -> Server {
        let database = format!("sqlite:{}", folder.join("old.db").display());
        let server = Server::open(Options::new(database, format!("file:{}", folder.display()))).await.unwrap();
        let case = |index: u32| {
            let mut filing = crate::domain::filing::Filing::default();
            filing.entity.name = format!("样本{index}公司");
            filing.entity.cert_number = format!("SAMPLE{index:04}");
            let entered_at = server.app.now();
            let waits = crate::domain::status::Status::FirstReview;
            SeedCase { number: Some(format!("BA26{index:06}")), ..SeedCase::new("paula", filing, waits, entered_at) }
        };
        server.seed((1..=AT_ONCE * 2 + 7).map(case).collect()).await.unwrap();
        let mut tx = server.app.store.begin().await.unwrap();
        for sql in ["DELETE FROM case_search", "DELETE FROM case_keys", "DELETE FROM jobs", "DELETE FROM counters"] {
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        server
    }

    #[tokio::test]
    async fn what_an_earlier_build_left_is_renewed_behind_the_start_and_goes_on_where_it_was_broken_off() {
        let folder = tempfile::tempdir().unwrap();
        let all = i64::from(AT_ONCE * 2 + 7);
        let server = left(folder.path()).await;
        start(&server.app).await.unwrap();
        assert_eq!((count(&server, SEARCH).await, count(&server, JOBS).await), (0, 2), "the start only plans");
        let next = |job: Job| {
            let app = std::sync::Arc::clone(&server.app);
            async move { go_on(&app, &job).await.unwrap() }
        };
        let mut db = server.app.store.read().await.unwrap();
        let due = job::due(&mut db, server.app.now(), job::Lane::Checks, 10).await.unwrap();
        drop(db);
        for job in due {
            next(job).await;
        }
        assert_eq!(count(&server, SEARCH).await, i64::from(AT_ONCE));
        // The process ends and begins again: the plan stays where it was.
        start(&server.app).await.unwrap();
        let mut db = server.app.store.read().await.unwrap();
        let due = job::due(&mut db, server.app.now(), job::Lane::Checks, 10).await.unwrap();
        drop(db);
        assert!(due.len() == 2 && due.iter().all(|job| !job.payload.is_empty()), "{due:?}");
        server.run_due().await.unwrap();
        assert_eq!((count(&server, SEARCH).await, count(&server, KEYS).await), (all, all));
        start(&server.app).await.unwrap();
        assert_eq!(count(&server, JOBS).await, 0, "what has this build's form is not looked through again");
    }
}
