//! A resubmission beside the return before it.

mod changed;
mod unasked;
mod unchanged;

use super::Rule;

/// The rules.
pub(super) const RULES: &[Rule] = &[unchanged::RULE, unasked::RULE];

#[cfg(test)]
mod tests;
