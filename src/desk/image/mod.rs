//! Pictures on the desk: what is ordered, what is ready, and how the ready thing becomes cells.
//!
//! The encoders live in [`crate::terminal`]; here is what binds them to a case: fetching, caching, and which picture is
//! on the screen. Nothing is ever written to disk.

mod cache;
mod prepare;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::terminal::blocks::{Block, GLYPH, Rgb, indexed};
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{CellSize, Cells, View};
use crate::terminal::kitty;

pub use cache::Cache;
pub use prepare::{Setup, prepare};

/// A picture that the pane wants: which, how large, and how looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The material's id.
    pub material: String,
    /// Hash of its content.
    pub sha256: String,
    /// The cells it may fill.
    pub cells: Cells,
    /// How it is looked at.
    pub view: View,
    /// Whether the version that the administration gets is wanted, and not what was uploaded.
    pub small: bool,
    /// Materials that will be looked at next, to be fetched when this one is there.
    pub next: Vec<String>,
}

/// A picture that is ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The cells it covers.
    pub cells: Cells,
    /// Size of the file that it was made from.
    pub bytes: usize,
    /// How it is drawn.
    pub form: Form,
}

/// How a ready picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Sent to the terminal's memory; ordinary cells refer to it.
    Placeholders {
        /// The kitty identifier.
        id: u32,
        /// Whether the identifier is carried by 24 bits of colour or by the palette.
        wide_id: bool,
        /// What must be sent once before the cells are drawn.
        bytes: std::sync::Arc<Vec<u8>>,
    },
    /// Placed at the cursor, over the cells.
    Direct {
        /// The kitty identifier.
        id: u32,
        /// What puts it there.
        bytes: std::sync::Arc<Vec<u8>>,
    },
    /// Half blocks.
    Blocks {
        /// Rows of cells.
        rows: std::sync::Arc<Vec<Vec<Block>>>,
        /// Whether the terminal shows 24-bit colours; otherwise the nearest of its 256 are used.
        truecolor: bool,
    },
}

/// The cell size and protocol in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// How pictures are shown.
    pub protocol: Protocol,
    /// Size of a cell in pixels.
    pub cell: CellSize,
    /// Whether the terminal shows 24-bit colours.
    pub truecolor: bool,
}

/// Where a picture of `cells` stands in its pane: centred across, at the top.
pub fn place(cells: Cells, area: Rect) -> Rect {
    let width = cells.cols.min(area.width);
    Rect { x: area.x + (area.width - width) / 2, width, height: cells.rows.min(area.height), ..area }
}

/// Draws what is made of cells; a directly placed picture leaves its cells empty.
pub fn draw(shown: &Shown, area: Rect, buffer: &mut Buffer) {
    let spot = place(shown.cells, area);
    match &shown.form {
        Form::Placeholders { id, wide_id, .. } => placeholders(*id, *wide_id, spot, buffer),
        Form::Direct { .. } => {}
        Form::Blocks { rows, truecolor } => {
            let color = |[r, g, b]: Rgb| match truecolor {
                true => Color::Rgb(r, g, b),
                false => Color::Indexed(indexed([r, g, b])),
            };
            for (row, y) in rows.iter().zip(spot.top()..spot.bottom()) {
                for (block, x) in row.iter().zip(spot.left()..spot.right()) {
                    let (top, bottom) = (color(block.top), color(block.bottom));
                    if let Some(cell) = buffer.cell_mut((x, y)) {
                        cell.set_char(GLYPH).set_style(Style::reset().fg(top).bg(bottom));
                    }
                }
            }
        }
    }
}

fn placeholders(id: u32, wide_id: bool, spot: Rect, buffer: &mut Buffer) {
    let (r, g, b) = kitty::id_colour(id);
    let color = match kitty::id_index(id) {
        Some(index) if !wide_id => Color::Indexed(index),
        _ => Color::Rgb(r, g, b),
    };
    for (row, y) in (0..).zip(spot.top()..spot.bottom()) {
        for (col, x) in (0..).zip(spot.left()..spot.right()) {
            let (Some(symbol), Some(cell)) = (kitty::placeholder(id, row, col), buffer.cell_mut((x, y))) else {
                continue;
            };
            cell.set_symbol(&symbol).set_style(Style::reset().fg(color));
        }
    }
}
