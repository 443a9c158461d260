//! Half blocks: two pixels in a cell, the upper as the colour of `▀` and the lower as its background. What every
//! terminal with colours can show; too coarse to read an identity card, good enough to see what kind of picture it is.

use std::fmt::Write as _;

use super::choice::Depth;
use super::fit::{Cells, Rect, Size, Turns};
use super::picture::{Picture, PictureError, scale};

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// The glyph whose upper half is foreground and lower half background.
pub const GLYPH: char = '▀';

/// The two pixels of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The colour of the upper half: the foreground of [`GLYPH`].
    pub top: Rgb,
    /// The colour of the lower half: its background.
    pub bottom: Rgb,
}

/// A picture as rows of cells. It is stretched to the cells exactly: choose them with [`super::fit::frame`].
pub fn blocks(picture: &Picture, cells: Cells) -> Result<Vec<Vec<Block>>, PictureError> {
    let to = Size { width: u32::from(cells.cols), height: u32::from(cells.rows) * 2 };
    let scaled = scale(picture, Rect::whole(picture.size()), to, Turns::default())?;
    let mut lines = scaled.rows();
    let mut rows = Vec::with_capacity(usize::from(cells.rows));
    while let (Some(upper), Some(lower)) = (lines.next(), lines.next()) {
        let pairs = upper.as_chunks::<3>().0.iter().zip(lower.as_chunks::<3>().0);
        rows.push(pairs.map(|(top, bottom)| Block { top: *top, bottom: *bottom }).collect());
    }
    Ok(rows)
}

/// The rows as text for the command line, each ended by a reset and a line feed; without colours as shades of ASCII.
pub fn print(rows: &[Vec<Block>], depth: Depth) -> String {
    let mut out = String::new();
    for row in rows {
        if depth == Depth::None {
            out.extend(row.iter().map(|block| shade(*block)));
        } else {
            coloured(&mut out, row, depth);
        }
        out.push('\n');
    }
    out
}

fn coloured(out: &mut String, row: &[Block], depth: Depth) {
    let mut last = (String::new(), String::new());
    for block in row {
        let now = (colour(block.top, depth, Layer::Front), colour(block.bottom, depth, Layer::Back));
        for (code, before) in [(&now.0, &last.0), (&now.1, &last.1)] {
            if code != before {
                // Writing to a string cannot fail.
                let _ = write!(out, "\x1b[{code}m");
            }
        }
        out.push(GLYPH);
        last = now;
    }
    out.push_str("\x1b[0m");
}

#[derive(Clone, Copy)]
enum Layer {
    Front,
    Back,
}

fn colour(rgb: Rgb, depth: Depth, layer: Layer) -> String {
    let [red, green, blue] = rgb;
    let base = match layer {
        Layer::Front => 38,
        Layer::Back => 48,
    };
    match depth {
        Depth::True => format!("{base};2;{red};{green};{blue}"),
        Depth::Indexed256 => format!("{base};5;{}", indexed(rgb)),
        Depth::Ansi16 | Depth::None => {
            let number = ansi(rgb);
            let bright = if number >= 8 { 60 } else { 0 };
            format!("{}", base - 8 + bright + u16::from(number % 8))
        }
    }
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

/// The nearest of the sixteen colours, taken as xterm has them.
fn ansi(rgb: Rgb) -> u8 {
    const SHOWN: [Rgb; 16] = [
        [0, 0, 0],
        [205, 0, 0],
        [0, 205, 0],
        [205, 205, 0],
        [0, 0, 238],
        [205, 0, 205],
        [0, 205, 205],
        [229, 229, 229],
        [127, 127, 127],
        [255, 0, 0],
        [0, 255, 0],
        [255, 255, 0],
        [92, 92, 255],
        [255, 0, 255],
        [0, 255, 255],
        [255, 255, 255],
    ];
    let nearest = SHOWN.iter().zip(0u8..).min_by_key(|(shown, _)| distance(rgb, **shown));
    nearest.map_or(0, |(_, number)| number)
}

fn distance(one: Rgb, other: Rgb) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

fn shade(block: Block) -> char {
    const SHADES: [char; 10] = ['@', '%', '#', '*', '+', '=', '-', ':', '.', ' '];
    let sum: usize = block.top.iter().chain(&block.bottom).map(|byte| usize::from(*byte)).sum();
    SHADES.get(sum * SHADES.len() / (6 * 255 + 1)).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Rgb = [255, 0, 0];
    const WHITE: Rgb = [255, 255, 255];

    fn picture() -> Picture {
        // Two columns, four rows: red above white on the left, white above red on the right.
        let rows = [[RED, WHITE], [RED, WHITE], [WHITE, RED], [WHITE, RED]];
        Picture::from_rgb(Size { width: 2, height: 4 }, rows.concat().concat()).unwrap()
    }

    #[test]
    fn two_pixels_in_a_cell() {
        let rows = blocks(&picture(), Cells { cols: 2, rows: 2 }).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0], [Block { top: RED, bottom: RED }, Block { top: WHITE, bottom: WHITE }]);
        assert_eq!(rows[1], [Block { top: WHITE, bottom: WHITE }, Block { top: RED, bottom: RED }]);
        assert_eq!(blocks(&picture(), Cells { cols: 0, rows: 2 }), Err(PictureError::Empty));
    }

    #[test]
    fn printing_names_a_colour_only_when_it_changes() {
        let rows = [vec![Block { top: RED, bottom: WHITE }; 3]];
        assert_eq!(print(&rows, Depth::True), "\x1b[38;2;255;0;0m\x1b[48;2;255;255;255m▀▀▀\x1b[0m\n");
        assert_eq!(print(&rows, Depth::Indexed256), "\x1b[38;5;196m\x1b[48;5;231m▀▀▀\x1b[0m\n");
        assert_eq!(print(&rows, Depth::Ansi16), "\x1b[91m\x1b[107m▀▀▀\x1b[0m\n");
    }

    #[test]
    fn without_colours_dark_is_dense() {
        let black = Block { top: [0; 3], bottom: [0; 3] };
        let white = Block { top: WHITE, bottom: WHITE };
        assert_eq!(print(&[vec![black, white]], Depth::None), "@ \n");
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
