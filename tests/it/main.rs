//! The one test binary for everything that crosses a layer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on says so by failing"
)]

mod api;
mod browser;
mod calendar;
mod checks;
mod cli;
mod desk;
mod docs;
mod fixtures;
mod layers;
mod province;
mod quality;
mod rules;
mod support;
mod tutorial;
mod verbs;
mod walk;
