//! How long a residence permit must still be valid. The form has no such date (domain facts 2.3), so the reviewer reads it off the
//! picture wherever a permit is among the materials.

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, rule_of};
use crate::domain::requirement::requirements;

/// How long a residence permit must still be valid.
pub(super) const RULE: Rule = Rule {
    id: "permit_validity",
    version: 1,
    zh: "居住证剩余有效期须人工核对",
    en: "how long a residence permit is valid, for the reviewer to read",
    source: SOURCE,
    look,
};

const PERMIT: &str = "residence_permit";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.permit_validity) else { return };
    let Ok(until) = subject.today().checked_add(jiff::Span::new().months(rule.months)) else { return };
    let asked = requirements(subject.filing, subject.pack, subject.known);
    if !asked.iter().any(|rule| rule.must && rule.slug == PERMIT) {
        return;
    }
    let broken = Broken {
        target: "material:residence_permit",
        code: "MAT_EXPIRED",
        input: "",
        zh: format!("表单不含居住证有效期，请看图核对是否在 {until} 之后到期"),
        en: format!("the form does not say until when the permit is valid: see on the picture whether beyond {until}"),
        mild: false,
    };
    by_eye(found, subject.pack, rule, broken);
}
