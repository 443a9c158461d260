//! Whether the entity principal has to be the legal representative.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::filing::FilingType;
use crate::domain::identifier::resident_id;
use crate::domain::province::PrincipalWho;

/// Whether the entity principal has to be the legal representative.
pub(super) const RULE: Rule = Rule {
    id: "legal_rep",
    version: 1,
    zh: "主体负责人是否须为法定代表人",
    en: "whether the entity principal has to be the legal representative",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.entity_principal) else { return };
    let entity = &subject.filing.entity;
    let kind = subject.filing.order.kind();
    // Other types leave the entity as it was filed.
    let files_entity = matches!(kind, FilingType::Initial | FilingType::ModifyEntity);
    let asked = files_entity && rule.who == PrincipalWho::LegalRep && !subject.filing.is_individual();
    if !asked || entity.is_principal_legal_rep {
        return;
    }
    let number = entity.legal_rep.cert_number.trim();
    let foreign = !number.is_empty() && resident_id::validate(number, subject.today()).is_err();
    let name = &subject.filing.entity_principal.name;
    let broken = Broken {
        target: "entity_principal",
        code: "PRI_NOT_LEGAL_REP",
        input: name,
        zh: format!("主体负责人“{name}”不是法定代表人"),
        en: format!("the entity principal {name} is not the legal representative"),
        mild: foreign && rule.foreign_may_authorise,
    };
    tell(found, subject.pack, rule, broken);
}
