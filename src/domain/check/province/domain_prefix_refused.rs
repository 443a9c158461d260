//! Words in domains that the province does not accept.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};

/// Words in domains that the province does not accept.
pub(super) const RULE: Rule = Rule {
    id: "domain_prefix_refused",
    version: 1,
    zh: "域名是否含当地禁用词",
    en: "whether the domains have words that the province refuses",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.domain_words) else { return };
    let domains = &subject.filing.service.domains;
    if rule.refused.is_empty() && !domains.is_empty() {
        let list = domains.join(" ");
        let (zh, en) = (
            format!("域名 {list} 未经机器核对，须人工核对"),
            format!("no machine checks the domains {list}: look yourself"),
        );
        found.note("service.domains", "", &list, zh, en);
    }
    for domain in domains {
        let plain = domain.trim().to_lowercase();
        let label = plain.split('.').next().unwrap_or("");
        let Some(word) = rule.refused.iter().find(|word| label.contains(word.as_str())) else { continue };
        let broken = Broken {
            target: "service.domains",
            code: "DOM_PREFIX_WORD",
            input: domain,
            zh: format!("域名 {domain} 含“{word}”"),
            en: format!("the domain {domain} has the word {word}"),
            mild: false,
        };
        tell(found, subject.pack, rule, broken);
    }
}
