//! The terminal as a machine: what it can do, taking it and giving it back, and turning pictures into what it shows.
//! Knows nothing of filings. One file for each protocol of pictures; each takes pixels and gives bytes or cells, so that
//! it can be tested without a terminal.
//!
//! The order of use: [`probe::probe`] once, then [`guard::Guard::enter`], then drawing through [`writer::Writer`], which
//! asks how far the terminal has read, while [`input::Input`] hears the answers.

pub mod blocks;
pub mod choice;
mod diacritics;
pub mod fit;
pub mod guard;
mod halves;
pub mod input;
pub mod iterm2;
pub mod kitty;
pub mod line;
pub mod manners;
pub mod outline;
pub mod palette;
pub mod picture;
pub mod probe;
pub mod reply;
pub mod sixel;
pub mod writer;

pub use choice::{Depth, Graphics, Hints, Protocol};
pub use fit::{CellSize, Cells, Frame, View, frame};
pub use guard::Guard;
pub use picture::{Picture, PictureError};
pub use probe::{Probe, probe};

/// Whether the terminal can do nothing but print: `TERM` is empty or `dumb`.
pub fn is_dumb() -> bool {
    Hints::from_env().is_dumb()
}

/// The size of the terminal behind standard output; none if it is not a terminal or does not know.
pub fn size() -> Option<Cells> {
    let window = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    (window.ws_col > 0 && window.ws_row > 0).then_some(Cells { cols: window.ws_col, rows: window.ws_row })
}
