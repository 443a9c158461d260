//! Materials that are not there.

mod missing;

use super::Rule;

/// The rules.
pub(super) const RULES: &[Rule] = &[missing::RULE];

#[cfg(test)]
mod tests;
