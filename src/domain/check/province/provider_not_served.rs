//! Provinces where this provider does not file.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};

/// Provinces where this provider does not file.
pub(super) const RULE: Rule = Rule {
    id: "provider_not_served",
    version: 1,
    zh: "当地是否由本接入商受理",
    en: "whether this provider files in the province",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.provider) else { return };
    if rule.served {
        return;
    }
    let province = &subject.filing.order.province;
    let broken = Broken {
        target: "order.province",
        code: "OTHER",
        input: province,
        zh: format!("备案省份为 {province}"),
        en: format!("the filing is for {province}"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
