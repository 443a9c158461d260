//! Individuals with a certificate from another province where none is accepted.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue;
use crate::domain::province::NonLocalIndividual;
use crate::domain::requirement::not_local;

/// Individuals with a certificate from another province where none is accepted.
pub(super) const RULE: Rule = Rule {
    id: "not_local_id",
    version: 1,
    zh: "个人证件是否为本省",
    en: "whether an individual's certificate is of the province",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.non_local) else { return };
    let person = &subject.filing.entity_principal;
    let refused = rule.individual == NonLocalIndividual::Refused && subject.filing.is_individual();
    if !refused || !not_local(person, &subject.pack.code) {
        return;
    }
    let home = person.cert_number.get(..2).and_then(catalogue::province);
    let (zh, en) = home.map_or(("外省", "elsewhere"), |home| (&home.short, &home.en));
    let broken = Broken {
        target: "entity_principal.cert_number",
        code: "PRI_NOT_LOCAL_ID",
        input: &person.cert_number,
        zh: format!("主体负责人证件为{zh}的"),
        en: format!("the entity principal's certificate is from {en}"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
