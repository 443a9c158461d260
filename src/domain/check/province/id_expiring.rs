//! Certificates of principals that run out too soon for the province.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Broken, Found, Rule, SOURCE, Subject, principals, rule_of, tell};

/// Certificates of principals that run out too soon for the province.
pub(super) const RULE: Rule = Rule {
    id: "id_expiring",
    version: 1,
    zh: "负责人证件剩余有效期是否达到当地要求",
    en: "whether principals' certificates are valid for as long as the province asks",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.id_validity) else { return };
    let today = subject.today();
    let Ok(needed) = today.checked_add(i32::from(rule.months).months()) else { return };
    for (part, zh, en, person) in principals(subject.filing) {
        // What has run out already is another matter.
        let ends = person.cert_valid_to.trim().parse::<Date>().ok().filter(|ends| (today..needed).contains(ends));
        let Some(ends) = ends else { continue };
        let broken = Broken {
            target: &format!("{part}.cert_valid_to"),
            code: "PRI_ID_EXPIRING",
            input: &person.cert_valid_to,
            zh: format!("{zh}证件于 {ends} 到期"),
            en: format!("the certificate of {en} runs out on {ends}"),
            mild: false,
        };
        tell(found, subject.pack, rule, broken);
    }
}
