//! The bytes of materials: kept in an object store, looked at before they are taken, shown smaller on request.
//!
//! Each material's bytes lie under its own id, so that replacing one file can never take another's bytes away.

mod inspect;
mod measure;
mod preview;
mod small;
mod upright;
mod video;

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use lru::LruCache;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::sync::Semaphore;

use super::Origin;
use crate::domain::catalogue::MaterialKind;
use crate::domain::digest::sha256;
use crate::domain::picture::PictureFacts;
pub(super) use inspect::{Facts, MOST_OF_ANY, Unfit};
pub use measure::measure;

/// What can go wrong with the store of pictures; never the client's fault.
#[derive(Debug, thiserror::Error)]
pub enum MaterialError {
    /// The store refused.
    #[error("the store of materials failed: {0}")]
    Store(#[from] object_store::Error),
    /// The folder could not be made.
    #[error("the folder of materials cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The store's address is none of the known kinds.
    #[error("{0:?} is not a store address: use file:DIR")]
    Address(String),
    /// Work on a picture was given up.
    #[error("work on a picture ended early: {0}")]
    Work(String),
}

type Result<T> = std::result::Result<T, MaterialError>;

/// How many of the pictures that were made are kept in memory at the most, and how many bytes of them.
const CACHED: NonZeroUsize = NonZeroUsize::new(512).unwrap();
const CACHED_BYTES: usize = 64 << 20;

/// How many pictures are decoded at a time: each may take hundreds of megabytes.
const AT_A_TIME: usize = 3;

/// A part of the upright picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::server) struct Cut {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// What is made of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::server) enum Version {
    /// All of it or a part, fitted into so many pixels across and down.
    Fitted(u32, u32, Option<Cut>),
    /// What goes to the administration: at most 100 KB.
    Small,
}

type MadeKey = (String, Version);

/// The store of pictures.
pub(super) struct Pictures {
    objects: Arc<dyn ObjectStore>,
    origin: Option<Origin>,
    made: Mutex<LruCache<MadeKey, Bytes>>,
    permits: Arc<Semaphore>,
}

impl Pictures {
    /// Opens `file:DIR`, making the folder where it is missing.
    pub(super) fn open(address: &str, origin: Option<Origin>) -> Result<Self> {
        let folder = address.strip_prefix("file:").ok_or_else(|| MaterialError::Address(address.to_owned()))?;
        make_private(folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            origin,
            made: Mutex::new(LruCache::new(CACHED)),
            permits: Arc::new(Semaphore::new(AT_A_TIME)),
        })
    }

    /// Keeps the bytes of a material.
    pub(super) async fn put(&self, id: &str, bytes: Bytes) -> Result<()> {
        self.objects.put(&place(id), bytes.into()).await?;
        Ok(())
    }

    /// The original bytes; none where they are gone.
    pub(super) async fn get(&self, id: &str) -> Result<Option<Bytes>> {
        match self.objects.get(&place(id)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the bytes of a material that is gone. A failure leaves rubbish, not damage, so it is only logged.
    pub(super) async fn remove(&self, id: &str) {
        match self.objects.delete(&place(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => tracing::warn!(%error, material = id, "a removed material's bytes stay behind"),
        }
    }

    /// Whether the store answers.
    pub(super) async fn ready(&self) -> bool {
        !matches!(
            self.objects.head(&place("ready")).await,
            Err(error) if !matches!(error, object_store::Error::NotFound { .. })
        )
    }

    /// Looks at an upload: type, limits, and whether the whole picture can be read.
    pub(super) async fn inspect(&self, bytes: Bytes, kind: MaterialKind) -> Result<std::result::Result<Facts, Unfit>> {
        self.work(move || inspect::inspect(&bytes, kind)).await
    }

    /// SHA-256 of an upload, before anything else is done with it.
    pub(super) async fn fingerprint(&self, bytes: Bytes) -> Result<String> {
        self.work(move || sha256(&bytes)).await
    }

    /// Measures a picture; bytes that are none have the facts of an unreadable one.
    pub(super) async fn measure(&self, bytes: Bytes) -> Result<PictureFacts> {
        self.work(move || measure::measure(&bytes)).await
    }

    /// The sides of a picture when it is turned upright, from its header; none where it cannot be read.
    pub(super) async fn upright(&self, bytes: Bytes) -> Result<Option<(u32, u32)>> {
        self.work(move || upright::sides(&bytes)).await
    }

    /// Makes the bytes of a seeded material; none where nothing is known of its origin.
    pub(super) async fn make(&self, origin: &str) -> Result<Option<(Bytes, Facts)>> {
        let Some(maker) = self.origin.clone() else { return Ok(None) };
        let origin = origin.to_owned();
        self.work(move || {
            let (bytes, content_type) = maker(&origin)?;
            let facts = inspect::facts_of(&bytes, content_type);
            Some((Bytes::from(bytes), facts))
        })
        .await
    }

    /// The version of a picture, upright and as JPEG; none where it cannot be read.
    pub(super) async fn version(&self, sha256: &str, bytes: Bytes, version: Version) -> Result<Option<Bytes>> {
        if let Some(found) = self.cached(sha256, version) {
            return Ok(Some(found));
        }
        let made = self.work(move || match version {
            Version::Fitted(width, height, cut) => preview::preview(&bytes, (width, height), cut),
            Version::Small => small::small(&bytes),
        });
        let Some(made) = made.await?.map(Bytes::from) else { return Ok(None) };
        let key = (sha256.to_owned(), version);
        let mut kept = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(key, made.clone());
        let mut bytes: usize = kept.iter().map(|(_, made)| made.len()).sum();
        while bytes > CACHED_BYTES
            && let Some((_, oldest)) = kept.pop_lru()
        {
            bytes -= oldest.len();
        }
        drop(kept);
        Ok(Some(made))
    }

    /// A version that is still in memory.
    pub(super) fn cached(&self, sha256: &str, version: Version) -> Option<Bytes> {
        let key = (sha256.to_owned(), version);
        self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    /// Runs heavy work on a blocking thread, a few at a time.
    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|error| MaterialError::Work(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.map_err(|error| MaterialError::Work(error.to_string()))
    }
}

/// Makes a missing folder for nobody else's eyes: it will hold identity documents.
fn make_private(folder: &str) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn place(id: &str) -> Path {
    Path::from_iter(["materials", id])
}
