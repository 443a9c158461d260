//! What has been fetched and what has been made ready, each with a limit in bytes; the least recently used goes first.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::Shown;

/// Originals, previews and parts kept, in bytes.
const FETCHED: usize = 48 << 20;

/// Ready pictures kept, in bytes.
const READY: usize = 48 << 20;

/// Both caches.
#[derive(Debug, Default)]
pub struct Cache {
    fetched: Shelf<Bytes>,
    ready: Shelf<Arc<Shown>>,
}

impl Cache {
    /// Fetched bytes, if they are here.
    pub fn fetched(&mut self, key: &str) -> Option<Bytes> {
        self.fetched.get(key)
    }

    /// Keeps fetched bytes.
    pub fn keep_fetched(&mut self, key: &str, bytes: Bytes) {
        let size = bytes.len();
        self.fetched.keep(key, bytes, size, FETCHED);
    }

    /// A ready picture, if it is here.
    pub fn ready(&mut self, key: &str) -> Option<Arc<Shown>> {
        self.ready.get(key)
    }

    /// Keeps a ready picture.
    pub fn keep_ready(&mut self, key: &str, shown: Arc<Shown>) {
        let size = shown.size();
        self.ready.keep(key, shown, size, READY);
    }
}

/// A small list, searched from the newest.
#[derive(Debug)]
struct Shelf<T>(VecDeque<(String, T, usize)>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T: Clone> Shelf<T> {
    fn get(&mut self, key: &str) -> Option<T> {
        let at = self.0.iter().position(|(known, ..)| known == key)?;
        let entry = self.0.remove(at)?;
        let value = entry.1.clone();
        self.0.push_front(entry);
        Some(value)
    }

    fn keep(&mut self, key: &str, value: T, size: usize, most: usize) {
        self.0.retain(|(known, ..)| known != key);
        self.0.push_front((key.to_owned(), value, size));
        let mut total = 0;
        self.0.retain(|(_, _, size)| {
            total += size;
            total <= most
        });
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

    #[test]
    fn what_is_kept_twice_counts_once() {
        let mut cache = Cache::default();
        let most = Bytes::from(vec![0; FETCHED]);
        cache.keep_fetched("a", most.clone());
        cache.keep_fetched("a", most);
        assert!(cache.fetched("a").is_some());
        cache.keep_fetched("b", Bytes::from(vec![0; FETCHED + 1]));
        assert!(cache.fetched("b").is_none(), "what is too large is not kept");
    }
}
