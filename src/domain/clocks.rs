//! The clocks of a case: what is due when, in China's time, whatever the machine's own time zone says.
//!
//! A review and the administration have working days, which end with the office; the SMS verification and the
//! applicant have plain days. Nothing is ever guessed: beyond the known calendar a due time is unknown.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::calendar::{Calendar, MissingYear};
use super::china::CHINA;
pub use super::china::{local_clock, local_date, local_second, local_stamp, local_time, start_of};
use super::lang::Lang;
use super::open::Open;
use super::status::Status;
use super::words::closed_list;

/// A review is due at the end of this many working days after it began (seed document: 1-2 working days).
pub const REVIEW_DAYS: u32 = 2;

/// The administration decides within this many working days (domain.md 5.3: the legal maximum).
pub const ADMINISTRATION_DAYS: u32 = 20;

/// How long the principals have for the SMS verification (seed document).
pub const SMS_TIME: SignedDuration = SignedDuration::from_hours(24);

/// How long a filing waits for its applicant before it is closed (domain.md 5.3).
pub const EXPIRY_TIME: SignedDuration = SignedDuration::from_hours(45 * 24);

/// What `due_unknown` says where a due time lies beyond the known calendar.
pub const CALENDAR_MISSING: &str = "calendar_missing";

/// When the office works, on every working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeHours {
    from: Time,
    to: Time,
}

impl Default for OfficeHours {
    fn default() -> Self {
        Self { from: jiff::civil::time(9, 0, 0, 0), to: jiff::civil::time(18, 0, 0, 0) }
    }
}

impl OfficeHours {
    /// When the office opens.
    pub const fn opens(self) -> Time {
        self.from
    }

    /// When it closes.
    pub const fn closes(self) -> Time {
        self.to
    }
}

impl FromStr for OfficeHours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
        text.split_once('-')
            .and_then(|(from, to)| Some(Self { from: read(from)?, to: read(to)? }))
            .filter(|hours| hours.from < hours.to)
            .ok_or_else(|| format!("{text:?} are no office hours: write them as 09:00-18:00"))
    }
}

impl fmt::Display for OfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

closed_list! {
    /// What a clock of a case measures.
    ClockKind {
        Review = "review", "审核时限", "review";
        Sms = "sms", "短信核验时限", "SMS verification";
        Administration = "administration", "管局审核时限", "administration";
        Expiry = "expiry", "订单有效期", "expiry";
    }
}

/// One clock of a case as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseClock {
    /// What it measures.
    pub kind: Open<ClockKind>,
    /// When it began, or when it was paused (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub started_at: Timestamp,
    /// When it runs out (RFC 3339); null while it is paused or the calendar does not reach so far.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    /// `calendar_missing` where the due time lies beyond the known calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_unknown: Option<String>,
    /// Minutes left, negative when overdue: minutes of office hours for `review` and `administration`, plain ones for
    /// `sms` and `expiry`. Null where there is no due time.
    pub minutes_left: Option<i64>,
    /// Whether it stands still: the review's clock does while the applicant acts, and begins anew when he has.
    pub paused: bool,
}

/// What the clocks need to know of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Where the case stands.
    pub status: Status,
    /// Submissions so far.
    pub round: u32,
    /// When it came there.
    pub entered_at: Timestamp,
    /// When its review is due, as it was computed then.
    pub due_at: Option<Timestamp>,
    /// Within how many working days its province's administration decides.
    pub administration_days: u32,
}

impl Standing {
    /// The same case where the province's administration decides within other working days.
    pub const fn within(self, administration_days: u32) -> Self {
        Self { administration_days, ..self }
    }
}

/// The official calendar and the office hours: what working time is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingTime {
    /// Which days are worked.
    pub calendar: Calendar,
    /// When on these days.
    pub office: OfficeHours,
}

impl WorkingTime {
    /// The calendar that every build knows, 09:00-18:00.
    pub fn usual() -> Self {
        Self { calendar: Calendar::embedded(), office: OfficeHours::default() }
    }

    /// When a review that began at `entered` is due.
    ///
    /// # Errors
    /// `MissingYear` where the official calendar does not reach far enough; a due time is never guessed.
    pub fn review_due(&self, entered: Timestamp) -> Result<Timestamp, MissingYear> {
        self.end_of_day(entered, REVIEW_DAYS)
    }

    /// When the administration's decision is due on a case that it has had since `entered`.
    ///
    /// # Errors
    /// As [`Self::review_due`].
    pub fn administration_due(&self, entered: Timestamp) -> Result<Timestamp, MissingYear> {
        self.administration_due_within(entered, ADMINISTRATION_DAYS)
    }

    /// The same where the province gives it other working days.
    ///
    /// # Errors
    /// As [`Self::review_due`].
    pub fn administration_due_within(&self, entered: Timestamp, days: u32) -> Result<Timestamp, MissingYear> {
        self.end_of_day(entered, days)
    }

    fn end_of_day(&self, entered: Timestamp, days: u32) -> Result<Timestamp, MissingYear> {
        let day = self.calendar.add_working_days(local_date(entered), days)?;
        CHINA.to_timestamp(day.to_datetime(self.office.to)).map_err(|_| MissingYear { year: day.year() })
    }

    /// Minutes of office hours from `from` to `to`; negative where `to` lies before `from`. Counted on whole minutes of
    /// the wall clock, so that parts of a span add up to the whole.
    ///
    /// # Errors
    /// Where the span leads through a year that is not known.
    pub fn minutes_between(&self, from: Timestamp, to: Timestamp) -> Result<i64, MissingYear> {
        if to < from {
            return self.minutes_between(to, from).map(|minutes| -minutes);
        }
        let (from, to) = (CHINA.to_datetime(from), CHINA.to_datetime(to));
        let mut minutes = 0;
        let mut day = from.date();
        loop {
            if self.calendar.is_working_day(day)? {
                minutes += self.minutes_into(day, to) - self.minutes_into(day, from);
            }
            if day >= to.date() {
                return Ok(minutes);
            }
            day = day.tomorrow().map_err(|_| MissingYear { year: day.year() })?;
        }
    }

    /// How many of the office minutes of `day` have passed at `at`.
    fn minutes_into(&self, day: Date, at: DateTime) -> i64 {
        let minute = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        let (from, to) = (minute(self.office.from), minute(self.office.to));
        match at.date().cmp(&day) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => minute(at.time()).clamp(from, to) - from,
            std::cmp::Ordering::Greater => to - from,
        }
    }

    /// The clocks of a case, the one that runs first.
    pub fn clocks_of(&self, case: &Standing, now: Timestamp) -> Vec<CaseClock> {
        let worked = |kind, due: Option<Timestamp>| CaseClock {
            due_unknown: due.is_none().then(|| CALENDAR_MISSING.to_owned()),
            minutes_left: due.and_then(|due| self.minutes_between(now, due).ok()),
            ..clock(kind, case.entered_at, due)
        };
        let plain = |kind, length| {
            let due = case.entered_at.checked_add(length).ok();
            let minutes_left = due.map(|due| due.duration_since(now).as_mins());
            CaseClock { minutes_left, ..clock(kind, case.entered_at, due) }
        };
        let mut clocks = Vec::new();
        match case.status {
            Status::FirstReview | Status::SecondReview => clocks.push(worked(ClockKind::Review, case.due_at)),
            Status::SmsPending => clocks.push(plain(ClockKind::Sms, SMS_TIME)),
            Status::AdministrationReview => {
                let due = self.administration_due_within(case.entered_at, case.administration_days).ok();
                clocks.push(worked(ClockKind::Administration, due));
            }
            status if status.is_editable() => {
                clocks.push(plain(ClockKind::Expiry, EXPIRY_TIME));
                if case.round > 0 {
                    clocks.push(CaseClock { paused: true, ..clock(ClockKind::Review, case.entered_at, None) });
                }
            }
            _ => {}
        }
        clocks
    }
}

fn clock(kind: ClockKind, started_at: Timestamp, due_at: Option<Timestamp>) -> CaseClock {
    CaseClock { kind: kind.into(), started_at, due_at, due_unknown: None, minutes_left: None, paused: false }
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
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_review_is_due_at_six_in_the_evening_of_the_second_working_day() {
        let due = |text: &str| WorkingTime::usual().review_due(at(text)).map(local_stamp);
        assert_eq!(due("2026-11-23T01:00:00Z").unwrap(), "2026-11-25 18:00:00");
        // 17:00 UTC is already the next day in China.
        assert_eq!(due("2026-11-23T17:00:00Z").unwrap(), "2026-11-26 18:00:00");
        assert_eq!(due("2026-09-30T01:00:00Z").unwrap(), "2026-10-09 18:00:00");
        assert_eq!(due("2026-12-31T01:00:00Z").unwrap_err().year, 2027);
        let short = WorkingTime { office: "08:30-17:15".parse().unwrap(), ..WorkingTime::usual() };
        assert_eq!(short.review_due(at("2026-11-23T01:00:00Z")).map(local_stamp).unwrap(), "2026-11-25 17:15:00");
        let twenty = WorkingTime::usual().administration_due(at("2026-11-23T01:00:00Z"));
        assert_eq!(local_stamp(twenty.unwrap()), "2026-12-21 18:00:00");
    }

    #[test]
    fn office_hours_are_read_or_refused() {
        assert_eq!("09:00-18:00".parse(), Ok(OfficeHours::default()));
        assert_eq!("8:30 - 17:00".parse::<OfficeHours>().unwrap().to_string(), "08:30-17:00");
        for text in ["", "9-18", "18:00-09:00", "09:00-09:00", "09:00", "25:00-26:00", "09:00-18:00-19:00"] {
            assert!(text.parse::<OfficeHours>().unwrap_err().contains("09:00-18:00"), "{text}");
        }
    }

    #[test]
    fn working_minutes_are_counted_on_working_days_in_office_hours() {
        let minutes = |from: &str, to: &str| WorkingTime::usual().minutes_between(at(from), at(to));
        let day = 9 * 60;
        // 09:00 in China is 01:00 UTC, 18:00 is 10:00 UTC.
        assert_eq!(minutes("2026-11-23T01:00:00Z", "2026-11-23T10:00:00Z"), Ok(day));
        assert_eq!(minutes("2026-11-22T00:00:00Z", "2026-11-23T01:30:59Z"), Ok(30), "from a Sunday");
        assert_eq!(minutes("2026-11-23T10:00:00Z", "2026-11-24T01:00:00Z"), Ok(0), "overnight");
        assert_eq!(minutes("2026-11-20T01:00:00Z", "2026-11-23T10:00:00Z"), Ok(2 * day), "over a weekend");
        assert_eq!(minutes("2026-09-30T09:00:00Z", "2026-10-08T02:00:00Z"), Ok(120), "over the National Day");
        assert_eq!(minutes("2026-10-09T10:00:00Z", "2026-10-11T10:00:00Z"), Ok(day), "a Saturday made up for");
        assert_eq!(minutes("2026-11-23T02:00:00Z", "2026-11-23T01:00:00Z"), Ok(-60));
        assert_eq!(minutes("2026-12-31T01:00:00Z", "2027-01-01T01:00:00Z").unwrap_err().year, 2027);
    }

    proptest! {
        #[test]
        fn parts_of_a_span_add_up(mut seconds in proptest::array::uniform3(1_704_124_800_i64..1_798_700_000)) {
            seconds.sort_unstable();
            let time = WorkingTime::usual();
            let [a, b, c] = seconds.map(|second| Timestamp::from_second(second).unwrap());
            let minutes = |from, to| time.minutes_between(from, to).unwrap();
            prop_assert_eq!(minutes(a, b) + minutes(b, c), minutes(a, c));
            prop_assert_eq!(minutes(c, a), -minutes(a, c));
            prop_assert!(minutes(a, c) >= 0 && minutes(a, c) <= c.duration_since(a).as_mins() + 1);
        }

        #[test]
        fn outside_office_hours_no_minute_passes(day in 0_i64..1000, from in 0_i64..900, length in 0_i64..900) {
            // From 18:00 in China, within the 15 hours until the next 09:00.
            let close = at("2024-01-01T10:00:00Z") + SignedDuration::from_hours(24 * day);
            let from = close + SignedDuration::from_mins(from);
            let to = (from + SignedDuration::from_mins(length)).min(close + SignedDuration::from_hours(15));
            prop_assert_eq!(WorkingTime::usual().minutes_between(from, to.max(from)), Ok(0));
        }

        #[test]
        fn a_review_has_two_office_days_and_what_is_left_of_the_first(second in 1_704_124_800_i64..1_797_000_000) {
            let time = WorkingTime::usual();
            let entered = Timestamp::from_second(second).unwrap();
            let left = time.minutes_between(entered, time.review_due(entered).unwrap()).unwrap();
            prop_assert!((2 * 540..=3 * 540).contains(&left), "{left}");
        }
    }

    #[test]
    fn every_status_has_the_clocks_that_run_in_it() {
        let entered = at("2026-11-23T01:00:00Z");
        let time = WorkingTime::usual();
        let clocks = |status, round, now: &str| {
            let due_at = Status::stage(status).and_then(|_| time.review_due(entered).ok());
            time.clocks_of(
                &Standing { status, round, entered_at: entered, due_at, administration_days: ADMINISTRATION_DAYS },
                at(now),
            )
        };
        let review = &clocks(Status::FirstReview, 1, "2026-11-24T01:00:00Z")[0];
        assert_eq!((review.kind.known(), review.minutes_left), (Some(&ClockKind::Review), Some(2 * 540)));
        let late = &clocks(Status::SecondReview, 1, "2026-11-26T02:00:00Z")[0];
        assert_eq!(late.minutes_left, Some(-60), "overdue in office minutes");
        let sms = &clocks(Status::SmsPending, 1, "2026-11-23T02:00:00Z")[0];
        assert_eq!((sms.due_at, sms.minutes_left), (Some(at("2026-11-24T01:00:00Z")), Some(23 * 60)));
        let office = &clocks(Status::AdministrationReview, 1, "2026-11-23T01:00:00Z")[0];
        assert_eq!(office.minutes_left, Some(21 * 540));
        let returned = clocks(Status::FirstReturned, 1, "2026-11-24T01:00:00Z");
        assert_eq!((returned[0].kind.known(), returned[0].minutes_left), (Some(&ClockKind::Expiry), Some(44 * 1440)));
        assert!(returned[1].paused && returned[1].due_at.is_none() && returned[1].due_unknown.is_none());
        assert_eq!(clocks(Status::Draft, 0, "2026-11-24T01:00:00Z").len(), 1);
        assert!(clocks(Status::Approved, 1, "2026-11-24T01:00:00Z").is_empty());
        let far = Standing {
            status: Status::FirstReview,
            round: 1,
            entered_at: at("2026-12-31T01:00:00Z"),
            due_at: None,
            administration_days: 20,
        };
        assert_eq!(time.clocks_of(&far, entered)[0].due_unknown.as_deref(), Some(CALENDAR_MISSING));
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
