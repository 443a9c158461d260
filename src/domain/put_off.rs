//! Until when a reviewer usually puts a case off: an hour, until the office closes, or until a working day begins.

use jiff::{SignedDuration, Timestamp};

use super::case::LONGEST_SNOOZE;
use super::china::{local_date, moment};
use super::clocks::WorkingTime;
use super::words::closed_list;

closed_list! {
    /// A usual span.
    PutOffUntil {
        Hour = "hour", "一小时后", "in an hour";
        Closing = "closing", "今天下班时", "when the office closes today";
        NextDay = "next_day", "下一个工作日上班时", "when the next working day begins";
        ThirdDay = "third_day", "第三个工作日上班时", "when the third working day begins";
        FifthDay = "fifth_day", "第五个工作日上班时", "when the fifth working day begins";
    }
}

/// The spans that can be offered at `now` with the time that each ends, soonest first. What the calendar does not reach,
/// what is already over and what lies beyond the longest putting off is left out.
pub fn put_off_choices(time: &WorkingTime, now: Timestamp) -> Vec<(PutOffUntil, Timestamp)> {
    let today = local_date(now);
    let opening = |days| {
        let day = time.calendar.add_working_days(today, days).ok()?;
        moment(day, time.office.opens())
    };
    let closing = time.calendar.is_working_day(today).ok().filter(|works| *works);
    let found = [
        (PutOffUntil::Hour, now.checked_add(SignedDuration::from_hours(1)).ok()),
        (PutOffUntil::Closing, closing.and_then(|_| moment(today, time.office.closes()))),
        (PutOffUntil::NextDay, opening(1)),
        (PutOffUntil::ThirdDay, opening(3)),
        (PutOffUntil::FifthDay, opening(5)),
    ];
    let latest = now.checked_add(LONGEST_SNOOZE).unwrap_or(now);
    let mut choices: Vec<_> = found
        .into_iter()
        .filter_map(|(kind, until)| until.filter(|until| *until > now && *until <= latest).map(|until| (kind, until)))
        .collect();
    choices.sort_by_key(|(_, until)| *until);
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clocks::local_stamp;

    fn offered(now: &str) -> Vec<(&'static str, String)> {
        let choices = put_off_choices(&WorkingTime::usual(), now.parse().unwrap());
        choices.into_iter().map(|(kind, until)| (kind.slug(), local_stamp(until))).collect()
    }

    #[test]
    fn working_days_are_those_of_the_calendar() {
        // Wednesday 2026-09-30, 16:30 in China, before the National Day.
        assert_eq!(
            offered("2026-09-30T08:30:00Z"),
            [
                ("hour", "2026-09-30 17:30:00".to_owned()),
                ("closing", "2026-09-30 18:00:00".to_owned()),
                ("next_day", "2026-10-08 09:00:00".to_owned()),
                ("third_day", "2026-10-10 09:00:00".to_owned()),
                ("fifth_day", "2026-10-13 09:00:00".to_owned()),
            ]
        );
        // After the office has closed, and on a Sunday, there is no closing to wait for.
        assert!(!offered("2026-11-23T11:00:00Z").iter().any(|(kind, _)| *kind == "closing"));
        assert!(!offered("2026-11-22T02:00:00Z").iter().any(|(kind, _)| *kind == "closing"));
    }

    #[test]
    fn nothing_is_offered_beyond_the_longest_putting_off_or_the_calendar() {
        for now in ["2026-02-13T02:00:00Z", "2026-12-31T02:00:00Z"] {
            let now: Timestamp = now.parse().unwrap();
            let choices = put_off_choices(&WorkingTime::usual(), now);
            assert!(choices.iter().all(|(_, until)| *until <= now + LONGEST_SNOOZE && *until > now));
            assert_eq!(choices[0].0, PutOffUntil::Hour);
        }
    }
}
