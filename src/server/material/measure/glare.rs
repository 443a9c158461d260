//! The largest area that is washed out.
//!
//! Bright alone is not glare: paper is. A lamp makes the ink around it fade as well, so what counts is ink much paler than
//! elsewhere on the page, together with the white that it surrounds.

use super::plane::{Grid, Plane, per_mille};

/// Blocks of a character or two.
const BLOCK: usize = 16;

/// The light and the ink of a block.
#[derive(Debug, Clone, Copy)]
struct Block {
    darkest: u8,
    lightest: u8,
}

impl Default for Block {
    fn default() -> Self {
        Self { darkest: u8::MAX, lightest: 0 }
    }
}

/// So much contrast is ink, and not paper with its grain and watermarks.
const INK: u8 = 48;

/// Ink in a block as light as this lies on lit paper.
const LIT: u8 = 236;

/// The largest washed-out area, in per mille of the picture.
pub(super) fn glare(luma: &Plane) -> u32 {
    let blocks = luma.blocks(BLOCK, |block: &mut Block, value| {
        block.darkest = block.darkest.min(value);
        block.lightest = block.lightest.max(value);
    });
    let contrast = |block: &Block| block.lightest.saturating_sub(block.darkest);
    let mut inks: Vec<u8> = blocks.cells.iter().map(contrast).filter(|contrast| *contrast >= INK).collect();
    inks.sort_unstable();
    let usual = u32::from(inks.get(inks.len() * 3 / 4).copied().unwrap_or_default());
    let pale = |block: &Block| {
        let own = contrast(block);
        block.lightest >= LIT && own >= INK && u32::from(own) * 100 < usual * 55
    };
    let cells: Vec<bool> = blocks.cells.iter().map(pale).collect();
    per_mille(Grid { columns: blocks.columns, cells }.largest_area(), blocks.cells.len())
}
