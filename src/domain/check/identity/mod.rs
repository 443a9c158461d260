//! Certificates and their numbers: do they prove themselves, are they valid, do they belong to who shows them.

mod cert_of_nature;
mod credit_code;
mod id_validity;
mod ids_differ;
mod legal_rep_id;
mod nature_of_name;
mod org_code;
mod permit_formats;
mod person_of_entity;
mod resident_id;

use super::Rule;

/// The rules, in the order of the form.
pub(super) const RULES: &[Rule] = &[
    credit_code::RULE,
    org_code::RULE,
    cert_of_nature::RULE,
    nature_of_name::RULE,
    legal_rep_id::RULE,
    resident_id::RULE,
    permit_formats::RULE,
    id_validity::RULE,
    ids_differ::RULE,
    person_of_entity::RULE,
];

#[cfg(test)]
mod tests;
