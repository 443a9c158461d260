//! The queue: one section per review, most urgent first, read page by page.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
