//! From bytes to a ready picture: decode with limits, turn, scale to the pane's pixels, encode. Runs on a blocking thread.

use std::sync::Arc;

use super::{Form, Order, Screen, Shown};
use crate::terminal::blocks;
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{CellSize, frame};
use crate::terminal::kitty;
use crate::terminal::picture::{decode, draw};

/// Everything the preparation needs beside the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// Protocol and cell size.
    pub screen: Screen,
    /// The kitty identifier to use, should one be needed.
    pub id: u32,
    /// Whether identifiers are carried by 24 bits of colour.
    pub wide_id: bool,
    /// Size of the palette, 16 to 256.
    pub colours: u16,
    /// Whether commands must be wrapped for tmux.
    pub in_tmux: bool,
}

/// Makes a picture ready.
///
/// # Errors
/// A sentence for the pane: what is wrong with the picture.
pub fn prepare(bytes: &[u8], order: &Order, setup: Setup) -> Result<Shown, String> {
    let picture = decode(bytes).map_err(|error| error.to_string())?;
    // Half blocks have two pixels a cell, whatever the cell's size: fit them to the cell's shape.
    let cell = match setup.screen.protocol {
        Protocol::Blocks => CellSize { width: 1, height: 2 },
        _ => setup.screen.cell,
    };
    let mut view = order.view;
    view.enlarge = setup.screen.protocol == Protocol::Blocks;
    let frame = frame(picture.size(), order.cells, cell, &view);
    let scaled = draw(&picture, &frame).map_err(|error| error.to_string())?;
    let cells = frame.cells;
    let wrapped = |bytes: Vec<u8>| Arc::new(if setup.in_tmux { kitty::through_tmux(&bytes) } else { bytes });
    let form = match setup.screen.protocol {
        Protocol::KittyPlaceholders => {
            let bytes = kitty::transmit(setup.id, &scaled, cells, setup.colours).map_err(|error| error.to_string())?;
            Form::Placeholders { id: setup.id, wide_id: setup.wide_id, bytes: wrapped(bytes) }
        }
        Protocol::KittyDirect => {
            let bytes = kitty::place(setup.id, &scaled, None, setup.colours).map_err(|error| error.to_string())?;
            Form::Direct { id: setup.id, bytes: Arc::new(bytes) }
        }
        _ => {
            let rows = blocks::blocks(&scaled, cells).map_err(|error| error.to_string())?;
            Form::Blocks { rows: Arc::new(rows), truecolor: setup.screen.truecolor }
        }
    };
    Ok(Shown { cells, bytes: bytes.len(), form })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::fit::{Cells, View};

    fn order() -> Order {
        Order {
            material: "m".into(),
            sha256: String::new(),
            cells: Cells { cols: 20, rows: 10 },
            view: View::default(),
            small: false,
            next: Vec::new(),
        }
    }

    fn setup(protocol: Protocol) -> Setup {
        let screen = Screen { protocol, cell: CellSize::USUAL, truecolor: true };
        Setup { screen, id: 0x123, wide_id: true, colours: 256, in_tmux: false }
    }

    fn png() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(300, 100, |x, y| image::Rgb([x as u8, y as u8, 9]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_keeps_its_shape_in_every_form() {
        let bytes = png();
        for protocol in [Protocol::KittyPlaceholders, Protocol::KittyDirect, Protocol::Blocks] {
            let shown = prepare(&bytes, &order(), setup(protocol)).unwrap();
            // 200 x 200 pixels of room for a picture of 3:1.
            assert_eq!((shown.cells.cols, shown.cells.rows), (20, 4), "{protocol:?}");
            match (protocol, shown.form) {
                (Protocol::KittyPlaceholders, Form::Placeholders { bytes, .. })
                | (Protocol::KittyDirect, Form::Direct { bytes, .. }) => {
                    assert!(bytes.starts_with(b"\x1b_G"));
                }
                (Protocol::Blocks, Form::Blocks { rows, .. }) => assert_eq!((rows.len(), rows[0].len()), (4, 20)),
                (_, form) => panic!("{protocol:?} gave {form:?}"),
            }
        }
    }

    #[test]
    fn what_is_no_picture_is_said_and_never_a_panic() {
        let whole = png();
        for bytes in [&b""[..], b"\x1b[2Jnot a picture", &whole[..whole.len() / 2], &whole[..20]] {
            let why = prepare(bytes, &order(), setup(Protocol::Blocks)).unwrap_err();
            assert!(!why.is_empty() && !why.chars().any(char::is_control), "{why}");
        }
    }
}
