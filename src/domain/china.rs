//! China's time: the one zone in which days and hours are counted and shown, whatever `TZ` says.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// China has one time, eight hours ahead of UTC, without daylight saving since 1991.
pub(super) const CHINA: Offset = jiff::tz::offset(8);

/// When the China day `day` begins.
///
/// # Errors
/// Where that lies beyond what a time can be.
pub fn start_of(day: Date) -> Result<Timestamp, jiff::Error> {
    CHINA.to_timestamp(day.to_datetime(Time::midnight()))
}

/// When the clocks of China show this on that day; none where that lies beyond what a time can be.
pub fn moment(day: Date, time: Time) -> Option<Timestamp> {
    CHINA.to_timestamp(day.to_datetime(time)).ok()
}

/// The China date of an instant.
pub fn local_date(at: Timestamp) -> Date {
    CHINA.to_datetime(at).date()
}

/// `11-23 18:00` in China's time.
pub fn local_time(at: Timestamp) -> String {
    CHINA.to_datetime(at).strftime("%m-%d %H:%M").to_string()
}

/// `18:00` in China's time, for what lies within the hour.
pub fn local_clock(at: Timestamp) -> String {
    CHINA.to_datetime(at).strftime("%H:%M").to_string()
}

/// `18:00:05` in China's time, for what happens several times a minute.
pub fn local_second(at: Timestamp) -> String {
    CHINA.to_datetime(at).strftime("%H:%M:%S").to_string()
}

/// `2026-11-23 18:00:05` in China's time.
pub fn local_stamp(at: Timestamp) -> String {
    CHINA.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}
