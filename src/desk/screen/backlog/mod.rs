//! The lead's first look: the figures of the domain on one screen.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
