//! One case: the application's fields, its materials and its history, as one list beside the picture.

mod changes;
pub mod find;
mod header;
pub mod lines;
pub mod marks;
pub mod model;
pub mod secret;
pub mod update;
pub mod view;

pub use model::Model;
