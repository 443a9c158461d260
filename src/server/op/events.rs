//! The feed of changes as one watcher reads it: from where he was, then as they come.
//!
//! A watcher holds at most one page of changes, however slowly he reads. Whatever changes a case in this process rings
//! the bell; other processes on the same database are noticed within [`POLL`].

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::Done;
use crate::api::Change;
use crate::server::App;
use crate::server::store::{Connection, change, queue};

/// How often the feed is looked at when no bell rings.
const POLL: Duration = Duration::from_secs(3);

/// How many changes are read at a time.
const PAGE: u32 = 100;

/// What a watcher is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) enum Told {
    Change(Change),
    /// What came after the change he knows is not kept any more, or he knows one that never was: he must look at
    /// everything anew. The feed goes on after this change.
    Reset(i64),
}

/// One who watches.
pub(in crate::server) struct Watcher {
    app: Arc<App>,
    seq: i64,
    read: VecDeque<Change>,
    bell: watch::Receiver<()>,
    closing: watch::Receiver<bool>,
}

/// Begins to watch, after the change that is known or from now on. `closing` ends it.
pub(in crate::server) async fn watch(
    app: Arc<App>,
    known: Option<i64>,
    closing: watch::Receiver<bool>,
) -> Done<Watcher> {
    let seq = match known {
        Some(seq) => seq,
        None => change::last(&mut *app.store.read().await?).await?,
    };
    let bell = app.changed.subscribe();
    Ok(Watcher { app, seq, read: VecDeque::new(), bell, closing })
}

/// The changes with what a list shows of their cases now.
async fn with_rows(db: &mut Connection, mut changes: Vec<Change>, now: Timestamp) -> Done<Vec<Change>> {
    if changes.is_empty() {
        return Ok(changes);
    }
    let mut ids: Vec<String> = changes.iter().map(|change| change.id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = queue::rows(db, &ids, now).await?;
    for change in &mut changes {
        change.row = rows.iter().find(|row| row.id == change.id).cloned().map(Box::new);
    }
    Ok(changes)
}

impl Watcher {
    /// The change after which the next one comes.
    pub(in crate::server) const fn seq(&self) -> i64 {
        self.seq
    }

    /// The next thing to tell; none when the service ends, or when it cannot read its own feed.
    pub(in crate::server) async fn next(&mut self) -> Option<Told> {
        while !*self.closing.borrow() {
            if let Some(change) = self.read.pop_front() {
                self.seq = change.seq;
                return Some(Told::Change(change));
            }
            // Before the feed is read: what comes in between rings again.
            self.bell.borrow_and_update();
            match self.look().await {
                Err(failure) => {
                    tracing::error!(code = failure.code(), "the feed of changes cannot be read");
                    return None;
                }
                Ok(Some(reset)) => return Some(reset),
                Ok(None) if !self.read.is_empty() => {}
                Ok(None) => tokio::select! {
                    _ = self.bell.changed() => {}
                    () = tokio::time::sleep(POLL) => {}
                    _ = self.closing.wait_for(|closing| *closing) => {}
                },
            }
        }
        None
    }

    /// Reads on. Changes are numbered without gaps, so that a missing number says that it is gone.
    async fn look(&mut self) -> Done<Option<Told>> {
        let mut db = self.app.store.read().await?;
        let last = change::last(&mut db).await?;
        let changes = change::since(&mut db, self.seq, PAGE).await?;
        let whole = changes.first().map_or(last == self.seq, |first| first.seq == self.seq + 1);
        if !whole {
            self.seq = last;
            return Ok(Some(Told::Reset(last)));
        }
        self.read = with_rows(&mut db, changes, self.app.now()).await?.into();
        Ok(None)
    }
}
