//! How long a unit's certificate must still be valid. The form has no such date (domain facts 2.2), so the reviewer reads it
//! off the picture. An individual's certificate is the principal's own, of which the form has the dates.

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, rule_of};
use crate::domain::filing::FilingType;

/// How long a unit's certificate must still be valid.
pub(super) const RULE: Rule = Rule {
    id: "licence_validity",
    version: 1,
    zh: "主体证件剩余有效期须人工核对",
    en: "how long the entity's certificate is valid, for the reviewer to read",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.licence_validity) else { return };
    // Only these bring the certificate.
    let shown = matches!(subject.filing.order.kind(), FilingType::Initial | FilingType::ModifyEntity);
    let Ok(until) = subject.today().checked_add(jiff::Span::new().months(rule.months)) else { return };
    if subject.filing.is_individual() || !shown {
        return;
    }
    let broken = Broken {
        target: "material:entity_licence",
        code: "ENT_CERT_EXPIRING",
        input: "",
        zh: format!("表单不含主体证件有效期，请看图核对是否在 {until} 之后到期"),
        en: format!(
            "the form does not say until when the certificate is valid: see on the picture whether beyond {until}"
        ),
        mild: false,
    };
    by_eye(found, subject.pack, rule, broken);
}
