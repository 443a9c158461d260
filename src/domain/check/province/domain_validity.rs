//! How long domains must still be registered, by what the registries say; where none says it, the reviewer reads it off
//! the certificate.

use jiff::ToSpan;

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, rule_of, tell};

/// How long domains must still be registered.
pub(super) const RULE: Rule = Rule {
    id: "domain_validity",
    version: 1,
    zh: "域名剩余有效期是否达到当地要求",
    en: "whether the domains are registered for as long as the province asks",
    source: SOURCE,
    look,
};

const TARGET: &str = "service.domains";
const CODE: &str = "DOM_EXPIRING";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.domain_validity) else { return };
    let today = subject.today();
    let Ok(needed) = today.checked_add(i32::from(rule.days).days()) else { return };
    for domain in subject.filing.service.domains.iter().map(|domain| domain.trim()).filter(|domain| !domain.is_empty())
    {
        let Some(expires) = subject.record_of(domain).and_then(|record| record.expires) else {
            let broken = Broken {
                target: TARGET,
                code: CODE,
                input: domain,
                zh: format!("核验库没有域名 {domain} 的到期日，请看域名证书是否在 {needed} 之后到期"),
                en: format!("no registry says when {domain} expires: see on its certificate whether after {needed}"),
                mild: false,
            };
            by_eye(found, subject.pack, rule, broken);
            continue;
        };
        // What has expired already is another matter.
        if (today..needed).contains(&expires) {
            let left = (expires - today).get_days();
            let broken = Broken {
                target: TARGET,
                code: CODE,
                input: domain,
                zh: format!("域名 {domain} 于 {expires} 到期，剩余{left}天"),
                en: format!("the domain {domain} expires on {expires}, in {left} days"),
                mild: false,
            };
            tell(found, subject.pack, rule, broken);
        }
    }
}
