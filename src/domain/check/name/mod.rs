//! What organizers and sites are called (domain facts 8.1).

mod entity_name_letters;
mod entity_name_not_site;
mod entity_name_punct;
mod name_foreign;
mod name_hanzi;
mod name_interactive;
mod name_is_domain;
mod name_letters;
mod name_national;
mod name_personal;
mod name_placeholder;
mod name_public_power;
mod name_repeated;
mod name_sensitive;
mod name_symbols;
mod name_trade;
mod name_trigger;
mod name_unrelated;
mod owner;

use super::Rule;

/// The rules: the organizer's name, then the site's.
pub(super) const RULES: &[Rule] = &[
    entity_name_punct::RULE,
    entity_name_letters::RULE,
    entity_name_not_site::RULE,
    name_hanzi::RULE,
    name_letters::RULE,
    name_symbols::RULE,
    name_is_domain::RULE,
    name_placeholder::RULE,
    name_national::RULE,
    name_sensitive::RULE,
    name_public_power::RULE,
    name_interactive::RULE,
    name_personal::RULE,
    name_trade::RULE,
    name_foreign::RULE,
    name_unrelated::RULE,
    name_repeated::RULE,
    name_trigger::RULE,
];

#[cfg(test)]
mod tests;
