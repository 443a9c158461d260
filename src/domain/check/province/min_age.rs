//! The youngest that a principal may be.

use super::{Broken, Found, Rule, SOURCE, Subject, limit, principals, rule_of, tell};
use crate::domain::requirement::age;

/// The youngest that a principal may be.
pub(super) const RULE: Rule = Rule {
    id: "min_age",
    version: 1,
    zh: "负责人是否达到当地最低年龄",
    en: "whether the principals have the province's minimum age",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.min_age) else { return };
    let Some(least) = limit(subject.filing, rule.unit, rule.individual) else { return };
    for (part, zh, en, person) in principals(subject.filing) {
        let Some(years) = age(person, subject.today()).filter(|years| *years < i16::from(least)) else { continue };
        let proof = subject.filing.is_individual()
            && rule.below_with_proof
            && rule.never_under.is_none_or(|never| years >= i16::from(never));
        let broken = Broken {
            target: &format!("{part}.cert_number"),
            code: "PRI_UNDER_AGE",
            input: &person.cert_number,
            zh: format!("{zh}{years}周岁"),
            en: format!("{en} is {years} years old"),
            mild: proof,
        };
        tell(found, subject.pack, rule, broken);
    }
}
