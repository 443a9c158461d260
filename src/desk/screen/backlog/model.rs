//! What the figures' screen knows.

use crate::api::Backlog;

/// The figures' state.
#[derive(Debug, Default)]
pub struct Model {
    /// The figures as last read.
    pub backlog: Option<Backlog>,
    /// Why there are none.
    pub trouble: Option<String>,
    /// The first province shown.
    pub top: usize,
}
