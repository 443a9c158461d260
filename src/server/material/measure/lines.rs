//! Whether lines of text run across or down.
//!
//! Ink is what is darker than its neighbourhood. Within a line the gaps between characters are narrow and between lines they are
//! wide, so that ink with its narrow gaps closed makes long runs along the lines and short ones across them.

use super::plane::Plane;

/// Half the side of the neighbourhood, in pixels.
const AROUND: usize = 12;

/// So much darker than its neighbourhood is ink.
const DARKER: i32 = 20;

/// Gaps up to this are within a line.
const GAP: usize = 5;

/// A run longer than this counts no more: rules and frames are no lines of text.
const LONGEST: usize = 120;

/// Evidence of lines across against that of lines down, in per mille.
pub(super) fn across(luma: &Plane) -> i64 {
    let ink = ink(luma);
    let (across, down) = (runs(&ink), runs(&ink.turned()));
    // A few dozen runs say nothing.
    const SAYS_NOTHING: i64 = 20_000;
    (across + SAYS_NOTHING) * 1000 / (down + SAYS_NOTHING)
}

/// 1 where there is ink, 0 elsewhere.
fn ink(luma: &Plane) -> Plane {
    let sums = mean_rows(&mean_rows(luma).turned()).turned();
    let values = luma
        .values
        .iter()
        .zip(&sums.values)
        .map(|(value, mean)| u8::from(i32::from(*mean) - i32::from(*value) > DARKER))
        .collect();
    Plane { values, ..*luma }
}

/// Each pixel the mean of its neighbours in the row.
fn mean_rows(plane: &Plane) -> Plane {
    let mut values = Vec::with_capacity(plane.values.len());
    for row in plane.rows() {
        let at = |index: usize| row.get(index).or_else(|| row.last()).map_or(0, |value| u32::from(*value));
        let mut sum: u32 = (0..=2 * AROUND).map(|offset| at(offset.saturating_sub(AROUND))).sum();
        for index in 0..row.len() {
            values.push((sum / (2 * AROUND as u32 + 1)) as u8);
            sum = sum + at(index + AROUND + 1) - at(index.saturating_sub(AROUND));
        }
    }
    Plane { values, ..*plane }
}

/// The sum of the squares of all runs in the rows.
fn runs(ink: &Plane) -> i64 {
    let mut sum = 0;
    let mut count = |run: usize| {
        let run = i64::try_from(run.min(LONGEST)).unwrap_or_default();
        sum += run * run;
    };
    for row in ink.rows() {
        // A run ends where the gap grows too wide; `end` is behind its last ink.
        let (mut start, mut end) = (0, 0);
        for (index, _) in row.iter().enumerate().filter(|(_, ink)| **ink > 0) {
            if index > end + GAP {
                count(end - start);
                start = index;
            }
            end = index + 1;
        }
        count(end - start);
    }
    sum
}
