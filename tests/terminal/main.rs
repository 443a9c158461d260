//! The program in real pseudo-terminals: what is on the screen, what is sent, and what is left behind at the end.

#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod decide;
mod emulator;
mod guard;
mod journey;
mod kept;
mod manners;
mod persona;
mod pictures;
mod print;
mod probe;
mod restore;
mod service;
mod session;
mod show;
mod tmux;
mod typed;
