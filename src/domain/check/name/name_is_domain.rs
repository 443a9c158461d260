//! N4: a site is not called by its domain.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_is_domain",
    version: 1,
    zh: "网站名称不是域名（N4）",
    en: "the site is not called by its domain (N4)",
    source: "Tencent Cloud, QingCloud: domain facts 8.1",
    look,
};

/// Endings by which a name shows that it is some domain.
const ENDINGS: &[&str] = &[".com", ".cn", ".net", ".org", ".中国", ".公司", ".网络"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    let plain = name.to_lowercase();
    let plain = plain.trim_start_matches("www.");
    let domains = subject.filing.service.domains.iter().chain([&subject.filing.order.domain]);
    let hit = domains.map(|domain| domain.trim().to_lowercase()).find(|domain| {
        let shown = idna::domain_to_unicode(domain).0;
        [domain, &shown].into_iter().any(|form| plain == form || form.split('.').next() == Some(plain))
    });
    let shown = short(name);
    if let Some(domain) = hit {
        let domain = short(&domain);
        found.blocker(
            TARGET,
            "WEB_NAME_IS_DOMAIN",
            name,
            format!("“{shown}”就是域名 {domain} 或其主体部分"),
            format!("\"{shown}\" is the domain {domain} or its first part"),
        );
    } else if let Some(ending) = ENDINGS.iter().find(|ending| plain.ends_with(*ending)) {
        found.warning(
            TARGET,
            "WEB_NAME_IS_DOMAIN",
            name,
            format!("“{shown}”以“{ending}”结尾，像是域名"),
            format!("\"{shown}\" ends in {ending}, like a domain"),
        );
    }
}
