//! What a filing shares with those of other entities.

mod owners;
mod shared_domain;
mod shared_email;
mod shared_person;
mod shared_phone;

use super::Rule;

/// The rules.
pub(super) const RULES: &[Rule] = &[shared_phone::RULE, shared_person::RULE, shared_email::RULE, shared_domain::RULE];

#[cfg(test)]
mod tests;
