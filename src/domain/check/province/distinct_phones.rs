//! How many different telephone numbers the province asks for.

use std::collections::BTreeSet;

use super::{Broken, Found, Rule, SOURCE, Subject, principals, rule_of, tell};

/// How many different telephone numbers the province asks for.
pub(super) const RULE: Rule = Rule {
    id: "distinct_phones",
    version: 1,
    zh: "不同电话号码是否足够",
    en: "whether there are as many different telephones as the province asks for",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.distinct_phones) else { return };
    let people = principals(subject.filing);
    let least = if people.len() > 1 { rule.two_principals } else { rule.one_principal };
    let phones = people.iter().flat_map(|(.., person)| [&person.mobile, &person.emergency_phone, &person.office_phone]);
    let phones: BTreeSet<&str> = phones.map(|phone| phone.trim()).filter(|phone| !phone.is_empty()).collect();
    // None at all is another matter.
    if phones.is_empty() || phones.len() >= usize::from(least) {
        return;
    }
    let list: Vec<_> = phones.iter().copied().collect();
    let list = list.join(" ");
    let broken = Broken {
        target: "entity_principal.emergency_phone",
        code: "TEL_EMERGENCY_SAME",
        input: &list,
        zh: format!("只有{}个不同的号码：{list}", phones.len()),
        en: format!("there are only {} different numbers: {list}", phones.len()),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
