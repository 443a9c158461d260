//! What a province asks beyond the national rules: its pack against the filing. A cancellation is not looked at.

mod cert_type_refused;
mod content_type_province;
mod declaration;
mod distinct_phones;
mod domain_prefix_refused;
mod domain_suffix_refused;
mod emergency_third_person;
mod id_expiring;
mod language_province;
mod legal_rep;
mod max_age;
mod min_age;
mod name_province;
mod not_local_id;
mod one_domain_per_site;
mod provider_not_served;
mod remark_province;
mod same_person_required;
mod site_count;

use super::{Found, Rule, Subject};
use crate::domain::filing::{Filing, Principal};
use crate::domain::lang::Lang;
use crate::domain::province::{Pack, Rule as Asked};
use crate::domain::requirement::{cancels, one_principal};

/// Where these rules come from; each finding names its own source and date besides.
const SOURCE: &str = "省份规则包 / province packs";

/// Every rule, in the order in which a reviewer reads the form.
pub(super) const RULES: &[Rule] = &[
    provider_not_served::RULE,
    min_age::RULE,
    max_age::RULE,
    legal_rep::RULE,
    same_person_required::RULE,
    not_local_id::RULE,
    cert_type_refused::RULE,
    id_expiring::RULE,
    distinct_phones::RULE,
    emergency_third_person::RULE,
    name_province::RULE,
    domain_suffix_refused::RULE,
    domain_prefix_refused::RULE,
    one_domain_per_site::RULE,
    site_count::RULE,
    content_type_province::RULE,
    language_province::RULE,
    remark_province::RULE,
    declaration::RULE,
];

/// A rule of the pack, unless the filing takes something away, which no province restricts.
fn rule_of<'a, T>(subject: &Subject<'a>, pick: fn(&'a Pack) -> &'a Option<T>) -> Option<&'a T> {
    let kind = subject.filing.order.filing_type.known().copied().unwrap_or_default();
    if cancels(kind) { None } else { pick(subject.pack).as_ref() }
}

/// What breaks a rule.
struct Broken<'a> {
    target: &'a str,
    code: &'a str,
    /// The value at fault.
    input: &'a str,
    zh: String,
    en: String,
    /// Whether it is a warning even where the rule is a condition of acceptance.
    mild: bool,
}

/// Tells what breaks a rule, with what the province asks, who says so and until when. What only advises is a warning.
fn tell(found: &mut Found, pack: &Pack, asked: &impl Asked, broken: Broken<'_>) {
    let (source, as_of) = (asked.source(), asked.as_of());
    let (zh, en) = (&broken.zh, &broken.en);
    let zh = format!("{zh}；{}要求{}（来源：{source}，截至 {as_of}）", pack.name(Lang::Zh), asked.says(Lang::Zh));
    let en = format!("{en}; {} asks: {} (source: {source}, as of {as_of})", pack.name(Lang::En), asked.says(Lang::En));
    if broken.mild || asked.advice() {
        found.warning(broken.target, broken.code, broken.input, zh, en);
    } else {
        found.blocker(broken.target, broken.code, broken.input, zh, en);
    }
}

/// The principals, each with its part of the form; one person stands here once.
fn principals(filing: &Filing) -> Vec<(&'static str, &'static str, &'static str, &Principal)> {
    let entity = ("entity_principal", "主体负责人", "the entity principal", &filing.entity_principal);
    let service = ("service_principal", "网站负责人", "the service principal", &filing.service_principal);
    if one_principal(filing) { vec![entity] } else { vec![entity, service] }
}

/// The limit that holds for this filing's organizer.
fn limit<T>(filing: &Filing, unit: Option<T>, individual: Option<T>) -> Option<T> {
    if filing.is_individual() { individual } else { unit }
}

#[cfg(test)]
mod tests;
