//! The official working-day calendar, one data file per year, as the State Council arranges it.
//!
//! A day is a working day when it is a weekday and no holiday, or a weekend day made up for. A year without a file
//! is unknown: asking for it is an error, never a guess.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The calendar does not know this year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the official working-day calendar of {year} is not known yet")]
pub struct MissingYear {
    /// The year asked for.
    pub year: i16,
}

/// One year's exceptions to "Monday to Friday".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

static YEARS: LazyLock<BTreeMap<i16, Year>> = LazyLock::new(|| {
    [include_str!("calendar/2024.toml"), include_str!("calendar/2025.toml"), include_str!("calendar/2026.toml")]
        .into_iter()
        .filter_map(|text| toml::from_str::<Year>(text).ok())
        .map(|year| (year.year, year))
        .collect()
});

/// The data of one year.
///
/// # Errors
/// Where the year has no file.
pub fn year(year: i16) -> Result<&'static Year, MissingYear> {
    YEARS.get(&year).ok_or(MissingYear { year })
}

/// Whether `day` is a working day.
///
/// # Errors
/// Where the day's year has no file.
pub fn is_working_day(day: Date) -> Result<bool, MissingYear> {
    let exceptions = year(day.year())?;
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    Ok(if weekend { exceptions.working_weekends.contains(&day) } else { !exceptions.holidays.contains(&day) })
}

/// The `count`-th working day after `start`; `start` itself is day 0.
///
/// # Errors
/// Where the way there leads through a year without a file.
pub fn add_working_days(start: Date, count: u32) -> Result<Date, MissingYear> {
    let mut day = start;
    let mut left = count;
    while left > 0 {
        day = day.checked_add(1.day()).map_err(|_| MissingYear { year: day.year() })?;
        left -= u32::from(is_working_day(day)?);
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_days_of_each_known_year_add_up() {
        for (year, days) in [(2024, 251), (2025, 248), (2026, 248)] {
            let mut day = Date::new(year, 1, 1).unwrap();
            let mut count = 0;
            while day.year() == year {
                count += usize::from(is_working_day(day).unwrap());
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
        for (start, due) in rows {
            for (count, expected) in [1, 2, 3, 10, 20].into_iter().zip(due) {
                let day = add_working_days(start.parse().unwrap(), count).unwrap();
                assert_eq!(day.to_string(), expected, "{start} + {count}");
            }
        }
        assert_eq!(add_working_days("2026-12-11".parse().unwrap(), 20), Err(MissingYear { year: 2027 }));
    }
}
