//! How many sites one order may bring. A filing here brings one, but the same entity may have several under way at once, which
//! the administration can take for one order: the reviewer is told.

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, limit, rule_of};
use crate::domain::check::sibling::{asked_for, brings_a_site};

/// How many sites one order may bring.
pub(super) const RULE: Rule = Rule {
    id: "sites_per_order",
    version: 1,
    zh: "同时新增的网站是否超过每单数量",
    en: "whether more sites are asked for at once than an order may bring",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.max_sites_per_order) else { return };
    let Some(most) = limit(subject.filing, rule.unit, rule.individual) else { return };
    let asked = asked_for(subject);
    if !brings_a_site(subject.filing.order.kind()) || asked <= most as usize {
        return;
    }
    let broken = Broken {
        target: "service.domains",
        code: "ORD_COUNT_LIMIT",
        input: &asked.to_string(),
        zh: format!("本主体同时有{asked}个新增网站的备案在办，须分批报送"),
        en: format!(
            "{asked} filings of this entity that bring a site are under way: they go one batch after the other"
        ),
        mild: false,
    };
    by_eye(found, subject.pack, rule, broken);
}
