//! From bytes to a ready picture: decode with limits, cut, turn, scale to the pane's pixels, encode. Runs on a blocking thread
//! and looks between the steps whether anybody still wants it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Form, Ground, Order, Screen, Shown, Trouble};
use crate::domain::picture::is_cut_off;
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{Cells, Frame, Rect, Size, Turns, frame};
use crate::terminal::palette::{Detail, Indexed};
use crate::terminal::picture::{Picture, decode, scale};
use crate::terminal::{blocks, iterm2, kitty, sixel};

/// A glimpse has at most so many pixels across and down.
pub const GLIMPSE: Size = Size { width: 200, height: 150 };

/// A strip takes so many rows of cells: few enough to be quick, enough that the palette of each does not weigh.
const STRIP: u16 = 5;

/// Everything the preparation needs beside the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// Protocol and cell size.
    pub screen: Screen,
    /// The identifier to use.
    pub id: u32,
    /// Whether identifiers are carried by 24 bits of colour.
    pub wide_id: bool,
    /// How much it may cost.
    pub detail: Detail,
    /// Whether commands must be wrapped for tmux.
    pub in_tmux: bool,
}

/// What the bytes are of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Source {
    /// The whole picture in all its pixels.
    Original,
    /// The whole picture upright, scaled down; how large the original is as it is stored.
    Preview(Size),
    /// A part of the upright picture; how large the whole is.
    Part(Rect, Size),
}

/// Says from outside that a picture is no longer wanted.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From now on it is not wanted.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn check(&self) -> Result<(), Trouble> {
        if self.0.load(Ordering::Relaxed) { Err(Trouble::Stopped) } else { Ok(()) }
    }
}

/// Makes a picture ready.
///
/// # Errors
/// What is wrong with the picture, or that it was stopped.
pub fn prepare(bytes: &[u8], source: Source, order: &Order, setup: Setup, stop: &Stop) -> Result<Shown, Trouble> {
    stop.check()?;
    let picture = decode(bytes).map_err(|why| match is_cut_off(bytes) {
        true => Trouble::CutOff,
        false => Trouble::Picture(why),
    })?;
    stop.check()?;
    let (full, part) = covered(picture.size(), source);
    let mut view = order.view;
    view.enlarge = setup.screen.protocol == Protocol::Blocks;
    let frame = frame(full, order.cells, setup.screen.cell, &view);
    let drawn = draw(&picture, part, &frame, order, setup)?;
    drop(picture);
    stop.check()?;
    let form = encode(drawn, &frame, setup, stop)?;
    let draft = setup.detail == Detail::Draft;
    Ok(Shown { cells: frame.cells, bytes: bytes.len(), frame, full, draft, form })
}

/// How large the whole picture is upright, and which part of it a picture of this size covers.
fn covered(size: Size, source: Source) -> (Size, Rect) {
    match source {
        Source::Original => (size, Rect::whole(size)),
        Source::Part(part, full) => (full, part),
        Source::Preview(stored) => {
            let full = upright(stored, size);
            (full, Rect::whole(full))
        }
    }
}

/// The size of a picture as it stands upright, from the size as it is stored and that of an upright preview: EXIF may lay it on
/// its side, and a square looks the same either way.
pub fn upright(stored: Size, preview: Size) -> Size {
    let lies = |size: Size| size.width > size.height;
    let turned = lies(stored) != lies(preview) && stored.width != stored.height && preview.width != preview.height;
    let (width, height) = if turned { (stored.height, stored.width) } else { (stored.width, stored.height) };
    Size { width: width.max(preview.width), height: height.max(preview.height) }
}

/// What the pane sees of it, in the pixels that are sent.
fn draw(picture: &Picture, part: Rect, frame: &Frame, order: &Order, setup: Setup) -> Result<Picture, Trouble> {
    let have = picture.size();
    let (across, down) = (f64::from(have.width) / part.width, f64::from(have.height) / part.height);
    let source = Rect {
        x: (frame.source.x - part.x) * across,
        y: (frame.source.y - part.y) * down,
        width: frame.source.width * across,
        height: frame.source.height * down,
    };
    let pixels = match (setup.screen.protocol, setup.detail) {
        (Protocol::Blocks | Protocol::Off, _) => setup.screen.mosaic.pixels(frame.cells),
        (_, Detail::Draft) => within(frame.pixels, GLIMPSE),
        _ => frame.pixels,
    };
    let scaled = scale(picture, source, pixels, frame.turns).map_err(Trouble::Picture)?;
    Ok(scaled.toned(order.tone))
}

/// The largest size of this shape within `most`.
fn within(size: Size, most: Size) -> Size {
    let ratio = |side: u32, most: u32| f64::from(most) / f64::from(side.max(1));
    let scale = ratio(size.width, most.width).min(ratio(size.height, most.height)).min(1.0);
    let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    Size { width: side(size.width), height: side(size.height) }
}

fn encode(drawn: Picture, frame: &Frame, setup: Setup, stop: &Stop) -> Result<Form, Trouble> {
    let Setup { screen, id, wide_id, detail, in_tmux } = setup;
    let cells = frame.cells;
    let said = |error: &dyn std::error::Error| Trouble::Encoding(error.to_string());
    let few = |picture: &Picture, most| Indexed::of(picture, detail, most).map_err(|error| said(&error));
    let wrapped = |commands: Vec<Vec<u8>>| {
        let wrap = |command: Vec<u8>| if in_tmux { kitty::through_tmux(&command) } else { command };
        Arc::new(commands.into_iter().map(wrap).collect::<Vec<_>>())
    };
    let strips = |strips: Vec<sixel::Strip>, ground: Ground| {
        let wrap = |strip: sixel::Strip| match in_tmux {
            true => sixel::Strip { bytes: kitty::through_tmux(&strip.bytes), ..strip },
            false => strip,
        };
        Form::Strips { id, strips: Arc::new(strips.into_iter().map(wrap).collect()), ground: Arc::new(ground) }
    };
    Ok(match screen.protocol {
        Protocol::KittyPlaceholders => {
            let indexed = few(&drawn, 256)?;
            stop.check()?;
            let commands = kitty::transmit(id, &indexed, cells).map_err(|error| said(&error))?;
            Form::Placeholders { id, wide_id, commands: wrapped(commands) }
        }
        Protocol::KittyDirect => {
            let indexed = few(&drawn, 256)?;
            stop.check()?;
            let commands = kitty::store(id, &indexed).map_err(|error| said(&error))?;
            Form::Direct { id, enlarge: detail == Detail::Draft, commands: wrapped(commands) }
        }
        Protocol::Sixel => {
            let indexed = few(&drawn, sixel::COLOURS)?;
            // Sixel is not enlarged by the terminal. Squares cost a third of what soft edges do.
            let indexed = if detail == Detail::Draft { indexed.enlarged(frame.pixels) } else { indexed };
            stop.check()?;
            strips(sixel::strips(&indexed, screen.cell, STRIP), Ground::Few(indexed))
        }
        Protocol::ITerm2 if detail == Detail::Draft => {
            let strip = iterm2::enlarged(&drawn, frame.pixels, detail).map_err(|error| said(&error))?;
            strips(vec![strip], Ground::Enlarged)
        }
        Protocol::ITerm2 => {
            let made = iterm2::strips(&drawn, screen.cell, STRIP, detail).map_err(|error| said(&error))?;
            strips(made, Ground::All(drawn, detail))
        }
        Protocol::Blocks | Protocol::Off => {
            let rows = blocks::blocks(&drawn, cells, screen.mosaic).map_err(|error| said(&error))?;
            Form::Blocks { rows: Arc::new(rows), truecolor: screen.truecolor }
        }
    })
}

/// The part of the upright picture that an order looks at, widened to whole pixels, and how many pixels the pane has for it;
/// none where the whole picture is in sight.
pub fn wanted_part(order: &Order, screen: Screen, full: Size) -> Option<(Rect, Size)> {
    let frame = frame(full, order.cells, screen.cell, &order.view);
    let Rect { x, y, width, height } = frame.source;
    if width + 0.5 >= f64::from(full.width) && height + 0.5 >= f64::from(full.height) {
        return None;
    }
    let (left, top) = (x.floor(), y.floor());
    let part = Rect { x: left, y: top, width: (x + width).ceil() - left, height: (y + height).ceil() - top };
    let pixels = if frame.turns.is_sideways() {
        Size { width: frame.pixels.height, height: frame.pixels.width }
    } else {
        frame.pixels
    };
    Some((part, pixels))
}

/// Cells as a size in pixels, for asking for a preview of the pane's size.
pub fn pane_pixels(cells: Cells, screen: Screen, turns: Turns) -> Size {
    let across = u32::from(cells.cols) * u32::from(screen.cell.width);
    let down = u32::from(cells.rows) * u32::from(screen.cell.height);
    if turns.is_sideways() { Size { width: down, height: across } } else { Size { width: across, height: down } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::image::Region;
    use crate::terminal::blocks::Mosaic;
    use crate::terminal::fit::{CellSize, View};
    use crate::terminal::picture::Tone;

    const ALL: [Protocol; 5] =
        [Protocol::KittyPlaceholders, Protocol::KittyDirect, Protocol::ITerm2, Protocol::Sixel, Protocol::Blocks];

    fn order() -> Order {
        Order {
            material: "m".into(),
            sha256: String::new(),
            bytes: 1,
            stored: Size { width: 300, height: 100 },
            cells: Cells { cols: 20, rows: 10 },
            view: View::default(),
            tone: Tone::Plain,
            small: false,
            next: Vec::new(),
        }
    }

    fn setup(protocol: Protocol) -> Setup {
        let screen = Screen { protocol, cell: CellSize::USUAL, truecolor: true, mosaic: Mosaic::Quadrants };
        Setup { screen, id: 0x123, wide_id: true, detail: Detail::Legible, in_tmux: false }
    }

    fn made(bytes: &[u8], source: Source, order: &Order, setup: Setup) -> Result<Shown, Trouble> {
        prepare(bytes, source, order, setup, &Stop::default())
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 9]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_keeps_its_shape_in_every_form() {
        let bytes = png(300, 100);
        for protocol in ALL {
            for detail in [Detail::Draft, Detail::Legible] {
                let setup = Setup { detail, ..setup(protocol) };
                let shown = made(&bytes, Source::Original, &order(), setup).unwrap();
                // 200 x 200 pixels of room for a picture of 3:1.
                assert_eq!((shown.cells.cols, shown.cells.rows), (20, 4), "{protocol:?}");
                assert_eq!((shown.full, shown.draft), (Size { width: 300, height: 100 }, detail == Detail::Draft));
                assert_eq!(shown.cost() == 0, protocol == Protocol::Blocks);
                match (protocol, shown.form) {
                    (Protocol::KittyPlaceholders, Form::Placeholders { commands, .. })
                    | (Protocol::KittyDirect, Form::Direct { commands, .. }) => {
                        assert!(commands[0].starts_with(b"\x1b_G"));
                    }
                    (Protocol::Sixel, Form::Strips { strips, .. }) => assert!(strips[0].bytes.starts_with(b"\x1bP")),
                    (Protocol::ITerm2, Form::Strips { strips, .. }) => {
                        let control = String::from_utf8_lossy(&strips[0].bytes).into_owned();
                        assert!(control.contains("width=200px;height=67px"), "{control}");
                    }
                    (Protocol::Blocks, Form::Blocks { rows, .. }) => {
                        assert_eq!((rows.len(), rows[0].len()), (4, 20));
                    }
                    (_, form) => panic!("{protocol:?} gave {form:?}"),
                }
            }
        }
    }

    /// What the server scaled or cut shows the same as the original does.
    #[test]
    fn a_preview_and_a_part_lie_where_the_original_would() {
        let bytes = png(300, 100);
        let whole = made(&bytes, Source::Original, &order(), setup(Protocol::Blocks)).unwrap();
        let stored = Size { width: 300, height: 100 };
        let preview = made(&png(150, 50), Source::Preview(stored), &order(), setup(Protocol::Blocks)).unwrap();
        assert_eq!((preview.frame, preview.full), (whole.frame, whole.full));
        let lying = made(&png(50, 150), Source::Preview(stored), &order(), setup(Protocol::Blocks)).unwrap();
        assert_eq!(lying.full, Size { width: 100, height: 300 });

        let mut zoomed = order();
        zoomed.view.zoom_by(8.0);
        zoomed.view.pan_by(1.0, 0.0);
        let screen = setup(Protocol::Blocks).screen;
        let (part, pixels) = wanted_part(&zoomed, screen, stored).unwrap();
        assert!(part.width < 100.0 && part.x > 100.0 && pixels.width <= 200, "{part:?} {pixels:?}");
        let picture = decode(&bytes).unwrap();
        let size = Size { width: part.width as u32, height: part.height as u32 };
        let cut = scale(&picture, part, size, Turns::default()).unwrap();
        let cut = image::RgbImage::from_raw(size.width, size.height, cut.rgb().to_vec()).unwrap();
        let mut file = std::io::Cursor::new(Vec::new());
        cut.write_to(&mut file, image::ImageFormat::Png).unwrap();
        let from_part = made(file.get_ref(), Source::Part(part, stored), &zoomed, setup(Protocol::Blocks)).unwrap();
        let from_whole = made(&bytes, Source::Original, &zoomed, setup(Protocol::Blocks)).unwrap();
        assert_eq!(from_part.frame, from_whole.frame);
        let (Form::Blocks { rows: one, .. }, Form::Blocks { rows: other, .. }) = (&from_part.form, &from_whole.form)
        else {
            panic!("blocks")
        };
        for (one, other) in one.iter().flatten().zip(other.iter().flatten()) {
            let near = one.back.iter().zip(other.back).all(|(a, b)| a.abs_diff(b) < 12);
            assert!(near, "{one:?} {other:?}");
        }
        assert!(from_whole.is_whole() != whole.is_whole());
        assert_eq!(wanted_part(&order(), screen, stored), None);
    }

    #[test]
    fn a_tone_changes_the_picture_and_not_its_place() {
        let bytes = png(300, 100);
        let plain = made(&bytes, Source::Original, &order(), setup(Protocol::Sixel)).unwrap();
        let other = Order { tone: Tone::Inverted, ..order() };
        let shown = made(&bytes, Source::Original, &other, setup(Protocol::Sixel)).unwrap();
        assert_eq!(shown.frame, plain.frame);
        assert_ne!(shown.form, plain.form);
    }

    #[test]
    fn a_part_of_what_is_over_the_cells_gets_a_frame_in_pixels() {
        let bytes = png(300, 100);
        let region = Region { x: 2500, y: 2500, width: 5000, height: 5000 };
        for protocol in ALL {
            let shown = made(&bytes, Source::Original, &order(), setup(protocol)).unwrap();
            let outline = shown.outline(region, [255, 0, 0], false);
            // 200 x 67 pixels of the picture, and three more on each side.
            let wanted = shown.is_over_cells().then_some((47, 14, 153, 53));
            assert_eq!(outline.map(|o| (o.left, o.top, o.right, o.bottom)), wanted, "{protocol:?}");
        }
    }

    #[test]
    fn what_was_stopped_is_not_made() {
        let stop = Stop::default();
        stop.clone().stop();
        let result = prepare(&png(9, 9), Source::Original, &order(), setup(Protocol::Sixel), &stop);
        assert_eq!(result, Err(Trouble::Stopped));
    }

    #[test]
    fn what_is_no_picture_is_said_and_never_a_panic() {
        let whole = png(300, 100);
        for bytes in [&b""[..], b"\x1b[2Jnot a picture", &whole[..whole.len() / 2], &whole[..20]] {
            for protocol in ALL {
                let why = made(bytes, Source::Original, &order(), setup(protocol)).unwrap_err();
                for lang in [crate::domain::lang::Lang::Zh, crate::domain::lang::Lang::En] {
                    let words = why.words(lang);
                    assert!(!words.is_empty() && !words.chars().any(char::is_control), "{words}");
                }
            }
        }
    }
}
