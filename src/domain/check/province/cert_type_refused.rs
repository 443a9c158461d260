//! Certificate types that the province does not accept from individuals.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue;

/// Certificate types that the province does not accept from individuals.
pub(super) const RULE: Rule = Rule {
    id: "cert_type_refused",
    version: 1,
    zh: "个人证件类型是否被接受",
    en: "whether the province accepts an individual's type of certificate",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.individual_certificates) else { return };
    let given = subject.filing.entity_principal.cert_type.filter(|_| subject.filing.is_individual());
    let Some(code) = given.filter(|code| !rule.types.contains(code)) else { return };
    let (zh, en) = catalogue::cert_type(code).map_or(("?", "?"), |known| (&known.zh, &known.en));
    let broken = Broken {
        target: "entity_principal.cert_type",
        code: "PRI_CERT_TYPE_REFUSED",
        input: &code.to_string(),
        zh: format!("主体负责人证件类型为{zh}"),
        en: format!("the entity principal shows a {en}"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
