//! The picture pane: which material, how it is turned and zoomed, and what of it is ready.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
