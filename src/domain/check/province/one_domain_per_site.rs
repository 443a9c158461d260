//! Provinces where a site has one domain.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};

/// Provinces where a site has one domain.
pub(super) const RULE: Rule = Rule {
    id: "one_domain_per_site",
    version: 1,
    zh: "是否一网站一域名",
    en: "whether a site has one domain, where the province asks for that",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.one_domain_per_site) else { return };
    let domains = &subject.filing.service.domains;
    if domains.len() > 1 {
        let list = domains.join(" ");
        let broken = Broken {
            target: "service.domains",
            code: "DOM_MULTI_PER_SITE",
            input: &list,
            zh: format!("网站有{}个域名：{list}", domains.len()),
            en: format!("the site has {} domains: {list}", domains.len()),
            mild: false,
        };
        tell(found, subject.pack, rule, broken);
    }
}
