//! Everything that can wake the desk: a closed set.

use crossterm::event::{KeyEvent, MouseEvent};

use super::effect::{Reply, Ticket};
use super::image::{Meter, Shown, Trouble};
use super::theme::Theme;
use crate::client::state::Loaded;
use crate::client::{ClientError, Exchange, Live};

/// A wake-up.
#[derive(Debug)]
pub enum Msg {
    /// A key, as the terminal sent it.
    Key(KeyEvent),
    /// Text pasted in one piece.
    Paste(String),
    /// The mouse, where it is listened to.
    Mouse(MouseEvent),
    /// Whether the window has the focus now.
    Focus(bool),
    /// The window is this many cells wide and high now.
    Resize(u16, u16),
    /// The slow tick that moves the clocks.
    Tick,
    /// The feed of changes tells something, or ended for good.
    Live(Result<Live, ClientError>),
    /// A second passed while something counts them.
    Second,
    /// The terminal's picture of us may be wrong: focus came back, or the program was resumed.
    /// The time is over after which an unfinished sequence shows how it can go on; carries its number.
    Rested(u64),
    /// A theme was read, or cannot be used and why.
    Theme(String, Result<Theme, String>),
    /// A call of the API is over.
    Called(Exchange),
    /// The API answered.
    Reply(Ticket, Result<Reply, ClientError>),
    /// The state file is open, and this is what was in it; or it cannot be had, and why.
    Restored(Result<Box<Loaded>, String>),
    /// The reviewer's own editor ended with this text, or could not be used and why.
    Edited(Result<String, String>),
    /// A picture is ready, or cannot be shown and why.
    Picture(Ticket, Result<Shown, Trouble>),
    /// A first glimpse of a picture that follows.
    Glimpse(Ticket, Shown),
    /// So much of what is wanted is sent to the terminal.
    Sent(Meter),
    /// A picture that will be looked at next is ready: it may go ahead to the terminal's memory.
    Ahead(Shown),
}
