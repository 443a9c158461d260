//! The command line: the same verbs as the desk, for a shell and for scripts. Data goes to stdout, talk to stderr; nothing
//! is asked, coloured or paged when there is no terminal.

pub mod args;
mod ask;
mod exit;
mod print;
mod session;
mod verb;

pub use ask::may;
pub use exit::{Exit, Failure, explain};
pub use session::{client, environment, keymap};
pub use verb::{Context, run};
