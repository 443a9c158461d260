//! How light a picture is, and how much colour it has.

use super::plane::{Plane, per_mille};

/// Luma from which on a pixel is as bright as can be, and up to which it is as dark.
const BRIGHTEST: usize = 254;
const DARKEST: usize = 2;

/// How light a picture is; see [`crate::domain::picture::PictureFacts`].
pub(super) struct Light {
    pub mean: u32,
    pub dark: u32,
    pub light: u32,
    pub clipped_dark: u32,
    pub clipped_bright: u32,
}

pub(super) fn light(luma: &Plane) -> Light {
    let mut counts = [0_usize; 256];
    for value in &luma.values {
        if let Some(count) = counts.get_mut(usize::from(*value)) {
            *count += 1;
        }
    }
    let all = luma.values.len();
    let sum: usize = counts.iter().enumerate().map(|(value, count)| value * count).sum();
    Light {
        mean: u32::try_from(sum / all.max(1)).unwrap_or_default(),
        dark: below(&counts, all / 50),
        light: below(&counts, all * 9 / 10),
        clipped_dark: per_mille(counts.iter().take(DARKEST + 1).sum(), all),
        clipped_bright: per_mille(counts.iter().skip(BRIGHTEST).sum(), all),
    }
}

/// The luma at which the count of darker pixels passes `rank`.
fn below(counts: &[usize], rank: usize) -> u32 {
    let mut passed = 0;
    let found = counts.iter().position(|count| {
        passed += count;
        passed > rank
    });
    u32::try_from(found.unwrap_or_default()).unwrap_or_default()
}

/// The mean of a plane, in thousandths of a level.
pub(super) fn mean(plane: &Plane) -> i64 {
    let sum: i64 = plane.values.iter().map(|value| i64::from(*value)).sum();
    sum * 1000 / i64::try_from(plane.values.len()).unwrap_or(i64::MAX).max(1)
}
