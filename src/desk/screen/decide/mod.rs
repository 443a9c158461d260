//! The sheets: confirming a change, the return with its reasons, the box drawn as evidence, what became of a decision that
//! was refused, and the decisions that wait to be sent.

pub mod evidence;
pub mod model;
pub mod update;
pub mod view;

pub use model::Model;
