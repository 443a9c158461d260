//! Provinces where the emergency telephone is a third person's.

use super::{Broken, Found, Rule, SOURCE, Subject, principals, rule_of, tell};

/// Provinces where the emergency telephone is a third person's.
pub(super) const RULE: Rule = Rule {
    id: "emergency_third_person",
    version: 1,
    zh: "应急联系电话是否为第三人的",
    en: "whether the emergency telephone is a third person's",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.emergency_phone) else { return };
    if !rule.third_person {
        return;
    }
    let people = principals(subject.filing);
    for (part, zh, en, person) in &people {
        let phone = person.emergency_phone.trim();
        let own = |other: &str| !phone.is_empty() && other.trim() == phone;
        if people.iter().any(|(.., other)| own(&other.mobile) || own(&other.office_phone)) {
            let broken = Broken {
                target: &format!("{part}.emergency_phone"),
                code: "TEL_EMERGENCY_SAME",
                input: phone,
                zh: format!("{zh}的应急联系电话 {phone} 是负责人自己的号码"),
                en: format!("the emergency telephone {phone} of {en} is a principal's own"),
                mild: false,
            };
            tell(found, subject.pack, rule, broken);
        }
    }
}
