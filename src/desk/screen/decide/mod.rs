//! The sheets: confirming a change, and the return with its reasons.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
