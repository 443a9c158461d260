//! The log of API calls: newest first, without tokens and without anybody's data.

pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
