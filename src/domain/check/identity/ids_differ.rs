//! Two principals by name have two certificates.

use crate::domain::check::person::certificate;
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "ids_differ",
    version: 1,
    zh: "两个负责人的证件号码不同",
    en: "two principals have two certificates",
    source: "domain facts 2.7 rule 1",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let (first, second) = (&subject.filing.entity_principal, &subject.filing.service_principal);
    let number = certificate(&second.cert_number);
    let names = [first.name.trim(), second.name.trim()];
    let two = names[0] != names[1] && names.iter().all(|name| !name.is_empty());
    if second.is_same_as_entity_principal || !two || number.is_empty() || number != certificate(&first.cert_number) {
        return;
    }
    let [a, b] = names.map(short);
    found.blocker(
        "service_principal.cert_number",
        "PRI_DUPLICATE_ID",
        &second.cert_number,
        format!("“{a}”和“{b}”填写了同一证件号码"),
        format!("\"{a}\" and \"{b}\" have the same certificate number"),
    );
}
