//! The bytes of materials: kept in an object store, looked at before they are taken, shown smaller on request.
//!
//! Each material's bytes lie under its own id, so that replacing one file can never take another's bytes away.

mod inspect;
mod measure;
mod preview;
mod upright;

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use lru::LruCache;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::sync::Semaphore;

use super::Origin;
use crate::domain::picture::PictureFacts;
pub(super) use inspect::{Facts, MOST_BYTES, Unfit};
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

/// How many previews are kept in memory.
const CACHED: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// How many pictures are decoded at a time: each may take hundreds of megabytes.
const AT_A_TIME: usize = 3;

type PreviewKey = (String, u32, u32);

/// The store of pictures.
pub(super) struct Pictures {
    objects: Arc<dyn ObjectStore>,
    origin: Option<Origin>,
    previews: Mutex<LruCache<PreviewKey, Bytes>>,
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
            previews: Mutex::new(LruCache::new(CACHED)),
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
    pub(super) async fn inspect(&self, bytes: Bytes) -> Result<std::result::Result<Facts, Unfit>> {
        self.work(move || inspect::inspect(&bytes)).await
    }

    /// Measures a picture; bytes that are none have the facts of an unreadable one.
    pub(super) async fn measure(&self, bytes: Bytes) -> Result<PictureFacts> {
        self.work(move || measure::measure(&bytes)).await
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

    /// The picture upright and no larger than asked, as JPEG; none where it cannot be read.
    pub(super) async fn preview(&self, sha256: &str, bytes: Bytes, width: u32, height: u32) -> Result<Option<Bytes>> {
        let key = (sha256.to_owned(), width, height);
        if let Some(found) = self.previews.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Some(found.clone()));
        }
        let made = self.work(move || preview::preview(&bytes, width, height)).await?;
        let Some(made) = made.map(Bytes::from) else { return Ok(None) };
        self.previews.lock().unwrap_or_else(PoisonError::into_inner).put(key, made.clone());
        Ok(Some(made))
    }

    /// A preview that is still in memory.
    pub(super) fn cached(&self, sha256: &str, width: u32, height: u32) -> Option<Bytes> {
        let key = (sha256.to_owned(), width, height);
        self.previews.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
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
