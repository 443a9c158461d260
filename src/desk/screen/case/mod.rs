//! One case: the application's fields, its materials and its history, as one list beside the picture.

mod changes;
pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
