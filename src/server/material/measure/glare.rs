//! The largest area that a lamp has washed out.
//!
//! White alone is not glare: paper is white. What counts is a compact patch without colour within a page that has a tint, as
//! cards and certificates have it, and as white paper has it under a warm light. Where the page has none, glare cannot be told
//! from a blank, and nothing is said.

use super::plane::{Grid, Plane, per_mille};

const BLOCK: usize = 16;
const AREA: u32 = (BLOCK * BLOCK) as u32;

/// What is lighter than this belongs to the page, as a rule.
const PAGE: u32 = 190 * AREA;

/// What is washed out is at least as light as this.
const WHITE: u32 = 244 * AREA;

/// What is washed out has lost so much of the page's tint: half-levels of mean distance between the channels. The drawn
/// white paper has a tint of 5 levels in all, so that nothing on it can lose as much.
const LOST: u32 = 11 * AREA / 2;

/// The largest washed-out area, in per mille of the picture.
pub(super) fn glare(luma: &Plane, chroma: &Plane) -> u32 {
    let (luma, chroma) = (sums(luma), sums(chroma));
    let pairs = || luma.cells.iter().copied().zip(chroma.cells.iter().copied());
    let mut tints: Vec<u32> = pairs().filter(|(light, _)| *light > PAGE).map(|(_, tint)| tint).collect();
    tints.sort_unstable();
    let tint = tints.get(tints.len() / 2).copied().unwrap_or_default();
    let cells: Vec<bool> = pairs().map(|(light, own)| light >= WHITE && own + LOST <= tint).collect();
    let white = Grid { columns: luma.columns, cells };
    per_mille(white.opened().largest_area(), white.cells.len())
}

fn sums(plane: &Plane) -> Grid<u32> {
    plane.blocks(BLOCK, |sum: &mut u32, value| *sum += u32::from(value))
}
