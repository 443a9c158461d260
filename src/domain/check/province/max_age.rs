//! The oldest that a principal may be.

use super::{Broken, Found, Rule, SOURCE, Subject, principals, rule_of, tell};
use crate::domain::identifier::resident_id;

/// The oldest that a principal may be.
pub(super) const RULE: Rule = Rule {
    id: "max_age",
    version: 1,
    zh: "负责人是否超过当地最高年龄",
    en: "whether the principals are above the province's maximum age",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.max_age) else { return };
    for (part, zh, en, person) in principals(subject.filing) {
        let Ok(id) = resident_id::validate(person.cert_number.trim(), subject.today()) else { continue };
        let (years, most) = (id.age_on(subject.today()), if id.female { rule.female } else { rule.male });
        if years > i16::from(most) {
            let broken = Broken {
                target: &format!("{part}.cert_number"),
                code: "PRI_OVER_AGE",
                input: &person.cert_number,
                zh: format!("{zh}{years}周岁"),
                en: format!("{en} is {years} years old"),
                mild: false,
            };
            tell(found, subject.pack, rule, broken);
        }
    }
}
