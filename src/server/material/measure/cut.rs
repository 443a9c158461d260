//! Whether a page goes on beyond the picture: strokes that run out over a border.
//!
//! A frame that lies along the border, or the blank margin of a scan, is no stroke across it.

use super::plane::{Plane, per_mille};
use crate::domain::picture::Borders;

/// How deep a stroke must reach from the border, in pixels, and how far from the border that begins: resizing and JPEG leave
/// something on the outermost.
const DEPTH: usize = 6;
const SKIPPED: usize = 1;

/// The step in luma that makes a stroke.
const STEP: i32 = 40;

/// How much of each border is crossed by strokes.
pub(super) fn cut(luma: &Plane) -> Borders {
    let turned = luma.turned();
    Borders {
        top: crossed(luma.rows(), luma.width),
        bottom: crossed(luma.rows().rev(), luma.width),
        left: crossed(turned.rows(), turned.width),
        right: crossed(turned.rows().rev(), turned.width),
    }
}

/// The places along a border, of which these are the rows from the border inwards, where a stroke crosses most of the depth.
fn crossed<'a>(rows: impl Iterator<Item = &'a [u8]>, length: usize) -> u32 {
    let mut counts = vec![0_usize; length];
    for row in rows.skip(SKIPPED).take(DEPTH) {
        for (count, three) in counts.iter_mut().skip(1).zip(row.windows(3)) {
            if let [before, _, after] = three
                && (i32::from(*before) - i32::from(*after)).abs() >= STEP
            {
                *count += 1;
            }
        }
    }
    per_mille(counts.iter().filter(|count| **count > DEPTH / 2).count(), length)
}
