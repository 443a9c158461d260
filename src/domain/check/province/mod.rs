//! What a province asks beyond the national rules: its pack against the filing. A cancellation is not looked at.

mod access_then_change;
mod cert_type_refused;
mod content_type_province;
mod declaration;
mod distinct_phones;
mod domain_owner;
mod domain_prefix_refused;
mod domain_suffix_refused;
mod domain_validity;
mod emergency_third_person;
mod id_expiring;
mod language_province;
mod legal_rep;
mod licence_validity;
mod local_phone;
mod max_age;
mod min_age;
mod name_distinct;
mod name_province;
mod not_local_id;
mod one_domain_per_site;
mod permit_validity;
mod provider_not_served;
mod remark_province;
mod same_person_required;
mod site_count;
mod sites_per_order;

use super::{Found, Rule, Subject};
use crate::domain::filing::{Filing, Principal};
use crate::domain::finding::Severity;
use crate::domain::lang::Lang;
use crate::domain::province::{Pack, Rule as Asked};
use crate::domain::requirement::{cancels, one_principal};

/// Where these rules come from; each finding names its own source and date besides.
const SOURCE: &str = "省份规则包 / province packs";

/// Every rule, in the order in which a reviewer reads the form.
pub(super) const RULES: &[Rule] = &[
    provider_not_served::RULE,
    access_then_change::RULE,
    licence_validity::RULE,
    min_age::RULE,
    max_age::RULE,
    legal_rep::RULE,
    same_person_required::RULE,
    not_local_id::RULE,
    cert_type_refused::RULE,
    id_expiring::RULE,
    permit_validity::RULE,
    local_phone::RULE,
    distinct_phones::RULE,
    emergency_third_person::RULE,
    name_province::RULE,
    name_distinct::RULE,
    domain_suffix_refused::RULE,
    domain_prefix_refused::RULE,
    one_domain_per_site::RULE,
    domain_validity::RULE,
    domain_owner::RULE,
    site_count::RULE,
    sites_per_order::RULE,
    content_type_province::RULE,
    language_province::RULE,
    remark_province::RULE,
    declaration::RULE,
];

/// A rule of the pack, unless the filing takes something away, which no province restricts.
fn rule_of<'a, T>(subject: &Subject<'a>, pick: fn(&'a Pack) -> &'a Option<T>) -> Option<&'a T> {
    if cancels(subject.filing.order.kind()) { None } else { pick(subject.pack).as_ref() }
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
    let severity = if broken.mild || asked.advice() { Severity::Warning } else { Severity::Blocker };
    say(found, pack, asked, severity, broken);
}

/// Tells what only a person can judge: a note beside the field or the material at which to look.
fn by_eye(found: &mut Found, pack: &Pack, asked: &impl Asked, broken: Broken<'_>) {
    say(found, pack, asked, Severity::Note, broken);
}

fn say(found: &mut Found, pack: &Pack, asked: &impl Asked, severity: Severity, broken: Broken<'_>) {
    let (source, as_of) = (asked.source(), asked.as_of());
    let (zh, en) = (&broken.zh, &broken.en);
    let zh = format!("{zh}；{}要求{}（来源：{source}，截至 {as_of}）", pack.name(Lang::Zh), asked.says(Lang::Zh));
    let en = format!("{en}; {} asks: {} (source: {source}, as of {as_of})", pack.name(Lang::En), asked.says(Lang::En));
    found.add(severity, broken.target, broken.code, broken.input, zh, en);
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
