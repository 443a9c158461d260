//! The sheets that lay a case aside, give it to the lead or put it off, and those that take it back.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
