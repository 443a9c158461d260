//! Data as text for a person at a shell. No colour: what matters is in the words.

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
