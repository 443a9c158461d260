//! One person who was filled in twice was filled in twice in the same way.

use crate::domain::check::person::{are_one, certificate, is_filled};
use crate::domain::check::said::{short, telephone};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::filing::Principal;

pub(super) const RULE: Rule = Rule {
    id: "same_person_agrees",
    version: 1,
    zh: "同一负责人的信息前后一致",
    en: "one person has the same data in both places",
    source: "domain facts 2.7 rule 1",
    look,
};

/// A field's name, its value as it was given, and the form in which two are compared.
type Compared = (&'static str, fn(&Principal) -> &str, fn(&str) -> String);

const FIELDS: &[Compared] = &[
    ("name", |given| &given.name, plain),
    ("cert_number", |given| &given.cert_number, certificate),
    ("cert_valid_from", |given| &given.cert_valid_from, plain),
    ("cert_valid_to", |given| &given.cert_valid_to, plain),
    ("mobile", |given| &given.mobile, telephone),
    ("emergency_phone", |given| &given.emergency_phone, telephone),
    ("office_phone", |given| &given.office_phone, telephone),
    ("email", |given| &given.email, lower),
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let (first, second) = (&subject.filing.entity_principal, &subject.filing.service_principal);
    if !are_one(subject.filing) || !is_filled(second) {
        return;
    }
    for (field, value, form) in FIELDS {
        let (ours, theirs) = (value(first).trim(), value(second).trim());
        // What was left out contradicts nothing; whether it may be left out is the form's own matter.
        if ours.is_empty() || theirs.is_empty() || form(ours) == form(theirs) {
            continue;
        }
        let (a, b) = (short(ours), short(theirs));
        found.blocker(
            &format!("service_principal.{field}"),
            "PRI_SAME_PERSON_DATA_DIFFER",
            value(second),
            format!("与主体负责人是同一人，此处为“{b}”，主体负责人为“{a}”"),
            format!("is the entity principal in person, but has \"{b}\" here and \"{a}\" there"),
        );
    }
}

fn plain(text: &str) -> String {
    text.to_owned()
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}
