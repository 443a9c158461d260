//! The wall clock: the one place that reads it.

use jiff::Timestamp;

/// Now, to the microsecond or better.
pub fn now() -> Timestamp {
    Timestamp::now()
}
