//! beian-desk (备案审核台): a reviewer's workstation for ICP filings and the filing API it talks to.
//!
//! ARCHITECTURE.md has the map. The layers, from the bottom: `domain`; then `keys`, `text`, `config`, `api`; then
//! `terminal`, `client`, `server`, `sample`; then the two faces `cli` and `desk`; `operate` and `main` put them together.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod api;
pub mod cli;
pub mod client;
pub mod clock;
pub mod config;
pub mod desk;
pub mod domain;
pub mod keys;
pub mod operate;
pub mod sample;
pub mod server;
pub mod telemetry;
pub mod terminal;
pub mod text;
