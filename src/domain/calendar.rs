//! The official working-day calendar, one data file per year, as the State Council arranges it.
//!
//! A day is a working day when it is a weekday and no holiday, or a weekend day made up for. A year without a file
//! is unknown: asking for it is an error, never a guess.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::china::local_date;

/// The calendar does not know this year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the official working-day calendar of {year} is not known yet")]
pub struct MissingYear {
    /// The year asked for.
    pub year: i16,
}

/// A year's file that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CalendarError(String);

/// One year's exceptions to "Monday to Friday".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Days off, including the weekend days inside a holiday block.
    #[schema(value_type = Vec<String>)]
    pub holidays: Vec<Date>,
    /// Weekend days that are worked.
    #[schema(value_type = Vec<String>)]
    pub working_weekends: Vec<Date>,
}

/// The years that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

/// The years that every build knows.
const EMBEDDED: [&str; 3] =
    [include_str!("calendar/2024.toml"), include_str!("calendar/2025.toml"), include_str!("calendar/2026.toml")];

impl Calendar {
    /// The years that every build knows.
    pub fn embedded() -> Self {
        let years = EMBEDDED.into_iter().filter_map(|text| year(text).ok());
        Self { years: years.map(|year| (year.year, year)).collect() }
    }

    /// With the year of one file (`year`, `holidays`, `working_weekends` in TOML) besides, or instead of the one known.
    ///
    /// # Errors
    /// Where the text is no such file, or a day stands where it cannot be.
    pub fn with(mut self, text: &str) -> Result<Self, CalendarError> {
        let year = year(text)?;
        self.years.insert(year.year, year);
        Ok(self)
    }

    /// The data of one year.
    ///
    /// # Errors
    /// Where the year is not known.
    pub fn year(&self, year: i16) -> Result<&Year, MissingYear> {
        self.years.get(&year).ok_or(MissingYear { year })
    }

    /// Whether `day` is a working day.
    ///
    /// # Errors
    /// Where the day's year is not known.
    pub fn is_working_day(&self, day: Date) -> Result<bool, MissingYear> {
        let year = self.year(day.year())?;
        Ok(if is_weekend(day) { year.working_weekends.contains(&day) } else { !year.holidays.contains(&day) })
    }

    /// The `count`-th working day after `start`; `start` itself is day 0.
    ///
    /// # Errors
    /// Where the way there leads through a year that is not known.
    pub fn add_working_days(&self, start: Date, count: u32) -> Result<Date, MissingYear> {
        let mut day = start;
        let mut left = count;
        while left > 0 {
            day = day.checked_add(1.day()).map_err(|_| MissingYear { year: day.year() })?;
            left -= u32::from(self.is_working_day(day)?);
        }
        Ok(day)
    }

    /// The first of the [`years_needed`] that is not known.
    pub fn missing_next_year(&self, now: Timestamp) -> Option<i16> {
        years_needed(now).find(|year| self.year(*year).is_err())
    }
}

/// The years that should be known by now: this one, and from 1 November, when the arrangement usually appears, the next.
pub fn years_needed(now: Timestamp) -> impl Iterator<Item = i16> {
    let today = local_date(now);
    let next = (today.month() >= 11).then(|| today.year().saturating_add(1));
    [Some(today.year()), next].into_iter().flatten()
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Reads one year's file and holds it against what such a file can say.
fn year(text: &str) -> Result<Year, CalendarError> {
    let year: Year = toml::from_str(text).map_err(|error| CalendarError(error.to_string()))?;
    for (name, days) in [("holidays", &year.holidays), ("working_weekends", &year.working_weekends)] {
        if let Some(day) = days.iter().find(|day| day.year() != year.year) {
            return Err(CalendarError(format!("{name}: {day} is not in {}", year.year)));
        }
        if let Some(pair) = days.windows(2).find(|pair| pair.first() >= pair.last()) {
            let days: Vec<_> = pair.iter().map(Date::to_string).collect();
            return Err(CalendarError(format!("{name}: {} must rise, each day once", days.join(", "))));
        }
    }
    for day in &year.working_weekends {
        if !is_weekend(*day) {
            return Err(CalendarError(format!("working_weekends: {day} is a {:?}", day.weekday())));
        }
        if year.holidays.contains(day) {
            return Err(CalendarError(format!("working_weekends: {day} is a holiday as well")));
        }
    }
    if year.holidays.is_empty() {
        return Err(CalendarError(format!("holidays: {} has none; every year has", year.year)));
    }
    Ok(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_year_is_sound() {
        for text in EMBEDDED {
            year(text).unwrap();
        }
        assert_eq!(Calendar::embedded().years.len(), EMBEDDED.len());
    }

    #[test]
    fn a_year_from_a_file_is_checked_and_used() {
        let calendar = Calendar::embedded();
        let text = "year = 2027\nholidays = ['2027-01-01', '2027-02-06']\nworking_weekends = ['2027-01-03']";
        let with = calendar.clone().with(text).unwrap();
        let monday: Date = "2027-01-04".parse().unwrap();
        assert_eq!(with.is_working_day(monday.yesterday().unwrap()), Ok(true), "a Sunday made up for");
        assert_eq!(with.add_working_days("2026-12-31".parse().unwrap(), 2).unwrap(), monday);
        for (from, to, hint) in [
            ("2027-02-06", "2028-02-06", "not in 2027"),
            ("2027-02-06", "2027-01-01", "must rise"),
            ("2027-02-06", "2026-12-31", "not in 2027"),
            ("['2027-01-03']", "['2027-01-04']", "is a Monday"),
            ("['2027-01-03']", "['2027-02-06']", "as well"),
            ("['2027-01-01', '2027-02-06']", "[]", "has none"),
            ("working_weekends", "weekends", "unknown field"),
            ("2027-01-01", "2027-02-30", "line 2"),
        ] {
            let error = calendar.clone().with(&text.replace(from, to)).unwrap_err();
            assert!(error.to_string().contains(hint), "{error}");
        }
    }

    #[test]
    fn a_missing_year_is_warned_of_from_november() {
        let missing = |text: &str| Calendar::embedded().missing_next_year(text.parse().unwrap());
        assert_eq!(missing("2026-10-31T15:59:59Z"), None);
        assert_eq!(missing("2026-10-31T16:00:00Z"), Some(2027), "in China it is November");
        assert_eq!(missing("2027-03-01T00:00:00Z"), Some(2027));
        assert_eq!(missing("2025-12-01T00:00:00Z"), None);
    }

    #[test]
    fn the_working_days_of_each_known_year_add_up() {
        let calendar = Calendar::embedded();
        for (year, days) in [(2024, 251), (2025, 248), (2026, 248)] {
            let mut day = Date::new(year, 1, 1).unwrap();
            let mut count = 0;
            while day.year() == year {
                count += usize::from(calendar.is_working_day(day).unwrap());
                day = day.tomorrow().unwrap();
            }
            assert_eq!(count, days, "{year}");
        }
    }

    #[test]
    fn due_dates_follow_the_published_vectors() {
        let rows = [
            ("2026-11-23", ["2026-11-24", "2026-11-25", "2026-11-26", "2026-12-07", "2026-12-21"]),
            ("2026-09-24", ["2026-09-28", "2026-09-29", "2026-09-30", "2026-10-15", "2026-10-29"]),
            ("2026-09-30", ["2026-10-08", "2026-10-09", "2026-10-10", "2026-10-20", "2026-11-03"]),
            ("2026-02-13", ["2026-02-14", "2026-02-24", "2026-02-25", "2026-03-05", "2026-03-19"]),
            ("2026-04-30", ["2026-05-06", "2026-05-07", "2026-05-08", "2026-05-18", "2026-06-01"]),
            ("2026-01-01", ["2026-01-04", "2026-01-05", "2026-01-06", "2026-01-15", "2026-01-29"]),
            ("2025-09-27", ["2025-09-28", "2025-09-29", "2025-09-30", "2025-10-16", "2025-10-30"]),
            ("2025-01-24", ["2025-01-26", "2025-01-27", "2025-02-05", "2025-02-13", "2025-02-27"]),
            ("2024-02-08", ["2024-02-09", "2024-02-18", "2024-02-19", "2024-02-28", "2024-03-13"]),
        ];
        let calendar = Calendar::embedded();
        for (start, due) in rows {
            for (count, expected) in [1, 2, 3, 10, 20].into_iter().zip(due) {
                let day = calendar.add_working_days(start.parse().unwrap(), count).unwrap();
                assert_eq!(day.to_string(), expected, "{start} + {count}");
            }
        }
        assert_eq!(calendar.add_working_days("2026-12-11".parse().unwrap(), 20), Err(MissingYear { year: 2027 }));
    }
}
