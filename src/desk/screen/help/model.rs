//! What the help knows: the scope it was called from, and how far it is scrolled.

use crate::keys::Scope;

/// The help's state.
#[derive(Debug)]
pub struct Model {
    /// The screen it explains first.
    pub scope: Scope,
    /// Lines scrolled away at the top.
    pub top: usize,
}
