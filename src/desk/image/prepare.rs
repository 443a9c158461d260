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
    Ok(Shown { cells, form })
}
