//! The wall clock: the one place that reads it.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// Now, to the microsecond or better.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Measures how long something takes; tells no time of day.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long ago that was.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
