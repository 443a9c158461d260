//! The database: what is kept of users, cases, materials and decisions, as verbs of the domain.
//!
//! Invariant: one SQL text for both engines (`$1`, TEXT and BIGINT, typed NULLs). Every function takes a connection, so
//! that the operation that calls it decides what is one transaction. A write begins as a write: SQLite can then never
//! refuse to upgrade a reader.

pub(super) mod batch;
pub(super) mod case;
pub(super) mod change;
pub(super) mod draft;
pub(super) mod event;
pub(super) mod facts;
pub(super) mod filed;
pub(super) mod idempotency;
pub(super) mod inbound;
pub(super) mod job;
pub(super) mod keys;
pub(super) mod lease;
pub(super) mod material;
pub(super) mod note;
pub(super) mod notice;
pub(super) mod number;
pub(super) mod obligation;
pub(super) mod pack;
pub(super) mod proposal;
pub(super) mod queue;
pub(super) mod registry;
pub(super) mod reveal;
pub(super) mod search;
pub(super) mod section;
pub(super) mod sms;
mod sql;
pub(super) mod submission;
pub(super) mod user;
pub(super) mod verification;

use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, SqlSafeStr, Transaction};

/// What can go wrong in the store; never the client's fault.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought to this build's form.
    #[error("the database could not be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A row holds what no build ever wrote.
    #[error("unreadable row: {0}")]
    Unreadable(String),
    /// The database's address is none of the known kinds.
    #[error("{0:?} is not a database address: use sqlite:PATH or sqlite::memory:")]
    Address(String),
}

pub(super) type Result<T> = std::result::Result<T, StoreError>;
pub(super) type Connection = sqlx::AnyConnection;

/// The open database.
#[derive(Debug, Clone)]
pub(super) struct Store {
    read: AnyPool,
    write: AnyPool,
}

/// Readers side by side; more gain nothing on an embedded database.
const READERS: u32 = 4;

impl Store {
    /// Opens and migrates. `sqlite:PATH` makes the file; `sqlite::memory:` lives as long as this value.
    pub(super) async fn open(address: &str) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let path = address.strip_prefix("sqlite:").ok_or_else(|| StoreError::Address(address.to_owned()))?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let memory = path == ":memory:";
        if !memory {
            claim_file(path).map_err(sqlx::Error::Io)?;
        }
        let url = if memory { "sqlite::memory:".to_owned() } else { format!("sqlite:{}?mode=rwc", escaped(path)) };
        let options = AnyConnectOptions::from_str(&url)?;
        let write = pool(1).connect_with(options.clone()).await?;
        migrations(usize::MAX).run(&write).await?;
        let read = if memory { write.clone() } else { pool(READERS).connect_with(options).await? };
        Ok(Self { read, write })
    }

    /// A connection for reading. On an in-memory database it is the only one there is: give it back before writing.
    pub(super) async fn read(&self) -> Result<PoolConnection<Any>> {
        Ok(self.read.acquire().await?)
    }

    /// A transaction that may write; dropped without a commit it leaves nothing behind.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        Ok(self.write.begin_with("BEGIN IMMEDIATE").await?)
    }
}

fn pool(most: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(most)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(20))
        .after_connect(|connection, _| {
            Box::pin(async move {
                for pragma in [
                    "PRAGMA busy_timeout = 10000",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    "PRAGMA foreign_keys = ON",
                ] {
                    sqlx::query(pragma).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
}

/// The first so many of all migrations.
fn migrations(count: usize) -> Migrator {
    let texts = [
        ("start", include_str!("migrations/0001_start.sql")),
        ("flow", include_str!("migrations/0002_flow.sql")),
        ("checks", include_str!("migrations/0003_checks.sql")),
        ("search", include_str!("migrations/0004_search.sql")),
        ("pictures", include_str!("migrations/0005_pictures.sql")),
        ("drafts", include_str!("migrations/0006_drafts.sql")),
        ("sections", include_str!("migrations/0007_sections.sql")),
        ("reveals", include_str!("migrations/0008_reveals.sql")),
        ("proposals", include_str!("migrations/0009_proposals.sql")),
        ("orders", include_str!("migrations/0010_orders.sql")),
    ];
    let migration = |(number, (name, text)): (i64, (&'static str, &'static str))| {
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    };
    Migrator::with_migrations((1..).zip(texts).take(count).map(migration).collect())
}

/// Makes a missing database file for nobody else's eyes; the engine gives its companions the same rights.
fn claim_file(path: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// A file path as it must stand in a database URL.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

/// A time as it is stored.
pub(super) fn ms(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A stored time.
fn time(ms: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(ms).map_err(|_| StoreError::Unreadable(format!("{ms} is no time")))
}

/// A stored word of a closed list.
fn word<T: FromStr<Err = crate::domain::UnknownWord>>(text: &str) -> Result<T> {
    text.parse().map_err(|error: crate::domain::UnknownWord| StoreError::Unreadable(error.to_string()))
}

/// A stored JSON value.
fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// A value as JSON text.
fn text_of<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// A stored count that is never negative and never large.
fn small(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| StoreError::Unreadable(format!("{value} is no count")))
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;

    #[tokio::test]
    async fn every_connection_is_durable_and_the_file_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a ?#%41.db");
        let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        let mut read = store.read().await.unwrap();
        let mut write = store.write.acquire().await.unwrap();
        for (pragma, expected) in
            [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1), ("PRAGMA busy_timeout", 10_000)]
        {
            for db in [&mut *read, &mut *write] {
                let value: i64 = sqlx::query(pragma).fetch_one(db).await.unwrap().get(0);
                assert_eq!(value, expected, "{pragma}");
            }
        }
        let mode: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *write).await.unwrap().get(0);
        assert_eq!(mode, "wal");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[tokio::test]
    async fn a_database_of_the_first_build_is_brought_up_with_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("old.db").display());
        sqlx::any::install_default_drivers();
        let old = AnyPoolOptions::new().connect(&format!("{address}?mode=rwc")).await.unwrap();
        migrations(1).run(&old).await.unwrap();
        let filing = text_of(&crate::domain::filing::Filing::default()).unwrap();
        sqlx::query(
            "INSERT INTO cases (id, number, owner, version, status, pending, round, entered_ms, due_sort, organizer, site, \
             domain, province, nature, filing_type, search, filing, filing_password, lease_until_ms) \
             VALUES ('c1', 'BA26000001', 'paula', 3, 'first_review', 1, 1, 5, 9, '', '', '', '', '', '', '', $1, '', 0)",
        )
        .bind(filing)
        .execute(&old)
        .await
        .unwrap();
        old.close().await;
        let store = Store::open(&address).await.unwrap();
        let record = case::find(&mut store.read().await.unwrap(), "BA26000001").await.unwrap().unwrap();
        assert_eq!((record.state.version, record.state.held, record.checks.len()), (3, None, 0));
        assert!(!record.order_locked && record.entity_number.is_none());
    }

    #[tokio::test]
    async fn an_unknown_address_is_said_to_be_so() {
        let error = Store::open("mysql://x").await.unwrap_err();
        assert!(error.to_string().contains("sqlite:PATH"), "{error}");
        assert!(Store::open("sqlite:/no/such/folder/x.db").await.is_err());
    }
}
