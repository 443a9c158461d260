//! Filings that share something with the open one: why, how they were decided, and a look at each.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
