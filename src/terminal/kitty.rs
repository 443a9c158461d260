//! The kitty graphics protocol: pixels in, bytes out. A picture travels as a palette PNG, which is a fifth of raw
//! pixels, and is shown by Unicode placeholders (ordinary cells: popups, scrolling and tmux just work) or, where a
//! terminal does not know these, by direct placement at the cursor.
//!
//! No command asks for an answer (`q=2`), so that nothing but keys arrives while the desk runs. Transmit before the
//! placeholders are drawn, and take a fresh identifier for every picture: kitty shows nothing otherwise.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quantette::deps::palette::{Srgb, cast};
use quantette::{ImageRef, PaletteSize, Pipeline};

use super::diacritics::{COUNT, diacritic};
use super::fit::Cells;
use super::picture::Picture;

/// The most bytes of base64 in one command, by the specification.
const CHUNK: usize = 4096;
const PLACEHOLDER: char = '\u{10EEEE}';
/// The most rows or columns a picture with placeholders can have.
pub const MAX_CELLS: u16 = COUNT;
/// The string terminator that ends every command.
const END: &[u8] = b"\x1b\\";

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
    /// The picture has more pixels than the palette search counts.
    #[error("the picture is too large for a palette")]
    Palette,
}

/// Sends a picture and makes it ready to be shown by [`placeholder`] cells; nothing appears yet. The terminal scales
/// it into `cells`, of which neither side may exceed [`MAX_CELLS`]: fit into no more room than that. `colours` is the size of the palette, 16 to 256: fewer for a slow line.
pub fn transmit(id: u32, picture: &Picture, cells: Cells, colours: u16) -> Result<Vec<u8>, KittyError> {
    let Cells { cols, rows } = cells;
    if cols == 0 || rows == 0 || cols > MAX_CELLS || rows > MAX_CELLS {
        return Err(KittyError::Cells { cols, rows });
    }
    send(&format!("a=T,U=1,q=2,f=100,i={id},c={cols},r={rows}"), picture, colours)
}

/// Shows a picture at the cursor, over the text, without moving the cursor (under the text, kitty 0.26 on a software
/// renderer blended every frame over the last, seen on a screenshot); in its own pixels, or stretched to
/// `cells` where these are given. Never in tmux, which does not know where the picture is.
pub fn place(id: u32, picture: &Picture, cells: Option<Cells>, colours: u16) -> Result<Vec<u8>, KittyError> {
    let size = cells.map(|Cells { cols, rows }| format!(",c={cols},r={rows}")).unwrap_or_default();
    send(&format!("a=T,C=1,q=2,f=100,i={id},p=1{size}"), picture, colours)
}

/// Deletes a picture, its placements and its data.
pub fn delete(id: u32) -> Vec<u8> {
    format!("\x1b_Ga=d,d=I,q=2,i={id}\x1b\\").into_bytes()
}

/// Deletes every picture placed directly on the screen. Pictures with placeholders stay: delete these one by one.
pub fn delete_all() -> Vec<u8> {
    b"\x1b_Ga=d,d=A,q=2\x1b\\".to_vec()
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
/// on its own, because tmux drops long ones. Only for commands and queries, never for text.
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

fn send(control: &str, picture: &Picture, colours: u16) -> Result<Vec<u8>, KittyError> {
    let data = STANDARD.encode(indexed_png(picture, colours)?);
    let chunks = data.as_bytes().chunks(CHUNK);
    let last = chunks.len().saturating_sub(1);
    let mut out = Vec::with_capacity(data.len() + (last + 1) * 16 + control.len());
    for (number, chunk) in chunks.enumerate() {
        let more = u8::from(number < last);
        out.extend_from_slice(b"\x1b_G");
        if number == 0 {
            out.extend_from_slice(control.as_bytes());
            out.extend_from_slice(format!(",m={more};").as_bytes());
        } else {
            out.extend_from_slice(format!("q=2,m={more};").as_bytes());
        }
        out.extend_from_slice(chunk);
        out.extend_from_slice(END);
    }
    Ok(out)
}

/// A PNG with a palette of at most `colours` (16 to 256), compressed for speed.
pub fn indexed_png(picture: &Picture, colours: u16) -> Result<Vec<u8>, KittyError> {
    let pixels = cast::try_from_component_slice::<Srgb<u8>>(picture.rgb()).map_err(|_| KittyError::Palette)?;
    let size = picture.size();
    let image = ImageRef::new(size.width, size.height, pixels).map_err(|_| KittyError::Palette)?;
    let indexed = Pipeline::new()
        .palette_size(PaletteSize::from_u16_clamped(colours.clamp(16, 256)))
        .ditherer(None)
        .input_image(image)
        .output_srgb8_indexed_image();

    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width, size.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(cast::into_component_slice(indexed.palette()));
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indexed.indices())?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::fit::Size;
    use crate::terminal::picture::decode;

    fn noise(width: u32, height: u32) -> Picture {
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let rgb = (0..width * height * 3).map(|_| next()).collect();
        Picture::from_rgb(Size { width, height }, rgb).unwrap()
    }

    fn flat(rgb: [u8; 3]) -> Picture {
        Picture::from_rgb(Size { width: 30, height: 20 }, rgb.repeat(600)).unwrap()
    }

    /// The control part of the first command, the number of commands, and the payload.
    fn taken_apart(bytes: &[u8]) -> (String, usize, Vec<u8>) {
        let text = std::str::from_utf8(bytes).unwrap();
        let commands: Vec<&str> = text.split_terminator("\x1b\\").collect();
        let mut data = String::new();
        for (number, command) in commands.iter().enumerate() {
            let (control, chunk) = command.strip_prefix("\x1b_G").unwrap().split_once(';').unwrap();
            assert!(chunk.len() <= CHUNK);
            let last = number + 1 == commands.len();
            assert!(control.ends_with(if last { "m=0" } else { "m=1" }), "{control}");
            assert!(control.contains("q=2"));
            data.push_str(chunk);
        }
        let control = commands[0][3..].split(';').next().unwrap().to_owned();
        (control, commands.len(), STANDARD.decode(data).unwrap())
    }

    #[test]
    fn a_picture_travels_in_chunks_and_arrives() {
        let picture = noise(200, 150);
        let bytes = transmit(0x0102_0304, &picture, Cells { cols: 20, rows: 8 }, 256).unwrap();
        let (control, commands, png) = taken_apart(&bytes);
        assert_eq!(control, "a=T,U=1,q=2,f=100,i=16909060,c=20,r=8,m=1");
        assert!(commands > 5);
        let back = decode(&png).unwrap();
        assert_eq!(back.size(), picture.size());
        let error: u64 = back.rgb().iter().zip(picture.rgb()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!(error / (picture.rgb().len() as u64) < 25, "{error}");
    }

    #[test]
    fn a_small_picture_is_one_command() {
        let bytes = place(7, &flat([200, 30, 30]), None, 16).unwrap();
        let (control, commands, png) = taken_apart(&bytes);
        assert_eq!((control.as_str(), commands), ("a=T,C=1,q=2,f=100,i=7,p=1,m=0", 1));
        assert_eq!(decode(&png).unwrap(), flat([200, 30, 30]));
        let (control, ..) = taken_apart(&place(7, &flat([0; 3]), Some(Cells { cols: 3, rows: 1 }), 16).unwrap());
        assert_eq!(control, "a=T,C=1,q=2,f=100,i=7,p=1,c=3,r=1,m=0");
    }

    #[test]
    fn fewer_colours_are_fewer_bytes() {
        let picture = noise(200, 150);
        let length = |colours| indexed_png(&picture, colours).unwrap().len();
        assert!(length(16) < length(64) && length(64) < length(256));
        assert_eq!(length(0), length(16));
        assert_eq!(length(u16::MAX), length(256));
    }

    #[test]
    fn cells_that_cannot_be_numbered_are_refused() {
        for (cols, rows) in [(0, 1), (1, 0), (298, 1), (1, 298)] {
            assert!(matches!(transmit(1, &flat([0; 3]), Cells { cols, rows }, 16), Err(KittyError::Cells { .. })));
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
