//! The palette: everything that can be done here, found by its words, its pinyin, its name or its key.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
