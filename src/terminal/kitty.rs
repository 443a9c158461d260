//! The kitty graphics protocol: pixels in, bytes out. A picture travels as a palette PNG, which is a fifth of raw
//! pixels, and is shown by Unicode placeholders (ordinary cells: popups, scrolling and tmux just work) or, where a
//! terminal does not know these, by direct placement at the cursor.
//!
//! No command asks for an answer (`q=2`), so that nothing but keys arrives while the desk runs. Transmit before the
//! placeholders are drawn, and take a fresh identifier for every picture: kitty shows nothing otherwise. What was sent once
//! stays in the terminal's memory and is shown again for the price of a placement.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::diacritics::{COUNT, diacritic};
use super::fit::{CellSize, Cells, Size};
use super::outline::{Outline, Patch, unit};
use super::palette::Indexed;

/// The most bytes of base64 in one command, by the specification.
const CHUNK: usize = 4096;
const PLACEHOLDER: char = '\u{10EEEE}';
/// The most rows or columns a picture with placeholders can have.
pub const MAX_CELLS: u16 = COUNT;
/// The string terminator that ends every command.
const END: &[u8] = b"\x1b\\";

/// Makes tmux bring the cursor of the terminal around it to where its own is, by erasing a cell: what it is told to erase it does at
/// once, while text waits for what comes after and would be overtaken (seen with 3.3a on a screenshot). The cell gets the background
/// that is in force.
pub const FETCH_CURSOR: &[u8] = b"\x1b[X";

/// Why a picture could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum KittyError {
    /// More rows or columns than [`MAX_CELLS`], or none.
    #[error("{cols} x {rows} cells cannot be numbered")]
    Cells {
        /// Cells across.
        cols: u16,
        /// Cells down.
        rows: u16,
    },
    /// The PNG encoder's words.
    #[error("the picture cannot be encoded: {0}")]
    Png(#[from] png::EncodingError),
}

/// Sends a picture and makes it ready to be shown by [`placeholder`] cells; nothing appears yet. The terminal scales
/// it into `cells`, of which neither side may exceed [`MAX_CELLS`]: fit into no more room than that. Gives the commands one by
/// one: text may be written between them, another picture's commands may not.
///
/// # Errors
/// Where the cells cannot be numbered or the picture cannot be encoded.
pub fn transmit(id: u32, picture: &Indexed, cells: Cells) -> Result<Vec<Vec<u8>>, KittyError> {
    let Cells { cols, rows } = cells;
    if cols == 0 || rows == 0 || cols > MAX_CELLS || rows > MAX_CELLS {
        return Err(KittyError::Cells { cols, rows });
    }
    Ok(send(&format!("a=T,U=1,q=2,f=100,i={id},c={cols},r={rows}"), &indexed_png(picture)?))
}

/// Sends a picture to the terminal's memory, for [`put`]; nothing appears yet. Gives the commands as [`transmit`].
///
/// # Errors
/// Where the picture cannot be encoded.
pub fn store(id: u32, picture: &Indexed) -> Result<Vec<Vec<u8>>, KittyError> {
    Ok(send(&format!("a=t,q=2,f=100,i={id}"), &indexed_png(picture)?))
}

/// Shows a stored picture at the cursor, over the text, without moving the cursor (under the text, kitty 0.26 on a software
/// renderer blended every frame over the last, seen on a screenshot); in its own pixels, or stretched to
/// `cells` where these are given. Never in tmux, which does not know where the picture is.
pub fn put(id: u32, cells: Option<Cells>) -> Vec<u8> {
    let size = cells.map(|Cells { cols, rows }| format!(",c={cols},r={rows}")).unwrap_or_default();
    format!("\x1b_Ga=p,C=1,q=2,i={id},p=1{size}\x1b\\").into_bytes()
}

/// Takes a placed picture off the screen; its data stay, for another [`put`].
pub fn lift(id: u32) -> Vec<u8> {
    format!("\x1b_Ga=d,d=i,q=2,i={id}\x1b\\").into_bytes()
}

/// Ends a picture of which not every command was sent, so that the terminal waits for no more of it.
pub fn cut_short() -> Vec<u8> {
    b"\x1b_Gq=2,m=0;\x1b\\".to_vec()
}

/// Deletes a picture, its placements and its data.
pub fn delete(id: u32) -> Vec<u8> {
    format!("\x1b_Ga=d,d=I,q=2,i={id}\x1b\\").into_bytes()
}

/// Shows a frame over a picture that was [`put`]: a transparent picture of its own, which [`delete`] takes away.
///
/// # Errors
/// Where it cannot be encoded.
pub fn outline(id: u32, outline: &Outline, cell: CellSize) -> Result<Patch, KittyError> {
    let (width, height) = (unit(cell.width), unit(cell.height));
    let (col, row) = (outline.left / width, outline.top / height);
    let control = format!("a=T,C=1,q=2,f=100,i={id},p=1,z=1,X={},Y={}", outline.left % width, outline.top % height);
    let size = outline.size();
    let numbers: Vec<u8> = (outline.top..outline.bottom)
        .flat_map(|y| (outline.left..outline.right).map(move |x| u8::from(outline.has(x, y))))
        .collect();
    let rows = numbers.chunks(size.width.max(1) as usize).map(|row| pack(row, 1)).collect::<Vec<_>>().concat();
    let palette = [[0; 3], outline.colour].concat();
    let png = few_bits(size, png::BitDepth::One, palette, Some(vec![0]), &rows)?;
    let at = |cells: u32| u16::try_from(cells).unwrap_or(u16::MAX);
    Ok(Patch { row: at(row), col: at(col), bytes: send(&control, &png).concat() })
}

/// The text of the cell at `row` and `col` of picture `id`, counted from 0, to be drawn in the colour of
/// [`id_colour`] or [`id_index`]; none beyond [`MAX_CELLS`].
pub fn placeholder(id: u32, row: u16, col: u16) -> Option<String> {
    let mut cell = String::from(PLACEHOLDER);
    cell.push(diacritic(row)?);
    cell.push(diacritic(col)?);
    let [high, ..] = id.to_be_bytes();
    if high != 0 {
        cell.push(diacritic(u16::from(high))?);
    }
    Some(cell)
}

/// The foreground that names picture `id` where 24-bit colours arrive unchanged.
pub fn id_colour(id: u32) -> (u8, u8, u8) {
    let [_, red, green, blue] = id.to_be_bytes();
    (red, green, blue)
}

/// The palette foreground that names picture `id` where only 256 colours arrive; none for identifiers beyond 255.
pub fn id_index(id: u32) -> Option<u8> {
    u8::try_from(id).ok().filter(|index| *index != 0)
}

/// Hands out identifiers, each as late again as possible.
#[derive(Debug, Clone)]
pub struct Ids {
    first: u32,
    count: u32,
    next: u32,
}

impl Ids {
    /// Identifiers that a 24-bit foreground carries. Programs that share a terminal should start elsewhere: take the
    /// process number as `seed`.
    pub fn wide(seed: u32) -> Self {
        let (first, count) = (0x100, 0x00FF_FF00);
        Self { first, count, next: seed.wrapping_mul(7919) % count }
    }

    /// Identifiers that a foreground of the 256-colour palette carries. The first 16 are left out, because terminals
    /// and multiplexers turn these into other codes.
    pub fn narrow(seed: u32) -> Self {
        let (first, count) = (16, 240);
        Self { first, count, next: seed % count }
    }

    /// The next identifier, never 0.
    pub fn take(&mut self) -> u32 {
        let id = self.first + self.next;
        self.next = (self.next + 1) % self.count;
        id
    }
}

/// Wraps commands so that tmux hands them to the terminal it runs in (its option `allow-passthrough`): every command
/// on its own, because tmux drops long ones. Only for commands and queries, never for text. What is shown at the cursor needs
/// [`FETCH_CURSOR`] before it.
pub fn through_tmux(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 256 + 16);
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.windows(END.len()).position(|window| window == END).map_or(rest.len(), |at| at + END.len());
        let (command, after) = rest.split_at(end);
        out.extend_from_slice(b"\x1bPtmux;");
        for byte in command {
            if *byte == 0x1b {
                out.push(0x1b);
            }
            out.push(*byte);
        }
        out.extend_from_slice(END);
        rest = after;
    }
    out
}

/// A PNG as commands.
fn send(control: &str, png: &[u8]) -> Vec<Vec<u8>> {
    let data = STANDARD.encode(png);
    let chunks = data.as_bytes().chunks(CHUNK);
    let last = chunks.len().saturating_sub(1);
    let command = |(number, chunk): (usize, &[u8])| {
        let more = u8::from(number < last);
        let keys = if number == 0 { format!("{control},m={more};") } else { format!("q=2,m={more};") };
        [b"\x1b_G", keys.as_bytes(), chunk, END].concat()
    };
    chunks.enumerate().map(command).collect()
}

/// A PNG with a palette, in as few bits a pixel as its colours need.
///
/// # Errors
/// The PNG encoder's.
pub fn indexed_png(picture: &Indexed) -> Result<Vec<u8>, KittyError> {
    let (depth, bits) = match picture.palette().len() {
        0..=2 => (png::BitDepth::One, 1),
        3..=4 => (png::BitDepth::Two, 2),
        5..=16 => (png::BitDepth::Four, 4),
        _ => (png::BitDepth::Eight, 8),
    };
    few_bits(picture.size(), depth, picture.palette().concat(), None, &packed(picture, bits))
}

/// A PNG of rows that are packed already.
fn few_bits(
    size: Size,
    depth: png::BitDepth,
    palette: Vec<u8>,
    transparent: Option<Vec<u8>>,
    rows: &[u8],
) -> Result<Vec<u8>, KittyError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width, size.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(depth);
    encoder.set_palette(palette);
    if let Some(alpha) = transparent {
        encoder.set_trns(alpha);
    }
    // Half of what the fastest levels give; level 6 takes twice the time for a half of a hundredth less.
    encoder.set_deflate_compression(png::DeflateCompression::Level(5));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rows)?;
    writer.finish()?;
    Ok(bytes)
}

/// The numbers with so many bits each, every row begun on a byte of its own.
fn packed(picture: &Indexed, bits: u32) -> Vec<u8> {
    if bits == 8 {
        return picture.indices().to_vec();
    }
    picture.rows().map(|row| pack(row, bits)).collect::<Vec<_>>().concat()
}

/// A row of numbers with so many bits each, the last byte filled up.
fn pack(row: &[u8], bits: u32) -> Vec<u8> {
    let in_a_byte = (8 / bits) as usize;
    let pack = |numbers: &[u8]| {
        let byte = numbers.iter().fold(0u8, |byte, number| byte << bits | number);
        byte << (bits as usize * (in_a_byte - numbers.len()))
    };
    row.chunks(in_a_byte).map(pack).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::fit::Size;
    use crate::terminal::palette::Detail;
    use crate::terminal::palette::tests::{back, page, photo};
    use crate::terminal::picture::{Picture, decode};

    fn flat(rgb: [u8; 3]) -> Indexed {
        let picture = Picture::from_rgb(Size { width: 30, height: 20 }, rgb.repeat(600)).unwrap();
        Indexed::of(&picture, Detail::Fine, 256).unwrap()
    }

    /// The control part of the first command, the number of commands, and the payload.
    fn taken_apart(commands: &[Vec<u8>]) -> (String, usize, Vec<u8>) {
        let mut data = String::new();
        let mut first = String::new();
        for (number, command) in commands.iter().enumerate() {
            let text = std::str::from_utf8(command).unwrap().strip_suffix("\x1b\\").unwrap();
            let (control, chunk) = text.strip_prefix("\x1b_G").unwrap().split_once(';').unwrap();
            assert!(chunk.len() <= CHUNK);
            let last = number + 1 == commands.len();
            assert!(control.ends_with(if last { "m=0" } else { "m=1" }), "{control}");
            assert!(control.contains("q=2"));
            if number == 0 {
                first = control.to_owned();
            }
            data.push_str(chunk);
        }
        (first, commands.len(), STANDARD.decode(data).unwrap())
    }

    #[test]
    fn a_picture_travels_in_chunks_and_arrives_as_its_palette_has_it() {
        let picture = Indexed::of(&photo(200, 150), Detail::Fine, 256).unwrap();
        let commands = transmit(0x0102_0304, &picture, Cells { cols: 20, rows: 8 }).unwrap();
        let (control, count, png) = taken_apart(&commands);
        assert_eq!(control, "a=T,U=1,q=2,f=100,i=16909060,c=20,r=8,m=1");
        assert!(count > 3);
        assert_eq!(decode(&png).unwrap().rgb(), back(&picture));
    }

    #[test]
    fn few_colours_take_few_bits_and_odd_widths_are_no_trouble() {
        for colours in [2, 4, 16, 256] {
            for width in [1, 7, 33] {
                let picture = Indexed::of(&page(width, 40), Detail::Fine, colours).unwrap();
                let png = indexed_png(&picture).unwrap();
                assert_eq!(decode(&png).unwrap().rgb(), back(&picture), "{colours} colours, {width} wide");
            }
        }
    }

    #[test]
    fn a_stored_picture_is_put_and_lifted_without_its_data() {
        let (control, commands, png) = taken_apart(&store(7, &flat([200, 30, 30])).unwrap());
        assert_eq!((control.as_str(), commands), ("a=t,q=2,f=100,i=7,m=0", 1));
        assert_eq!(decode(&png).unwrap().rgb(), back(&flat([200, 30, 30])));
        assert_eq!(put(7, None), b"\x1b_Ga=p,C=1,q=2,i=7,p=1\x1b\\");
        assert_eq!(put(7, Some(Cells { cols: 3, rows: 1 })), b"\x1b_Ga=p,C=1,q=2,i=7,p=1,c=3,r=1\x1b\\");
        assert_eq!(lift(7), b"\x1b_Ga=d,d=i,q=2,i=7\x1b\\");
    }

    #[test]
    fn a_frame_is_a_small_transparent_picture_in_its_place() {
        let frame = Outline { left: 27, top: 45, right: 227, bottom: 145, colour: [255, 200, 0], corner: false };
        let patch = super::outline(9, &frame, CellSize { width: 10, height: 20 }).unwrap();
        assert_eq!((patch.col, patch.row), (2, 2));
        let (control, commands, png) = taken_apart(std::slice::from_ref(&patch.bytes));
        assert_eq!((control.as_str(), commands), ("a=T,C=1,q=2,f=100,i=9,p=1,z=1,X=7,Y=5,m=0", 1));
        assert!(patch.bytes.len() < 600, "{}", patch.bytes.len());
        let shown = image::load_from_memory(&png).unwrap().into_rgba8();
        assert_eq!(shown.dimensions(), (200, 100));
        for (x, y, pixel) in shown.enumerate_pixels() {
            let wanted = if frame.has(x + 27, y + 45) { [255, 200, 0, 255] } else { [0; 4] };
            assert_eq!(pixel.0, wanted, "{x},{y}");
        }
    }

    #[test]
    fn cells_that_cannot_be_numbered_are_refused() {
        for (cols, rows) in [(0, 1), (1, 0), (298, 1), (1, 298)] {
            assert!(matches!(transmit(1, &flat([0; 3]), Cells { cols, rows }), Err(KittyError::Cells { .. })));
        }
        assert_eq!(placeholder(1, 297, 0), None);
    }

    #[test]
    fn placeholders_carry_row_column_and_the_high_byte() {
        assert_eq!(placeholder(42, 0, 1).unwrap(), "\u{10EEEE}\u{305}\u{30D}");
        assert_eq!(placeholder(0x0200_0001, 3, 296).unwrap(), "\u{10EEEE}\u{310}\u{1D244}\u{30E}");
        assert_eq!(id_colour(0x0102_0304), (2, 3, 4));
        assert_eq!((id_index(0), id_index(255), id_index(256)), (None, Some(255), None));
    }

    #[test]
    fn identifiers_come_round_late_and_are_never_nothing() {
        let mut narrow = Ids::narrow(u32::MAX);
        let all: std::collections::BTreeSet<u32> = (0..240).map(|_| narrow.take()).collect();
        assert_eq!((all.len(), all.first(), all.last()), (240, Some(&16), Some(&255)));
        let mut wide = Ids { next: 0x00FF_FEFF, ..Ids::wide(0) };
        assert_eq!((wide.take(), wide.take()), (0x00FF_FFFF, 0x100));
        assert_ne!(Ids::wide(1).take(), Ids::wide(2).take());
    }

    #[test]
    fn tmux_gets_every_command_on_its_own() {
        let wrapped = through_tmux(b"\x1b_Ga;x\x1b\\\x1b_Gb;y\x1b\\");
        let one = "\x1bPtmux;\x1b\x1b_Ga;x\x1b\x1b\\\x1b\\";
        assert_eq!(String::from_utf8(wrapped).unwrap(), format!("{one}{}", one.replace("a;x", "b;y")));
        assert_eq!(through_tmux(b"\x1b[c"), b"\x1bPtmux;\x1b\x1b[c\x1b\\");
        assert_eq!(through_tmux(b""), b"");
    }
}
