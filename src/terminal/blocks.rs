//! Pictures of block characters: two colours in a cell, and the glyph whose shape fits the pixels best. What every
//! terminal with colours can show; too coarse to read an identity card, good enough to see what kind of picture it is.

use super::fit::{Cells, Rect, Size, Turns};
use super::palette::Rgb;
use super::picture::{Picture, PictureError, scale};

/// Into how many parts a cell is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mosaic {
    /// Two, one above the other: every font has these.
    #[default]
    Halves,
    /// Two by two.
    Quadrants,
    /// Two across, three down: where the terminal draws these glyphs itself.
    Sextants,
}

impl Mosaic {
    /// The parts across and down.
    const fn parts(self) -> (u16, u16) {
        match self {
            Self::Halves => (1, 2),
            Self::Quadrants => (2, 2),
            Self::Sextants => (2, 3),
        }
    }

    /// The size with one pixel for each part of these cells.
    pub const fn pixels(self, cells: Cells) -> Size {
        let (across, down) = self.parts();
        Size { width: cells.cols as u32 * across as u32, height: cells.rows as u32 * down as u32 }
    }

    /// The glyph that shows these parts, the first in the lowest bit, from the top left.
    fn glyph(self, bits: u8) -> char {
        const QUADRANTS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];
        match self {
            Self::Halves => [' ', '▀', '▄', '█'].get(usize::from(bits)).copied(),
            Self::Quadrants => QUADRANTS.get(usize::from(bits)).copied(),
            Self::Sextants => match bits {
                0 => Some(' '),
                21 => Some('▌'),
                42 => Some('▐'),
                63 => Some('█'),
                // The halves, which exist elsewhere, are left out of the row of sextants.
                _ => char::from_u32(0x1FB00 + u32::from(bits) - 1 - u32::from(bits > 21) - u32::from(bits > 42)),
            },
        }
        .unwrap_or(' ')
    }
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What to write.
    pub glyph: char,
    /// The colour of the glyph.
    pub fore: Rgb,
    /// The colour around it.
    pub back: Rgb,
}

/// A picture as rows of cells. It is stretched to the cells exactly: choose them with [`super::fit::frame`].
///
/// # Errors
/// Where there are no cells.
pub fn blocks(picture: &Picture, cells: Cells, mosaic: Mosaic) -> Result<Vec<Vec<Block>>, PictureError> {
    let scaled = scale(picture, Rect::whole(picture.size()), mosaic.pixels(cells), Turns::default())?;
    let (across, down) = mosaic.parts();
    let lines: Vec<&[Rgb]> = scaled.rows().map(|row| row.as_chunks::<3>().0).collect();
    let row = |lines: &[&[Rgb]]| {
        (0..usize::from(cells.cols))
            .map(|col| cell(lines, col * usize::from(across), usize::from(across), mosaic))
            .collect()
    };
    Ok(lines.chunks_exact(usize::from(down)).map(row).collect())
}

/// The cell that begins at this column of the lines.
fn cell(lines: &[&[Rgb]], from: usize, across: usize, mosaic: Mosaic) -> Block {
    let parts: Vec<Rgb> = lines.iter().flat_map(|line| line.iter().skip(from).take(across).copied()).collect();
    let mut best = (u32::MAX, Block { glyph: ' ', fore: [0; 3], back: [0; 3] });
    // Each split once: the last part is always ground, and a split that is no better than a simpler one is not taken.
    for bits in 0..1u8 << parts.len().saturating_sub(1) {
        let mean = |set: bool| {
            mean(parts.iter().enumerate().filter(|(at, _)| (bits >> at & 1 == 1) == set).map(|(_, part)| *part))
        };
        let (fore, back) = (mean(true), mean(false));
        let error = parts
            .iter()
            .enumerate()
            .map(|(at, part)| distance(*part, if bits >> at & 1 == 1 { fore } else { back }))
            .sum();
        if error < best.0 {
            best = (error, Block { glyph: mosaic.glyph(bits), fore, back });
        }
    }
    best.1
}

fn mean(parts: impl Iterator<Item = Rgb>) -> Rgb {
    let mut sums = [0u32; 3];
    let mut count = 0;
    for part in parts {
        count += 1;
        for (sum, byte) in sums.iter_mut().zip(part) {
            *sum += u32::from(byte);
        }
    }
    sums.map(|sum| ((sum + count / 2) / count.max(1)) as u8)
}

/// The nearest of the 240 fixed colours of a 256-colour terminal: the 6×6×6 cube from 16, the greys from 232.
pub fn indexed(rgb: Rgb) -> u8 {
    let level = |byte: u8| match byte {
        0..48 => 0,
        48..115 => 1,
        _ => (byte - 35) / 40,
    };
    let shown = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
    let cube = rgb.map(level);
    let [red, green, blue] = cube;
    let average = (rgb.iter().map(|byte| u16::from(*byte)).sum::<u16>() / 3) as u8;
    let grey = average.saturating_sub(3) / 10;
    let grey = grey.min(23);
    if distance(rgb, [8 + 10 * grey; 3]) < distance(rgb, cube.map(shown)) {
        232 + grey
    } else {
        16 + 36 * red + 6 * green + blue
    }
}

fn distance(one: Rgb, other: Rgb) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Rgb = [255, 0, 0];
    const WHITE: Rgb = [255, 255, 255];

    /// A picture of one cell, from its rows.
    fn looks(rows: &[&[Rgb]], mosaic: Mosaic) -> Block {
        let size = Size { width: rows[0].len() as u32, height: rows.len() as u32 };
        let picture = Picture::from_rgb(size, rows.concat().concat()).unwrap();
        let cells = blocks(&picture, Cells { cols: 1, rows: 1 }, mosaic).unwrap();
        assert_eq!((cells.len(), cells[0].len()), (1, 1));
        cells[0][0]
    }

    #[test]
    fn the_glyph_has_the_shape_of_the_pixels() {
        let (r, w) = (RED, WHITE);
        assert_eq!(looks(&[&[r], &[w]], Mosaic::Halves), Block { glyph: '▀', fore: r, back: w });
        assert_eq!(looks(&[&[r, w], &[w, r]], Mosaic::Quadrants), Block { glyph: '▞', fore: w, back: r });
        assert_eq!(looks(&[&[r, w], &[w, w]], Mosaic::Quadrants), Block { glyph: '▘', fore: r, back: w });
        assert_eq!(looks(&[&[w, r], &[w, r], &[w, r]], Mosaic::Sextants), Block { glyph: '▌', fore: w, back: r });
        assert_eq!(
            looks(&[&[r, w], &[w, w], &[w, w]], Mosaic::Sextants),
            Block { glyph: '\u{1FB00}', fore: r, back: w }
        );
        assert_eq!(
            looks(&[&[r, r], &[w, w], &[w, w]], Mosaic::Sextants),
            Block { glyph: '\u{1FB02}', fore: r, back: w }
        );
        assert_eq!(looks(&[&[w, w], &[w, r], &[r, r]], Mosaic::Sextants).back, r);
    }

    #[test]
    fn one_colour_is_an_empty_cell() {
        for mosaic in [Mosaic::Halves, Mosaic::Quadrants, Mosaic::Sextants] {
            let Block { glyph, back, .. } = looks(&[&[RED; 2][..]; 3], mosaic);
            assert_eq!((glyph, back), (' ', RED), "{mosaic:?}");
        }
    }

    #[test]
    fn every_shape_has_its_own_glyph() {
        for (mosaic, count) in [(Mosaic::Halves, 4u8), (Mosaic::Quadrants, 16), (Mosaic::Sextants, 64)] {
            let glyphs: std::collections::BTreeSet<char> = (0..count).map(|bits| mosaic.glyph(bits)).collect();
            assert_eq!(glyphs.len(), usize::from(count), "{mosaic:?}");
        }
        assert_eq!((Mosaic::Sextants.glyph(62), Mosaic::Sextants.glyph(20)), ('\u{1FB3B}', '\u{1FB13}'));
    }

    #[test]
    fn no_cells_are_no_picture() {
        let picture = Picture::from_rgb(Size { width: 1, height: 1 }, vec![0; 3]).unwrap();
        assert_eq!(blocks(&picture, Cells { cols: 0, rows: 2 }, Mosaic::Halves), Err(PictureError::Empty));
    }

    #[test]
    fn indexed_colours_are_the_nearest_of_the_fixed_ones() {
        for (rgb, number) in [
            ([0, 0, 0], 16),
            ([255, 255, 255], 231),
            ([128, 128, 128], 244),
            ([238, 238, 238], 255),
            ([95, 135, 175], 67),
            ([250, 4, 3], 196),
        ] {
            assert_eq!(indexed(rgb), number, "{rgb:?}");
        }
    }

    /// Every number found is at least as near as every other of the fixed colours, up to a just noticeable error.
    #[test]
    fn no_indexed_colour_is_far_off() {
        for red in (0..=255u8).step_by(15) {
            for green in (0..=255u8).step_by(15) {
                for blue in (0..=255u8).step_by(15) {
                    let rgb = [red, green, blue];
                    let best = (16..=255).map(|n| distance(rgb, shown(n))).min().unwrap();
                    assert!(distance(rgb, shown(indexed(rgb))) <= best + 27, "{rgb:?}");
                }
            }
        }
    }

    fn shown(number: u8) -> Rgb {
        if number >= 232 {
            return [8 + 10 * (number - 232); 3];
        }
        let n = number - 16;
        [n / 36, n / 6 % 6, n % 6].map(|level| if level == 0 { 0 } else { 55 + 40 * level })
    }
}
