//! How the line to the API is: how long a call takes, whether changes come by themselves, and since when nobody answers.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// What is known of the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// How long the last call took, there and back.
    pub delay: Option<Duration>,
    /// Whether changes come by themselves.
    pub feed: Feed,
    /// Since when nobody answers.
    pub down: Option<Down>,
}

/// The feed of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Feed {
    /// Not open: what changed is asked for.
    #[default]
    Polled,
    /// Open: what changes is told.
    Live,
}

/// Nobody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Down {
    /// Since when.
    pub since: Timestamp,
    /// How often it was tried again.
    pub tries: u32,
    /// When it is tried next.
    pub next: Timestamp,
}

/// How long is waited before each try; the last goes on.
const WAITS: [i64; 5] = [2, 4, 8, 15, 30];

impl Down {
    /// From now on nobody answers.
    pub fn new(now: Timestamp) -> Self {
        Self { since: now, tries: 0, next: now + wait(0) }
    }

    /// One more try was made.
    pub fn tried(&mut self, now: Timestamp) {
        self.tries += 1;
        self.next = now + wait(self.tries);
    }

    /// Seconds until the next try.
    pub fn seconds_left(&self, now: Timestamp) -> i64 {
        self.next.duration_since(now).as_secs().max(0)
    }
}

fn wait(tries: u32) -> SignedDuration {
    let last = WAITS.len() - 1;
    let index = usize::try_from(tries).unwrap_or(last).min(last);
    SignedDuration::from_secs(WAITS.get(index).copied().unwrap_or(30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_to_half_a_minute_and_no_further() {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut down = Down::new(now);
        let mut waits = Vec::new();
        for _ in 0..7 {
            waits.push(down.seconds_left(now));
            now = down.next;
            down.tried(now);
        }
        assert_eq!(waits, [2, 4, 8, 15, 30, 30, 30]);
        assert_eq!((down.since, down.tries), (Timestamp::UNIX_EPOCH, 7));
    }
}
