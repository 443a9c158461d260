//! What the service offers and what is said of it: content types, languages, approvals, remarks, numbers and regions.

mod content_types;
mod filing_numbers;
mod investor;
mod languages;
mod pre_approval;
mod region_codes;
mod remark;

use super::Rule;

/// The rules, in the order of the form.
pub(super) const RULES: &[Rule] = &[
    region_codes::RULE,
    investor::RULE,
    content_types::RULE,
    languages::RULE,
    pre_approval::RULE,
    remark::RULE,
    filing_numbers::RULE,
];

#[cfg(test)]
mod tests;
