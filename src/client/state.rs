//! The client's own memory: what a person typed and did not send yet, decisions not acknowledged, where he was. One folder
//! for each API and user, readable by its owner only.
//!
//! It is a journal and no database: every change is one line that is appended and never changed, so that whatever ends the
//! program, a torn last line is all that can be lost, and reading it needs no repair. [`Store::put`] appends before it
//! returns, so that what was put outlives `kill -9`; a thread of its own syncs within a second, for a loss of power, and
//! writes anew what grew too large. Neither is waited for, but by who sends something: [`Store::sync`].
//!
//! Two desks of one user write a journal each, under a lock, and read each other's at their start: of each key the newest
//! value counts, and nothing of either is lost. Journals that nobody writes any more are taken over and removed.

mod journal;
mod place;

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    journal: Arc<Mutex<Journal>>,
    sender: Option<Sender<Job>>,
    keeper: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Job {
    /// Something was appended after a sync: the second begins.
    Dirty,
    /// The journal is so large that it is looked whether it is worth writing anew.
    Weigh,
    Sync(oneshot::Sender<io::Result<()>>),
}

impl Store {
    /// Opens the folder, taking over what ended programs left there.
    ///
    /// # Errors
    /// Where it cannot be made, read or written.
    pub fn open(folder: &Path) -> io::Result<(Self, Loaded)> {
        let (journal, loaded) = Self::begin(folder)?;
        let (sender, inbox) = mpsc::channel();
        let keeper = Keeper { journal: Arc::clone(&journal) };
        let thread = std::thread::Builder::new().name("state".into()).spawn(move || keeper.run(&inbox))?;
        Ok((Self { inner: Arc::new(Inner { journal, sender: Some(sender), keeper: Some(thread) }) }, loaded))
    }

    /// The journal, written anew, and what was there.
    fn begin(folder: &Path) -> io::Result<(Arc<Mutex<Journal>>, Loaded)> {
        journal::make_folder(folder)?;
        let (path, lock) = journal::lock_one(folder)?;
        let found = journal::gather(folder, &path)?;
        let last = found.entries.values().map(|entry| entry.at).max().unwrap_or(0);
        let mut entries = found.entries;
        // Other journals may still have older values of what is gone here, those that are removed next until they are.
        if !found.shared && found.left.is_empty() {
            entries.retain(|_, entry| !entry.value.is_null());
        }
        let (file, size) = journal::replace(&path, &entries)?;
        drop(lock);
        for (path, lock) in found.left {
            let _ = std::fs::remove_file(&path);
            drop(lock);
        }
        let there = entries.iter().filter(|(_, entry)| !entry.value.is_null());
        let there = there.map(|(key, entry)| (key.clone(), entry.clone())).collect();
        let loaded = Loaded { entries: there, broken: found.broken, shared: found.shared };
        let journal =
            Journal { path, file, entries, size, bound: LARGE, last, dirty_since: None, late: None, failed: None };
        Ok((Arc::new(Mutex::new(journal)), loaded))
    }

    /// What is kept in a folder, without opening it for writing; empty where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn look(folder: &Path) -> io::Result<Loaded> {
        journal::look(folder)
    }

    /// Keeps a value under a key, or forgets it where it is null. The system has it when this returns; no disk is waited for.
    pub fn put(&self, key: impl Into<String>, value: Value) {
        let job = lock(&self.inner.journal).put(key.into(), value);
        if let (Some(sender), Some(job)) = (&self.inner.sender, job) {
            let _ = sender.send(job);
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
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}

/// The journal, for as long as nothing slow is done with it. What a thread that ended badly left is whole: every change of it
/// is.
fn lock(journal: &Mutex<Journal>) -> MutexGuard<'_, Journal> {
    journal.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long a sync can wait yet; a clock that was set meanwhile makes it sooner, never later.
fn left_of_a_second(since: i64) -> Duration {
    let gone = u64::try_from(clock::now().as_millisecond().saturating_sub(since)).unwrap_or(u64::MAX);
    SYNC.saturating_sub(Duration::from_millis(gone))
}

/// What is appended to.
#[derive(Debug)]
struct Journal {
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
    /// What was put since the journal is being written anew, while it is.
    late: Option<Vec<(String, Entry)>>,
    failed: Option<io::Error>,
}

impl Journal {
    /// Appends a value; gives what the keeper has to do about it.
    fn put(&mut self, key: String, value: Value) -> Option<Job> {
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
        if let Some(late) = &mut self.late {
            late.push((key.clone(), entry.clone()));
        }
        self.entries.insert(key, entry);
        let was_clean = self.dirty_since.is_none();
        self.dirty_since = self.dirty_since.or(Some(self.last));
        if self.size > self.bound {
            // Once: the keeper sets the next bound.
            self.bound = u64::MAX;
            return Some(Job::Weigh);
        }
        was_clean.then_some(Job::Dirty)
    }

    /// What is to be written anew; from now on it is noted what comes meanwhile.
    fn begin_anew(&mut self) -> (PathBuf, Entries) {
        self.late = Some(Vec::new());
        (self.path.clone(), self.entries.clone())
    }

    /// The new file, complete and safe but for what came meanwhile, takes the place of the old one.
    fn end_anew(&mut self, (mut file, mut size): (File, u64)) -> io::Result<()> {
        for (key, entry) in self.late.take().unwrap_or_default() {
            size += journal::append(&mut file, &key, &entry)?;
        }
        journal::take_place(&self.path)?;
        (self.file, self.size) = (file, size);
        // What came meanwhile is synced with what comes next, at once.
        self.dirty_since = self.dirty_since.or(Some(self.last));
        Ok(())
    }
}

/// The thread that does what takes long. It never holds the journal while a disk is waited for.
struct Keeper {
    journal: Arc<Mutex<Journal>>,
}

impl Keeper {
    fn run(self, inbox: &Receiver<Job>) {
        loop {
            let dirty_since = lock(&self.journal).dirty_since;
            let job = match dirty_since {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                // A steady stream of keys must not put the sync off: the second runs from the first of them.
                Some(since) => inbox.recv_timeout(left_of_a_second(since)),
            };
            match job {
                Ok(Job::Dirty) => {}
                Ok(Job::Weigh) => self.weigh(),
                Ok(Job::Sync(answer)) => {
                    self.sync();
                    let failed = lock(&self.journal).failed.take();
                    let _ = answer.send(failed.map_or(Ok(()), Err));
                }
                Err(RecvTimeoutError::Timeout) => self.sync(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.sync();
    }

    /// Syncs on a handle of its own, so that meanwhile more can be appended.
    fn sync(&self) {
        let file = {
            let mut journal = lock(&self.journal);
            if journal.dirty_since.take().is_none() {
                return;
            }
            journal.file.try_clone()
        };
        if let Err(error) = file.and_then(|file| file.sync_data()) {
            lock(&self.journal).failed = Some(error);
        }
    }

    /// Writes the journal anew with only what is worth keeping, if that makes it much smaller.
    fn weigh(&self) {
        let (size, entries) = {
            let journal = lock(&self.journal);
            (journal.size, journal.entries.clone())
        };
        let bound = LARGE.max(4 * journal::weight(&entries));
        if size > bound {
            self.write_anew();
        }
        lock(&self.journal).bound = bound;
    }

    fn write_anew(&self) {
        let (path, entries) = lock(&self.journal).begin_anew();
        let fresh = journal::write_fresh(&path, &entries);
        let ended = {
            let mut journal = lock(&self.journal);
            let ended = fresh.and_then(|fresh| journal.end_anew(fresh));
            journal.late = None;
            ended
        };
        match ended {
            Ok(()) => {
                journal::sync_folder(&path);
                self.sync();
            }
            Err(error) => lock(&self.journal).failed = Some(error),
        }
    }
}

#[cfg(test)]
mod tests;
