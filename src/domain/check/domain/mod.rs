//! Domains and the home page: how they are written, and how long the registries know them.

mod domain_count;
mod domain_expiring;
mod home_url;
mod idn;
mod prefix_words;
mod registered_domain;
mod suffix;
mod suffix_nature;
mod written;

use super::Rule;
pub(in crate::domain) use registered_domain::wrong as wrong_domain;

/// The rules, in the order of the form.
pub(super) const RULES: &[Rule] = &[
    domain_count::RULE,
    registered_domain::RULE,
    idn::RULE,
    domain_expiring::RULE,
    suffix::RULE,
    suffix_nature::RULE,
    prefix_words::RULE,
    home_url::RULE,
];

#[cfg(test)]
mod tests;
