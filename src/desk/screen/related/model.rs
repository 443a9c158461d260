//! What the overlay of related filings knows.

use crate::api::{Case, Related};

/// The overlay.
#[derive(Debug, Default)]
pub struct Model {
    /// What is related, once it is read.
    pub items: Option<Vec<Related>>,
    /// Why it could not be read.
    pub trouble: Option<String>,
    /// The filing under the cursor.
    pub cursor: usize,
    /// The filing that is looked at.
    pub peek: Option<Peek>,
}

/// A look at a related filing.
#[derive(Debug, Default)]
pub struct Peek {
    /// The filing, once it is read.
    pub case: Option<Box<Case>>,
    /// Why it could not be read.
    pub trouble: Option<String>,
    /// Lines scrolled away at the top.
    pub top: usize,
}
