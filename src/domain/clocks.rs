//! Due times: the end of a working day in China, whatever the machine's own time zone says.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::calendar::{MissingYear, add_working_days};
use super::lang::Lang;

/// China has one time, eight hours ahead of UTC, without daylight saving since 1991.
const CHINA: Offset = jiff::tz::offset(8);

/// A review is due at the end of this many working days after it began (seed document: 1-2 working days).
pub const REVIEW_DAYS: u32 = 2;

/// The end of an office day.
const OFFICE_END: Time = jiff::civil::time(18, 0, 0, 0);

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

/// `2026-11-23 18:00:05` in China's time.
pub fn local_stamp(at: Timestamp) -> String {
    CHINA.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// When a review that began at `entered` is due.
///
/// # Errors
/// `MissingYear` where the official calendar does not reach far enough; a due time is never guessed.
pub fn review_due(entered: Timestamp) -> Result<Timestamp, MissingYear> {
    let day = add_working_days(local_date(entered), REVIEW_DAYS)?;
    CHINA.to_timestamp(day.to_datetime(OFFICE_END)).map_err(|_| MissingYear { year: day.year() })
}

/// Time left until `due`, or how long it is overdue, in the two largest units: `1天3时`, `逾期40分`.
pub fn time_left(due: Timestamp, now: Timestamp, lang: Lang) -> String {
    let left = due.duration_since(now);
    let text = span(left.abs(), lang);
    if left.is_negative() { format!("{}{text}", lang.pick("逾期", "late ")) } else { text }
}

fn span(length: SignedDuration, lang: Lang) -> String {
    let minutes = length.as_mins();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let (d, h, m) = (lang.pick("天", "d"), lang.pick("时", "h"), lang.pick("分", "m"));
    match (days, hours) {
        (0, 0) => format!("{minutes}{m}"),
        (0, _) => format!("{hours}{h}{minutes:02}{m}"),
        _ => format!("{days}{d}{hours}{h}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_due_at_six_in_the_evening_of_the_second_working_day() {
        let due = |text: &str| review_due(text.parse().unwrap()).map(local_stamp);
        assert_eq!(due("2026-11-23T01:00:00Z").unwrap(), "2026-11-25 18:00:00");
        // 17:00 UTC is already the next day in China.
        assert_eq!(due("2026-11-23T17:00:00Z").unwrap(), "2026-11-26 18:00:00");
        assert_eq!(due("2026-09-30T01:00:00Z").unwrap(), "2026-10-09 18:00:00");
        assert_eq!(due("2026-12-31T01:00:00Z").unwrap_err().year, 2027);
    }

    #[test]
    fn time_left_says_two_units_and_overdue() {
        let now = Timestamp::UNIX_EPOCH;
        let at = |minutes: i64| now + SignedDuration::from_mins(minutes);
        assert_eq!(time_left(at(27 * 60 + 5), now, Lang::Zh), "1天3时");
        assert_eq!(time_left(at(3 * 60 + 5), now, Lang::Zh), "3时05分");
        assert_eq!(time_left(at(-40), now, Lang::Zh), "逾期40分");
        assert_eq!(time_left(at(-40), now, Lang::En), "late 40m");
    }
}
