//! Sixel: a palette picture in bands of six rows, each colour's pixels as run lengths. Colours that do not overlap within
//! a band share one pass over it. Colours are painted one over the other: what is painted over later may be any colour before,
//! so that the paper of a page is one run and the letters lie on it.
//!
//! A picture is sent in strips of whole cell rows, each a picture of its own: text can be written between two of them, what
//! is no longer wanted stops after one, and the upper part is seen while the rest is on its way. A frame over a part is a
//! picture of its own that names the frame's pixels and leaves all others as they are.

use std::io::Write as _;

use super::fit::{CellSize, Size};
use super::halves;
use super::outline::{Outline, Patch, colour_at, unit};
use super::palette::{Indexed, Rgb};

/// The most colours of a picture over which frames are drawn: these need numbers of their own among the 256.
pub const COLOURS: u16 = 252;

/// A number that names no colour: the pixel stays as it is.
const LEAVE: u16 = u16::MAX;

/// So many cell rows of a frame are sent at a time.
const PATCH: u32 = 5;

/// A part of a picture that can be shown by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// How many cell rows below the top of the picture it belongs.
    pub row: u16,
    /// What shows it at the cursor.
    pub bytes: Vec<u8>,
}

/// The picture in strips of at most `rows` cell rows.
pub fn strips(picture: &Indexed, cell: CellSize, rows: u16) -> Vec<Strip> {
    let width = (picture.size().width as usize).max(1);
    let height = usize::from(cell.height.max(1)) * usize::from(rows.max(1));
    let parts = picture.indices().chunks(width * height);
    let numbered: Vec<(u16, &[u8])> = (0u16..).step_by(usize::from(rows.max(1))).zip(parts).collect();
    halves::map(&numbered, |(row, part)| Strip { row: *row, bytes: encode(part, width, picture.palette()) })
}

/// What brings the frames on the screen from `stale` to `wanted`: the pixels of the picture where a frame goes, and those of the
/// frames that are wanted. Frames have the numbers behind the picture's palette. `anchored` says that the cell where
/// each patch begins is erased before, so that the whole of it is sent.
pub fn patches(picture: &Indexed, cell: CellSize, stale: &[Outline], wanted: &[Outline], anchored: bool) -> Vec<Patch> {
    let frames = || stale.iter().chain(wanted);
    let Some(bounds) = frames().copied().reduce(|one, other| Outline {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
        ..one
    }) else {
        return Vec::new();
    };
    let mut palette = picture.palette().to_vec();
    let mut numbers: Vec<(Rgb, u16)> = Vec::new();
    for colour in wanted.iter().map(|outline| outline.colour) {
        if !numbers.iter().any(|(known, _)| *known == colour) {
            numbers.push((colour, u16::try_from(palette.len()).unwrap_or(LEAVE)));
            palette.push(colour);
        }
    }
    let Size { width, height } = picture.size();
    let (right, bottom) = (bounds.right.min(width), bounds.bottom.min(height));
    let (col, first) = (bounds.left / unit(cell.width), bounds.top / unit(cell.height));
    let from = col * unit(cell.width);
    let number = |x: u32, y: u32, top: u32| match colour_at(wanted, x, y) {
        Some(colour) => numbers.iter().find(|(known, _)| *known == colour).map_or(LEAVE, |(_, number)| *number),
        None if anchored && x - from < unit(cell.width) && y - top < unit(cell.height)
            || stale.iter().any(|outline| outline.has(x, y)) =>
        {
            let at = y as usize * width as usize + x as usize;
            picture.indices().get(at).map_or(LEAVE, |number| u16::from(*number))
        }
        None => LEAVE,
    };
    (first..bottom.div_ceil(unit(cell.height)))
        .step_by(PATCH as usize)
        .filter_map(|row| {
            let top = row * unit(cell.height);
            let rows = top..((row + PATCH) * unit(cell.height)).min(bottom);
            let places = rows.flat_map(|y| (from..right).map(move |x| (x, y)));
            let numbers: Vec<u16> = places.map(|(x, y)| number(x, y, top)).collect();
            let (row, col) = (u16::try_from(row).ok()?, u16::try_from(col).ok()?);
            let is_empty = numbers.iter().all(|number| *number == LEAVE);
            (!is_empty).then(|| Patch { row, col, bytes: encode(&numbers, (right - from) as usize, &palette) })
        })
        .collect()
}

/// One sixel picture of these rows of numbers; one that is not of the palette leaves its pixel as it is.
fn encode<N: Copy + Into<usize>>(indices: &[N], width: usize, palette: &[Rgb]) -> Vec<u8> {
    let size = Size { width: width as u32, height: (indices.len() / width) as u32 };
    let mut out = Vec::with_capacity(indices.len() / 4 + 4096);
    // Pixels that are not named stay as they are (P2 = 1): the last band may be shorter than six rows.
    put(&mut out, format_args!("\x1bP0;1q\"1;1;{};{}", size.width, size.height));
    let mut used = [false; 256];
    for number in indices {
        if let Some(used) = used.get_mut((*number).into()) {
            *used = true;
        }
    }
    for (number, (colour, used)) in palette.iter().zip(used).enumerate() {
        if used {
            let [red, green, blue] = colour.map(|byte| (u32::from(byte) * 100 + 127) / 255);
            put(&mut out, format_args!("#{number};2;{red};{green};{blue}"));
        }
    }
    let mut band = Band::new(width);
    for (number, rows) in indices.chunks(width * 6).enumerate() {
        if number > 0 {
            out.push(b'-');
        }
        band.encode(rows, &mut out);
    }
    out.extend_from_slice(b"\x1b\\");
    out
}

/// Writing to a vector cannot fail.
fn put(out: &mut Vec<u8>, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

/// One colour's pixels in a band.
struct Plane {
    number: usize,
    /// Its first column and the one behind its last.
    from: usize,
    until: usize,
    /// How many pixels it has.
    pixels: usize,
    /// Six bits a column, over the whole width.
    bits: Vec<u8>,
}

/// The working space of one band, used again for the next.
struct Band {
    width: usize,
    planes: Vec<Plane>,
    /// Which plane a colour has in this band, from 1; 0 for none.
    of_colour: [u16; 256],
    /// Planes that are free, with clean bits.
    free: Vec<Plane>,
    /// What is painted over later, six bits a column.
    later: Vec<u8>,
}

impl Band {
    fn new(width: usize) -> Self {
        Self { width, planes: Vec::new(), of_colour: [0; 256], free: Vec::new(), later: vec![0; width] }
    }

    fn encode<N: Copy + Into<usize>>(&mut self, rows: &[N], out: &mut Vec<u8>) {
        self.collect(rows);
        let mut passes = self.passes();
        // From the last to the first: what stands behind paints over what stands before, which may therefore be anything there.
        self.later.fill(0);
        for plane in passes.iter_mut().rev().flat_map(|pass| pass.iter_mut().rev()) {
            let columns = plane.from..plane.until;
            let bits = plane.bits.get_mut(columns.clone()).unwrap_or_default();
            loosen(bits, self.later.get_mut(columns).unwrap_or_default());
        }
        for (number, pass) in passes.into_iter().enumerate() {
            if number > 0 {
                out.push(b'$');
            }
            let mut column = 0;
            for mut plane in pass {
                put(out, format_args!("#{}", plane.number));
                run(out, 0, plane.from - column);
                let bits = plane.bits.get_mut(plane.from..plane.until).unwrap_or_default();
                for same in bits.chunk_by(|one, other| one == other) {
                    run(out, same.first().copied().unwrap_or_default(), same.len());
                }
                bits.fill(0);
                column = plane.until;
                self.free.push(plane);
            }
        }
    }

    /// The band's pixels by colour.
    fn collect<N: Copy + Into<usize>>(&mut self, rows: &[N]) {
        self.of_colour = [0; 256];
        for (row, bit) in rows.chunks(self.width).zip([1u8, 2, 4, 8, 16, 32]) {
            for (column, number) in row.iter().enumerate() {
                let plane = self.plane((*number).into(), column);
                if let Some(plane) = plane {
                    plane.from = plane.from.min(column);
                    plane.until = plane.until.max(column + 1);
                    plane.pixels += 1;
                    if let Some(bits) = plane.bits.get_mut(column) {
                        *bits |= bit;
                    }
                }
            }
        }
    }

    /// The colours as they are painted: those with most pixels first, because what comes first has most freedom; colours that do
    /// not meet share a pass over the band.
    fn passes(&mut self) -> Vec<Vec<Plane>> {
        self.planes.sort_by_key(|plane| std::cmp::Reverse(plane.pixels));
        let mut passes: Vec<Vec<Plane>> = Vec::new();
        for plane in self.planes.drain(..) {
            let is_free = |pass: &&mut Vec<Plane>| {
                pass.iter().all(|other| plane.until <= other.from || other.until <= plane.from)
            };
            match passes.iter_mut().find(is_free) {
                Some(pass) => pass.push(plane),
                None => passes.push(vec![plane]),
            }
        }
        for pass in &mut passes {
            pass.sort_by_key(|plane| plane.from);
        }
        passes
    }

    fn plane(&mut self, number: usize, column: usize) -> Option<&mut Plane> {
        let slot = self.of_colour.get_mut(number)?;
        if *slot == 0 {
            let bits = self.free.pop().map_or_else(|| vec![0; self.width], |plane| plane.bits);
            self.planes.push(Plane { number, from: column, until: column, pixels: 0, bits });
            *slot = u16::try_from(self.planes.len()).ok()?;
        }
        self.planes.get_mut(usize::from(*slot) - 1)
    }
}

/// Makes the runs of a colour as long as they can be where `later` pixels are painted over, and adds its own to these. A run goes on
/// as long as one value has everything that its columns must show and nothing that they must not.
fn loosen(bits: &mut [u8], later: &mut [u8]) {
    let mut run: Vec<&mut u8> = Vec::new();
    let (mut must, mut may) = (0, 0x3f);
    for (bits, later) in bits.iter_mut().zip(later) {
        let (needed, allowed) = (*bits, *bits | *later);
        *later |= needed;
        if (must | needed) & !(may & allowed) != 0 {
            run.drain(..).for_each(|bits| *bits = must);
            (must, may) = (needed, allowed);
        } else {
            (must, may) = (must | needed, may & allowed);
        }
        run.push(bits);
    }
    run.into_iter().for_each(|bits| *bits = must);
}

/// So many columns with these six pixels.
fn run(out: &mut Vec<u8>, bits: u8, length: usize) {
    match length {
        0..=3 => out.extend(std::iter::repeat_n(b'?' + bits, length)),
        _ => {
            put(out, format_args!("!{length}"));
            out.push(b'?' + bits);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::terminal::outline::tests::outline;
    use crate::terminal::palette::Detail;
    use crate::terminal::palette::tests::{back, page, photo};
    use crate::terminal::picture::Picture;

    /// What a terminal makes of one sixel picture: its size and the pixels, as they are after the last was set.
    pub fn decoded(bytes: &[u8]) -> (usize, usize, Vec<Option<[u8; 3]>>) {
        let text = std::str::from_utf8(bytes).unwrap();
        let body = text.strip_prefix("\x1bP0;1q\"1;1;").unwrap().strip_suffix("\x1b\\").unwrap();
        let (width, rest) = body.split_once(';').unwrap();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (width, height): (usize, usize) = (width.parse().unwrap(), rest[..end].parse().unwrap());
        let mut pixels = vec![None; width * height.next_multiple_of(6)];
        let mut colours = std::collections::HashMap::new();
        let (mut colour, mut x, mut y, mut repeat) = ([0u8; 3], 0, 0, 1usize);
        let mut rest = &rest[end..];
        while let Some(c) = rest.chars().next() {
            rest = &rest[1..];
            match c {
                '#' => {
                    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';')).unwrap_or(rest.len());
                    let numbers: Vec<u16> = rest[..end].split(';').map(|part| part.parse().unwrap()).collect();
                    rest = &rest[end..];
                    if let [number, 2, levels @ ..] = &numbers[..] {
                        let levels: Vec<u8> = levels.iter().map(|level| (level * 255 / 100) as u8).collect();
                        colours.insert(*number, <[u8; 3]>::try_from(levels).unwrap());
                    } else {
                        colour = colours[&numbers[0]];
                    }
                }
                '!' => {
                    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap();
                    repeat = rest[..end].parse().unwrap();
                    rest = &rest[end..];
                }
                '$' => x = 0,
                '-' => (x, y) = (0, y + 6),
                c => {
                    let bits = c as u8 - b'?';
                    for _ in 0..std::mem::replace(&mut repeat, 1) {
                        for row in (0..6).filter(|row| bits & (1 << row) != 0) {
                            pixels[(y + row) * width + x] = Some(colour);
                        }
                        x += 1;
                    }
                    assert!(x <= width, "no run leaves the picture");
                }
            }
        }
        (width, height, pixels)
    }

    fn whole(picture: &Indexed, cell: CellSize, rows: u16) -> Vec<Option<[u8; 3]>> {
        let mut all = Vec::new();
        for strip in strips(picture, cell, rows) {
            let (width, height, pixels) = decoded(&strip.bytes);
            assert_eq!(all.len(), usize::from(strip.row) * usize::from(cell.height) * width);
            assert!(pixels[width * height..].iter().all(Option::is_none), "nothing below the picture");
            all.extend_from_slice(&pixels[..width * height]);
        }
        all
    }

    #[test]
    fn every_pixel_arrives_whatever_the_strips() {
        for picture in [photo(97, 61), page(120, 75), photo(1, 1), photo(3, 200)] {
            let indexed = Indexed::of(&picture, Detail::Legible, 256).unwrap();
            let expected = back(&indexed);
            for (height, rows) in [(20, 2), (17, 1), (20, 100)] {
                let shown = whole(&indexed, CellSize { width: 10, height }, rows);
                assert_eq!(shown.len() * 3, expected.len());
                for (pixel, wanted) in shown.iter().zip(expected.as_chunks::<3>().0) {
                    let pixel = pixel.expect("no hole");
                    assert!(pixel.iter().zip(wanted).all(|(a, b)| a.abs_diff(*b) <= 3), "{pixel:?} {wanted:?}");
                }
            }
        }
    }

    #[test]
    fn a_run_is_counted_and_only_colours_that_are_used_are_named() {
        let flat = Picture::from_rgb(Size { width: 100, height: 6 }, vec![255; 1800]).unwrap();
        let indexed = Indexed::of(&flat, Detail::Draft, 256).unwrap();
        let [strip] = &strips(&indexed, CellSize::USUAL, 4)[..] else { panic!("one strip") };
        assert_eq!(String::from_utf8_lossy(&strip.bytes), "\x1bP0;1q\"1;1;100;6#0;2;100;100;100#0!100~\x1b\\");
    }

    proptest::proptest! {
        /// What is painted over never shows, and what is left alone never is touched.
        #[test]
        fn every_pixel_is_what_it_was_however_it_is_painted(
            width in 1usize..40,
            numbers in proptest::collection::vec(0usize..9, 1..600),
            patch in 1usize..30,
        ) {
            let palette: Vec<Rgb> = (0..8u8).map(|number| [number * 30, 255 - number * 20, 7]).collect();
            // In patches, so that there are runs; one number is no colour.
            let height = (numbers.len() / width).max(1);
            let numbers: Vec<usize> = (0..width * height)
                .map(|at| numbers[at / patch % numbers.len()])
                .map(|number| if number == 8 { usize::from(LEAVE) } else { number })
                .collect();
            let (across, down, pixels) = decoded(&encode(&numbers, width, &palette));
            assert_eq!((across, down), (width, height));
            for (number, pixel) in numbers.iter().zip(&pixels) {
                match (palette.get(*number), pixel) {
                    (Some(wanted), Some(pixel)) => assert!(pixel.iter().zip(wanted).all(|(a, b)| a.abs_diff(*b) <= 3)),
                    (None, None) => {}
                    other => panic!("{other:?}"),
                }
            }
            assert!(pixels[width * height..].iter().all(Option::is_none), "nothing below the picture");
        }
    }

    #[test]
    fn what_is_painted_over_does_not_break_the_run_below() {
        let mut numbers = [0u8; 600];
        for at in [210, 212, 214, 330, 337] {
            numbers[at] = 1;
        }
        let text = String::from_utf8(encode(&numbers, 100, &[[255; 3], [0; 3]])).unwrap();
        let body = text.split_once("#0!100~$").expect("the paper is one run").1;
        assert!(body.starts_with("#1") && body.ends_with("\x1b\\"), "{body:?}");
    }

    /// The screen after what was sent for a frame: pixels that were named, over what was there.
    fn patched(screen: &mut [[u8; 3]], across: usize, cell: CellSize, patches: &[Patch]) {
        for patch in patches {
            let (width, _, pixels) = decoded(&patch.bytes);
            let (left, top) = (usize::from(patch.col * cell.width), usize::from(patch.row * cell.height));
            for (at, pixel) in pixels.iter().enumerate().filter_map(|(at, pixel)| Some((at, (*pixel)?))) {
                screen[(top + at / width) * across + left + at % width] = pixel;
            }
        }
    }

    #[test]
    fn a_frame_moves_over_a_picture_and_leaves_it_as_it_was() {
        let indexed = Indexed::of(&photo(200, 150), Detail::Fine, COLOURS).unwrap();
        let cell = CellSize { width: 10, height: 20 };
        let plain: Vec<[u8; 3]> = whole(&indexed, cell, 5).into_iter().flatten().collect();
        let mut screen = plain.clone();
        let places = [outline(20, 20, 120, 90), outline(25, 60, 200, 150), outline(0, 0, 40, 30)];
        for (number, wanted) in places.iter().enumerate() {
            let stale = number.checked_sub(1).map(|before| places[before]);
            let made = patches(&indexed, cell, stale.as_slice(), &[*wanted], number == 1);
            let cost: usize = made.iter().map(|patch| patch.bytes.len()).sum();
            assert!(cost < 12_000, "{cost} bytes");
            patched(&mut screen, 200, cell, &made);
            for (at, (shown, plain)) in screen.iter().zip(&plain).enumerate() {
                let on_it = wanted.has(at as u32 % 200, at as u32 / 200);
                assert_eq!(*shown, if on_it { [255, 0, 0] } else { *plain }, "pixel {at}");
            }
        }
        patched(&mut screen, 200, cell, &patches(&indexed, cell, &places[2..], &[], false));
        assert!(screen == plain);
        assert!(patches(&indexed, cell, &[], &[], true).is_empty());
    }
}
