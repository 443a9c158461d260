//! The view of what was refused: why, what happened meanwhile, that nothing typed is lost, and which key comes next.

pub mod model;
pub mod view;

pub use model::Model;
