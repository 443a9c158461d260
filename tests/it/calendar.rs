//! The embedded calendar against an independent one, day by day.

use beian_desk::domain::calendar::Calendar;
use jiff::civil::Date;

const YEARS: [(i16, &str); 3] = [
    (2024, include_str!("../fixtures/calendar/2024.csv")),
    (2025, include_str!("../fixtures/calendar/2025.csv")),
    (2026, include_str!("../fixtures/calendar/2026.csv")),
];

#[test]
fn every_day_of_every_year_is_worked_or_not_as_the_independent_library_says() {
    let calendar = Calendar::embedded();
    for (year, text) in YEARS {
        let mut day = Date::new(year, 1, 1).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (at, worked) = line.split_once(',').unwrap();
            assert_eq!(at, day.to_string(), "no day is left out");
            assert_eq!(calendar.is_working_day(day).unwrap(), worked == "1", "{day}");
            day = day.tomorrow().unwrap();
        }
        assert_eq!(day, Date::new(year + 1, 1, 1).unwrap());
    }
}
