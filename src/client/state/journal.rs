//! The journal's lines and files. A line is a checksum and a JSON object with time, key and value; a line whose checksum
//! is wrong is left out, whatever happened to it, and those around it count.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Entries, Loaded};
use crate::domain::digest::sha256;

const ENDING: &str = "journal";

/// Of a line's SHA-256 so many digits stand before it.
const SUM: usize = 8;

/// So many programs of one user may be open at a time.
const MOST: u32 = 64;

/// A value and when it was put.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Milliseconds since 1970.
    pub at: i64,
    /// The value; null where it is gone.
    pub value: Value,
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    key: std::borrow::Cow<'a, str>,
    #[serde(flatten)]
    entry: std::borrow::Cow<'a, Entry>,
}

/// What a folder holds.
pub(super) struct Found {
    pub entries: Entries,
    pub broken: usize,
    pub shared: bool,
    /// Journals of ended programs, locked until they are removed.
    pub left: Vec<(PathBuf, File)>,
}

fn line(key: &str, entry: &Entry) -> io::Result<Vec<u8>> {
    let line = Line { key: key.into(), entry: std::borrow::Cow::Borrowed(entry) };
    let json = serde_json::to_vec(&line)?;
    let mut out = format!("{} ", sum(&json)).into_bytes();
    out.extend_from_slice(&json);
    out.push(b'\n');
    Ok(out)
}

fn sum(json: &[u8]) -> String {
    let mut sum = sha256(json);
    sum.truncate(SUM);
    sum
}

/// Reads a journal's bytes: of each key the newest value, and how many lines were left out. The last line counts only once
/// its end is there.
pub fn read(bytes: &[u8]) -> (Entries, usize) {
    let mut entries = Entries::new();
    let mut broken = 0;
    for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
        match parse(piece) {
            Some((key, entry)) => newest(&mut entries, key, entry),
            None => broken += 1,
        }
    }
    (entries, broken)
}

fn parse(piece: &[u8]) -> Option<(String, Entry)> {
    let text = piece.strip_suffix(b"\n")?;
    let (given, json) = text.split_at_checked(SUM + 1)?;
    if given.strip_suffix(b" ")? != sum(json).as_bytes() {
        return None;
    }
    let line: Line<'_> = serde_json::from_slice(json).ok()?;
    Some((line.key.into_owned(), line.entry.into_owned()))
}

fn newest(entries: &mut Entries, key: String, entry: Entry) {
    if entries.get(&key).is_none_or(|known| known.at <= entry.at) {
        entries.insert(key, entry);
    }
}

/// Appends a line; gives its length.
pub(super) fn append(file: &mut File, key: &str, entry: &Entry) -> io::Result<u64> {
    let line = line(key, entry)?;
    file.write_all(&line)?;
    Ok(line.len() as u64)
}

/// About how many bytes a journal of these would have.
pub(super) fn weight(entries: &Entries) -> u64 {
    entries.iter().filter_map(|(key, entry)| line(key, entry).ok()).map(|line| line.len() as u64).sum()
}

/// Makes the folder, for its owner only.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether the lock could be had at once.
fn locked(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The first journal that nobody has open, locked.
pub(super) fn lock_one(folder: &Path) -> io::Result<(PathBuf, File)> {
    for number in 0..MOST {
        let path = folder.join(format!("{number}.{ENDING}"));
        let file = open(&path)?;
        // Between opening and locking another program may have removed or replaced it: then it is not the one.
        if locked(&file)? && is_at(&file, &path)? {
            return Ok((path, file));
        }
    }
    Err(io::Error::other("too many programs have this state open"))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let mine = file.metadata()?;
    Ok(std::fs::metadata(path).is_ok_and(|there| (there.dev(), there.ino()) == (mine.dev(), mine.ino())))
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

fn journals(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads every journal. Those whose program has ended are locked, so that they can be removed.
pub(super) fn gather(folder: &Path, own: &Path) -> io::Result<Found> {
    let mut found = Found { entries: Entries::new(), broken: 0, shared: false, left: Vec::new() };
    for path in journals(folder)? {
        if path != own {
            let file = open(&path)?;
            match locked(&file)? && is_at(&file, &path)? {
                true => found.left.push((path.clone(), file)),
                false => found.shared = true,
            }
        }
        let (entries, broken) = read(&bytes(&path)?);
        found.broken += broken;
        for (key, entry) in entries {
            newest(&mut found.entries, key, entry);
        }
    }
    Ok(found)
}

/// Reads every journal and changes nothing.
pub(super) fn look(folder: &Path) -> io::Result<Loaded> {
    let mut loaded = Loaded::default();
    let paths = match journals(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(loaded),
        paths => paths?,
    };
    for path in paths {
        let (entries, broken) = read(&bytes(&path)?);
        loaded.broken += broken;
        for (key, entry) in entries {
            newest(&mut loaded.entries, key, entry);
        }
    }
    loaded.entries.retain(|_, entry| !entry.value.is_null());
    Ok(loaded)
}

/// Puts a journal of these entries in the place of the one at `path`; gives the new one, locked, and its size.
pub(super) fn replace(path: &Path, entries: &Entries) -> io::Result<(File, u64)> {
    let fresh = write_fresh(path, entries)?;
    take_place(path)?;
    sync_folder(path);
    Ok(fresh)
}

fn fresh_of(path: &Path) -> PathBuf {
    path.with_extension("new")
}

/// Writes a journal of these entries beside the one at `path`, complete and safe; gives it, locked, and its size.
pub(super) fn write_fresh(path: &Path, entries: &Entries) -> io::Result<(File, u64)> {
    let fresh = fresh_of(path);
    let _ = std::fs::remove_file(&fresh);
    let mut file = open(&fresh)?;
    file.try_lock().map_err(|error| io::Error::other(error.to_string()))?;
    let mut size = 0;
    for (key, entry) in entries {
        size += append(&mut file, key, entry)?;
    }
    file.sync_all()?;
    Ok((file, size))
}

/// Gives the journal beside the one at `path` its name.
pub(super) fn take_place(path: &Path) -> io::Result<()> {
    std::fs::rename(fresh_of(path), path)
}

/// The new name is on the disk too; some systems cannot open a folder, and need not.
pub(super) fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
