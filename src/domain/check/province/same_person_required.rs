//! Whether both principals have to be one person.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::requirement::one_principal;

/// Whether both principals have to be one person.
pub(super) const RULE: Rule = Rule {
    id: "same_person_required",
    version: 1,
    zh: "两负责人是否须为同一人",
    en: "whether both principals have to be one person",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.entity_principal) else { return };
    let filing = subject.filing;
    let free = filing.is_individual() || filing.entity.is_principal_legal_rep || one_principal(filing);
    if free || !rule.same_service_principal {
        return;
    }
    let (entity, service) = (&filing.entity_principal.name, &filing.service_principal.name);
    let broken = Broken {
        target: "service_principal",
        code: "PRI_SAME_PERSON_REQUIRED",
        input: service,
        zh: format!("主体负责人“{entity}”与网站负责人“{service}”不是同一人"),
        en: format!("the entity principal {entity} and the service principal {service} are two people"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
