//! The people of a filing, as rules go through them.

use crate::domain::filing::{Filing, Principal};
use crate::domain::requirement::one_principal;

/// A principal and the part of the form that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'a> {
    pub(super) group: &'static str,
    pub(super) given: &'a Principal,
}

impl Person<'_> {
    /// The path of one of the fields.
    pub(super) fn path(&self, field: &str) -> String {
        format!("{}.{field}", self.group)
    }
}

/// Both principals, as they stand in the form.
pub(super) fn both(filing: &Filing) -> [Person<'_>; 2] {
    [
        Person { group: "entity_principal", given: &filing.entity_principal },
        Person { group: "service_principal", given: &filing.service_principal },
    ]
}

/// The principals whose values a rule should look at: one person who was filled in twice in the same way counts once.
pub(super) fn each<'a, K: PartialEq>(
    filing: &'a Filing,
    key: impl Fn(&'a Principal) -> K,
) -> impl Iterator<Item = Person<'a>> {
    let again = one_principal(filing) && key(&filing.entity_principal) == key(&filing.service_principal);
    both(filing).into_iter().take(if again { 1 } else { 2 })
}

/// Whether anything was filled in for the service principal beside that it is the same person.
pub(super) fn is_filled(given: &Principal) -> bool {
    !(given.name.trim().is_empty() && given.cert_number.trim().is_empty() && given.mobile.trim().is_empty())
}

/// A certificate's number, or a person's name, in the one form in which it is compared: letters and digits only.
pub(super) fn certificate(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether the form says that both principals are one person: by the tick, or by name and number.
pub(super) fn are_one(filing: &Filing) -> bool {
    let (first, second) = (&filing.entity_principal, &filing.service_principal);
    let number = certificate(&second.cert_number);
    second.is_same_as_entity_principal
        || (!number.is_empty() && number == certificate(&first.cert_number) && first.name.trim() == second.name.trim())
}
