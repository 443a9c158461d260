//! The client's own memory: what a person typed and did not send yet, decisions not acknowledged, where he was. One folder
//! for each API and user, readable by its owner only.
//!
//! It is a journal and no database: every change is one line that is appended and never changed, so that whatever ends the
//! program, a torn last line is all that can be lost, and reading it needs no repair. A thread of its own writes at once
//! and syncs within a second; who sends something waits for [`Store::sync`] first.
//!
//! Two desks of one user write a journal each, under a lock, and read each other's at their start: of each key the newest
//! value counts, and nothing of either is lost. Journals that nobody writes any more are taken over and removed.

mod journal;
mod place;

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;

pub use journal::{Entry, read};
pub use place::Place;

use crate::clock;

/// A change is on the disk after so long at the latest.
const SYNC: Duration = Duration::from_secs(1);

/// A journal that grew beyond this many bytes, and beyond four times what is worth keeping, is written anew.
const LARGE: u64 = 1024 * 1024;

/// What is kept, by key. A value that is null was there once and is gone.
pub type Entries = BTreeMap<String, Entry>;

/// What was there at the start.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    /// The values, without those that are gone.
    pub entries: Entries,
    /// How many lines could not be read and were left out.
    pub broken: usize,
    /// Whether another program of the same user has its own journal open now.
    pub shared: bool,
}

/// The open journal; clones write to the same one. It is closed when the last one is dropped.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    sender: Option<Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Job {
    Put(String, Value),
    Sync(oneshot::Sender<io::Result<()>>),
}

impl Store {
    /// Opens the folder, taking over what ended programs left there.
    ///
    /// # Errors
    /// Where it cannot be made, read or written.
    pub fn open(folder: &Path) -> io::Result<(Self, Loaded)> {
        journal::make_folder(folder)?;
        let (path, file) = journal::lock_one(folder)?;
        let found = journal::gather(folder, &path)?;
        let mut writer = Writer {
            path,
            file,
            entries: found.entries,
            size: 0,
            bound: LARGE,
            last: 0,
            dirty_since: None,
            failed: None,
        };
        writer.last = writer.entries.values().map(|entry| entry.at).max().unwrap_or(0);
        // Other journals may still have older values of what is gone here, those that are removed next until they are.
        writer.rewrite(found.shared || !found.left.is_empty())?;
        for (path, lock) in found.left {
            let _ = std::fs::remove_file(&path);
            drop(lock);
        }
        let mut entries = writer.entries.clone();
        entries.retain(|_, entry| !entry.value.is_null());
        let loaded = Loaded { entries, broken: found.broken, shared: found.shared };
        let (sender, inbox) = mpsc::channel();
        let thread = std::thread::Builder::new().name("state".into()).spawn(move || writer.run(&inbox))?;
        Ok((Self { inner: Arc::new(Inner { sender: Some(sender), writer: Some(thread) }) }, loaded))
    }

    /// What is kept in a folder, without opening it for writing; empty where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn look(folder: &Path) -> io::Result<Loaded> {
        journal::look(folder)
    }

    /// Keeps a value under a key, or forgets it where it is null. Never waits.
    pub fn put(&self, key: impl Into<String>, value: Value) {
        if let Some(sender) = &self.inner.sender {
            let _ = sender.send(Job::Put(key.into(), value));
        }
    }

    /// Waits until everything that was put before is safe from a loss of power.
    ///
    /// # Errors
    /// Where the disk did not take it, now or since the last time.
    pub async fn sync(&self) -> io::Result<()> {
        let (answer, wait) = oneshot::channel();
        let gone = || io::Error::other("the writer of the state file has ended");
        let Some(sender) = &self.inner.sender else { return Err(gone()) };
        sender.send(Job::Sync(answer)).map_err(|_| gone())?;
        wait.await.map_err(|_| gone())?
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// How long a sync can wait yet; a clock that was set meanwhile makes it sooner, never later.
fn left_of_a_second(since: i64) -> Duration {
    let gone = u64::try_from(clock::now().as_millisecond().saturating_sub(since)).unwrap_or(u64::MAX);
    SYNC.saturating_sub(Duration::from_millis(gone))
}

/// The thread that writes.
struct Writer {
    path: PathBuf,
    file: File,
    entries: Entries,
    /// Bytes in the file.
    size: u64,
    /// From this size on it is looked whether the file is worth writing anew.
    bound: u64,
    /// The newest time that was written: times only rise, whatever the clock does.
    last: i64,
    /// Since when something is written and not synced.
    dirty_since: Option<i64>,
    failed: Option<io::Error>,
}

impl Writer {
    fn run(mut self, inbox: &Receiver<Job>) {
        loop {
            let job = match self.dirty_since {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                // A steady stream of keys must not put the sync off: the second runs from the first of them.
                Some(since) => inbox.recv_timeout(left_of_a_second(since)),
            };
            match job {
                Ok(Job::Put(key, value)) => self.put(key, value),
                Ok(Job::Sync(answer)) => {
                    self.sync_quietly();
                    let _ = answer.send(self.failed.take().map_or(Ok(()), Err));
                }
                Err(RecvTimeoutError::Timeout) => self.sync_quietly(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.sync_quietly();
    }

    fn put(&mut self, key: String, value: Value) {
        self.last = clock::now().as_millisecond().max(self.last + 1);
        let entry = Entry { at: self.last, value };
        match journal::append(&mut self.file, &key, &entry) {
            Ok(bytes) => self.size += bytes,
            Err(error) => {
                // Half a line would take the next one with it.
                let _ = self.file.set_len(self.size);
                self.failed = Some(error);
            }
        }
        self.entries.insert(key, entry);
        self.dirty_since = self.dirty_since.or(Some(self.last));
        if self.size > self.bound {
            // Weighed now and then, and not with every key.
            self.bound = LARGE.max(4 * journal::weight(&self.entries));
            if self.size > self.bound
                && let Err(error) = self.rewrite(true)
            {
                self.failed = Some(error);
            }
        }
    }

    fn sync_quietly(&mut self) {
        if self.dirty_since.take().is_some()
            && let Err(error) = self.file.sync_data()
        {
            self.failed = Some(error);
        }
    }

    /// Writes the journal anew with only what is worth keeping. The new file is complete and safe before it takes the
    /// old one's name.
    fn rewrite(&mut self, with_gone: bool) -> io::Result<()> {
        if !with_gone {
            self.entries.retain(|_, entry| !entry.value.is_null());
        }
        let (file, size) = journal::replace(&self.path, &self.entries)?;
        (self.file, self.size) = (file, size);
        self.dirty_since = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
