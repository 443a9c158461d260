//! How this desk is driven and shown: its keys, what is pressed of a sequence, its manners towards the terminal, and
//! whom it may be.

use std::time::Duration;

use crate::config::Notify;
use crate::keys::{Chord, Keymap, Scope};
use crate::terminal::probe::Told;

/// After so long a sequence that was begun shows how it can go on.
pub const WHICH_KEY: Duration = Duration::from_millis(400);

/// What is set when the desk is opened, or by a command of its palette.
#[derive(Debug)]
pub struct Face {
    /// The keys in force.
    pub keymap: Keymap,
    /// What is pressed of a sequence.
    pub pending: Pending,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether the desk is read out line by line instead of drawn.
    pub linear: bool,
    /// Rises with everything that happens but the passing of time: what is worth reading out.
    pub heard: u64,
    /// Whether the terminal's window has the focus, as far as it tells.
    pub focused: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// The row of the queue that was clicked last, by its case's id, until a key is pressed.
    pub clicked: Option<String>,
    /// Whether the terminal takes links.
    pub links: bool,
    /// What the terminal is told when something happens.
    pub notify: Notify,
    /// The name of the theme in use.
    pub theme: String,
    /// Every theme's name.
    pub themes: Vec<String>,
    /// The sample users that the desk may become; only a demo has any.
    pub users: Vec<User>,
    /// What is known of the terminal, a line each.
    pub facts: Vec<Told>,
}

impl Default for Face {
    fn default() -> Self {
        Self {
            keymap: Keymap::default(),
            pending: Pending::default(),
            read_only: false,
            linear: false,
            heard: 0,
            focused: true,
            mouse: false,
            clicked: None,
            links: false,
            notify: Notify::default(),
            theme: String::new(),
            themes: Vec::new(),
            users: Vec::new(),
            facts: Vec::new(),
        }
    }
}

/// The keys of a sequence that is not complete.
#[derive(Debug, Default)]
pub struct Pending {
    /// Pressed so far.
    pub keys: Vec<Chord>,
    /// Where they were pressed.
    pub scope: Option<Scope>,
    /// Rises with every key, so that only the newest timer counts.
    pub number: u64,
    /// Whether what may follow is shown.
    pub shown: bool,
}

impl Pending {
    /// The keys pressed, as the table writes them.
    pub fn text(&self) -> String {
        self.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// A sample user of a demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's id, as `:as` takes it.
    pub id: String,
    /// The user's name.
    pub name: String,
}
