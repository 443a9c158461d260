//! Domain suffixes that the province does not accept.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};

/// Domain suffixes that the province does not accept.
pub(super) const RULE: Rule = Rule {
    id: "domain_suffix_refused",
    version: 1,
    zh: "域名后缀是否被当地接受",
    en: "whether the province accepts the suffixes of the domains",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.domain_suffixes) else { return };
    for domain in &subject.filing.service.domains {
        let plain = domain.trim().trim_end_matches('.').to_lowercase();
        let Some(suffix) = rule.refused.iter().find(|suffix| plain.ends_with(suffix.as_str())) else { continue };
        let broken = Broken {
            target: "service.domains",
            code: "DOM_TLD_NOT_APPROVED",
            input: domain,
            zh: format!("域名 {domain} 的后缀为 {suffix}"),
            en: format!("the domain {domain} ends in {suffix}"),
            mild: false,
        };
        tell(found, subject.pack, rule, broken);
    }
}
