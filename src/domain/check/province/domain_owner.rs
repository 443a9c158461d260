//! Provinces where a unit owns its domains itself: elsewhere its legal representative may (domain facts 8.2 rule 5).

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, rule_of, tell};
use crate::domain::domain_check::{legal_rep_owns, unit_owns};

/// Provinces where a unit owns its domains itself.
pub(super) const RULE: Rule = Rule {
    id: "domain_owner",
    version: 1,
    zh: "域名所有者是否为单位本身",
    en: "whether the unit itself owns the domains, where the province asks for that",
    source: SOURCE,
    look,
};

const TARGET: &str = "service.domains";
const CODE: &str = "DOM_OWNER_LEGAL_REP_REFUSED";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let (filing, pack) = (subject.filing, subject.pack);
    let Some(rule) = rule_of(subject, |pack| &pack.domain_owner) else { return };
    if rule.legal_rep || filing.is_individual() {
        return;
    }
    for domain in filing.service.domains.iter().map(|domain| domain.trim()).filter(|domain| !domain.is_empty()) {
        match subject.record_of(domain).filter(|record| !record.owner.trim().is_empty()) {
            // Of an organizer who bears a person's name, the unit and the person cannot be told apart by it.
            Some(record) if legal_rep_owns(record, filing) && !unit_owns(record, filing) => {
                let owner = record.owner.trim();
                let broken = Broken {
                    target: TARGET,
                    code: CODE,
                    input: owner,
                    zh: format!("域名 {domain} 的所有者是法定代表人{owner}"),
                    en: format!("the domain {domain} is owned by the legal representative, {owner}"),
                    mild: false,
                };
                tell(found, pack, rule, broken);
            }
            // Another owner altogether is a matter for every province.
            Some(_) => {}
            None => {
                let broken = Broken {
                    target: TARGET,
                    code: CODE,
                    input: domain,
                    zh: format!("核验库没有域名 {domain} 的所有者，请看域名证书核对"),
                    en: format!("no registry says who owns {domain}: see on its certificate"),
                    mild: false,
                };
                by_eye(found, pack, rule, broken);
            }
        }
    }
}
