//! The list of domains: each once, and the verified one among them.

use std::collections::BTreeSet;

use super::written::{TARGET, ascii};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "domain_count",
    version: 1,
    zh: "域名不重复，且含备案类型验证的域名",
    en: "every domain once, the verified one among them",
    source: "domain facts 2.1, 2.4",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let filing = subject.filing;
    let form = |domain: &str| ascii(domain.trim()).unwrap_or_else(|| domain.trim().to_lowercase());
    let mut seen = BTreeSet::new();
    for domain in &filing.service.domains {
        let repeated = !seen.insert(form(domain)) && !domain.trim().is_empty();
        if repeated {
            let shown = short(domain.trim());
            let (zh, en) = (format!("“{shown}”重复填写"), format!("\"{shown}\" is listed twice"));
            found.warning(TARGET, "ORD_COUNT_LIMIT", domain, zh, en);
        }
    }
    let verified = filing.order.domain.trim();
    if !verified.is_empty() && !seen.is_empty() && !seen.contains(&form(verified)) {
        let shown = short(verified);
        found.warning(
            TARGET,
            "DOM_FORMAT",
            verified,
            format!("备案类型验证的域名 {shown} 不在网站域名中"),
            format!("the domain {shown}, with which the type was verified, is not among the site's"),
        );
    }
}
