//! What has been fetched and what has been made ready, each with a limit in bytes; the least recently used goes first.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::Shown;

/// Originals kept, in bytes.
const FETCHED: usize = 48 << 20;

/// Ready pictures kept.
const READY: usize = 24;

/// Both caches. Small lists, searched from the newest.
#[derive(Debug, Default)]
pub struct Cache {
    fetched: VecDeque<(String, Bytes)>,
    ready: VecDeque<(String, Arc<Shown>)>,
}

impl Cache {
    /// A material's bytes, if they are here.
    pub fn fetched(&mut self, material: &str) -> Option<Bytes> {
        let at = self.fetched.iter().position(|(id, _)| id == material)?;
        let entry = self.fetched.remove(at)?;
        let bytes = entry.1.clone();
        self.fetched.push_front(entry);
        Some(bytes)
    }

    /// Keeps a material's bytes.
    pub fn keep_fetched(&mut self, material: &str, bytes: Bytes) {
        self.fetched.retain(|(id, _)| id != material);
        self.fetched.push_front((material.to_owned(), bytes));
        let mut total = 0;
        self.fetched.retain(|(_, bytes)| {
            total += bytes.len();
            total <= FETCHED
        });
    }

    /// A ready picture, if it is here.
    pub fn ready(&mut self, key: &str) -> Option<Arc<Shown>> {
        let at = self.ready.iter().position(|(known, _)| known == key)?;
        let entry = self.ready.remove(at)?;
        let shown = Arc::clone(&entry.1);
        self.ready.push_front(entry);
        Some(shown)
    }

    /// Keeps a ready picture.
    pub fn keep_ready(&mut self, key: String, shown: Arc<Shown>) {
        self.ready.retain(|(known, _)| *known != key);
        self.ready.push_front((key, shown));
        self.ready.truncate(READY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_original_goes_first() {
        let mut cache = Cache::default();
        let half = Bytes::from(vec![0; FETCHED / 2]);
        cache.keep_fetched("a", half.clone());
        cache.keep_fetched("b", half.clone());
        assert!(cache.fetched("a").is_some());
        cache.keep_fetched("c", half);
        assert!(cache.fetched("a").is_some() && cache.fetched("b").is_none() && cache.fetched("c").is_some());
    }
}
