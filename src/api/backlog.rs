//! The lead's figures on the wire: the domain's own shape.

pub use crate::domain::backlog::Backlog;
