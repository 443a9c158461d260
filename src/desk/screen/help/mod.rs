//! The help, drawn from the key table.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
