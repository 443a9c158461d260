//! By what a picture is known again: the signs of its lowest frequencies against their median, and where it grows lighter or
//! darker.
//!
//! Written here because it is one small transform; the crates that offer it bring a whole Fourier library.

use std::f64::consts::PI;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};

use super::plane::Plane;
use crate::domain::picture::GRID;

/// The side of the square that is transformed.
const SQUARE: usize = 64;

/// Frequencies each way.
const SIDE: usize = 8;

/// A smaller step from cell to cell is none: compression and grain must not decide it.
const STEP: i32 = 6;

/// A picture in which no low frequency is stronger has no shape, in levels.
const SHAPELESS: f64 = 0.5;

/// The hash and the detail, hex; empty where the picture has no shape. None where it cannot be scaled.
pub(super) fn hashes(luma: &Plane) -> Option<(String, String)> {
    let square: Vec<f64> = scaled(luma, SQUARE, SQUARE)?.into_iter().map(f64::from).collect();
    let waves = transformed(&square);
    if waves.iter().all(|wave| wave.abs() < SHAPELESS) {
        return Some(Default::default());
    }
    Some((bits(&waves), detail(&scaled(luma, GRID + 1, GRID)?)))
}

fn scaled(luma: &Plane, width: usize, height: usize) -> Option<Vec<u8>> {
    let side = |pixels: usize| u32::try_from(pixels).ok();
    let source = Image::from_vec_u8(side(luma.width)?, side(luma.height)?, luma.values.clone(), PixelType::U8).ok()?;
    let mut target = Image::new(side(width)?, side(height)?, PixelType::U8);
    Resizer::new().resize(&source, &mut target, None).ok()?;
    Some(target.into_vec())
}

/// Two cells a digit: 1 where it grows lighter, 2 where it grows darker.
fn detail(cells: &[u8]) -> String {
    let steps = cells.chunks_exact(GRID + 1).flat_map(|row| {
        row.windows(2).map(|two| match two {
            [left, right] if i32::from(*right) - i32::from(*left) > STEP => 1,
            [left, right] if i32::from(*left) - i32::from(*right) > STEP => 2,
            _ => 0_u32,
        })
    });
    let steps: Vec<u32> = steps.collect();
    steps.as_chunks::<2>().0.iter().filter_map(|[first, second]| char::from_digit(first * 4 + second, 16)).collect()
}

/// The lowest frequencies, `SIDE` rows of `SIDE`, with nothing in place of the mean.
fn transformed(square: &[f64]) -> Vec<f64> {
    let waves: Vec<Vec<f64>> = (0..SIDE)
        .map(|frequency| {
            let wave = |at: usize| (PI * frequency as f64 * (2 * at + 1) as f64 / (2 * SQUARE) as f64).cos();
            (0..SQUARE).map(wave).collect()
        })
        .collect();
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // One row for each frequency across, with one value for each line of the square.
    let across: Vec<Vec<f64>> =
        waves.iter().map(|wave| square.chunks_exact(SQUARE).map(|row| product(row, wave)).collect()).collect();
    let scale = (SQUARE * SQUARE) as f64;
    let both = waves.iter().flat_map(|down| across.iter().map(move |line| product(line, down) / scale));
    std::iter::once(0.0).chain(both.skip(1)).collect()
}

/// One bit for each value: whether it lies above the median.
fn bits(values: &[f64]) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    values
        .chunks_exact(4)
        .filter_map(|four| {
            let digit = four.iter().fold(0, |digit, value| digit * 2 + u32::from(*value >= median));
            char::from_digit(digit, 16)
        })
        .collect()
}
