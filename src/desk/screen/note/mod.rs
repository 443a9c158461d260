//! The sheet of internal notes: those that are there, and the one that is being written.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
