//! Data as text for a person at a shell. No colour: what matters is in the words.

use std::io::{self, Write};

use crate::domain::lang::Lang;
use crate::text::Word;

pub mod administration;
pub mod backlog;
pub mod case;
pub mod filing;
mod history;
mod material;
pub mod obligation;
pub mod picture;
pub mod qr;
pub mod queue;
pub mod round;

/// In which zone the times above are, once at the end.
pub fn zone(lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", Word::Zone.text(lang))
}
