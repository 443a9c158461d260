//! A person who also stands for other entities. A legal representative may have several companies; a principal may not.

use super::owners::tell;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;
use crate::domain::related::RelatedKind;

pub(super) const RULE: Rule = Rule {
    id: "shared_person",
    version: 1,
    zh: "人员证件被其他主体使用",
    en: "a person who also stands for other entities",
    source: "domain facts 2.7 rule 3",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, RelatedKind::Person, weigh, found);
}

fn weigh(target: &str) -> (Severity, &'static str) {
    match target {
        "entity_principal.cert_number" | "service_principal.cert_number" => {
            (Severity::Warning, "PRI_ID_USED_ELSEWHERE")
        }
        _ => (Severity::Note, ""),
    }
}
