//! How many sites an entity, and how many domains an order, may have.

use super::{Broken, Found, Rule, SOURCE, Subject, limit, rule_of, tell};
use crate::domain::filing::FilingType;

/// How many sites an entity, and how many domains an order, may have.
pub(super) const RULE: Rule = Rule {
    id: "site_count",
    version: 1,
    zh: "网站和域名数量是否超出当地限制",
    en: "whether there are more sites or domains than the province allows",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    use FilingType as T;
    let kind = subject.filing.order.kind();
    if !matches!(kind, T::Initial | T::AddServiceOwn | T::AddServiceOther | T::AddAccess) {
        return;
    }
    sites(subject, found);
    domains(subject, found, kind);
    one_at_a_time(subject, found);
}

fn sites(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.max_sites) else { return };
    let count = subject.known.sites;
    if limit(subject.filing, rule.unit, rule.individual).is_some_and(|most| count > most) {
        let broken = Broken {
            target: "service",
            code: "WEB_COUNT_LIMIT",
            input: &count.to_string(),
            zh: format!("含本网站共{count}个网站"),
            en: format!("with this site there are {count}"),
            mild: false,
        };
        tell(found, subject.pack, rule, broken);
    }
}

fn domains(subject: &Subject<'_>, found: &mut Found, kind: FilingType) {
    let Some(rule) = rule_of(subject, |pack| &pack.max_domains) else { return };
    let most = limit(subject.filing, rule.unit, rule.individual);
    if rule.initial_only && kind != FilingType::Initial {
        return;
    }
    if let Some(broken) = too_many(subject, most) {
        tell(
            found,
            subject.pack,
            rule,
            Broken { target: "service.domains", input: &broken.0, zh: broken.1, en: broken.2, ..COUNT },
        );
    }
}

fn one_at_a_time(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.one_domain_when_filed) else { return };
    let many = limit(subject.filing, rule.unit, rule.individual);
    // This filing's own site is not filed yet.
    let filed = subject.known.sites.saturating_sub(1);
    let most = many.filter(|many| filed > *many).map(|_| 1);
    if let Some(broken) = too_many(subject, most) {
        tell(
            found,
            subject.pack,
            rule,
            Broken { target: "service.domains", input: &broken.0, zh: broken.1, en: broken.2, ..COUNT },
        );
    }
}

const COUNT: Broken<'static> = Broken {
    target: "service.domains",
    code: "ORD_COUNT_LIMIT",
    input: "",
    zh: String::new(),
    en: String::new(),
    mild: false,
};

/// The domains, and what is wrong with their number.
fn too_many(subject: &Subject<'_>, most: Option<u32>) -> Option<(String, String, String)> {
    let domains = &subject.filing.service.domains;
    let count = u32::try_from(domains.len()).unwrap_or(u32::MAX);
    most.filter(|most| count > *most)
        .map(|_| (domains.join(" "), format!("本单有{count}个域名"), format!("this order has {count} domains")))
}
