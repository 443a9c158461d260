//! How the people of a filing are reached: telephones, mailboxes, and the address.

mod address;
mod email;
mod emails_differ;
mod emergency_differs;
mod landline;
mod mobile;
mod phones_differ;
mod same_person_agrees;

use super::Rule;

/// The rules, in the order of the form.
pub(super) const RULES: &[Rule] = &[
    address::RULE,
    mobile::RULE,
    emergency_differs::RULE,
    landline::RULE,
    email::RULE,
    phones_differ::RULE,
    emails_differ::RULE,
    same_person_agrees::RULE,
];

#[cfg(test)]
mod tests;
