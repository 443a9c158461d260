//! `Open<T>`: a value of a closed list, or the word that a newer party used for one we do not know.
//!
//! A desk may be older than the server it talks to. A status it has never heard of must be shown by
//! its name and refused politely, never lost and never a parse failure of the whole case.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A word of a closed list (`T`), or any other word, kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Open<T> {
    /// A word this build knows.
    Known(T),
    /// A word from a newer party; shown, passed on unchanged, never acted upon.
    Other(String),
}

impl<T: std::str::FromStr> Open<T> {
    /// Reads a word.
    pub fn read(word: String) -> Self {
        match word.parse() {
            Ok(value) => Self::Known(value),
            Err(_) => Self::Other(word),
        }
    }
}

impl<T> Open<T> {
    /// The known value, if this build knows it.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Other(_) => None,
        }
    }
}

impl<T: Default> Default for Open<T> {
    fn default() -> Self {
        Self::Known(T::default())
    }
}

impl<T> From<T> for Open<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T: PartialEq> PartialEq<T> for Open<T> {
    fn eq(&self, other: &T) -> bool {
        self.known() == Some(other)
    }
}

impl<T: fmt::Display> fmt::Display for Open<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) => value.fmt(f),
            Self::Other(word) => word.fmt(f),
        }
    }
}
