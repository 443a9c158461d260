//! The entity's other sites, as rules go through them.

use std::collections::BTreeSet;

use super::{Sibling, Subject};
use crate::domain::filing::{Filing, FilingType};
use crate::domain::related::domain;
use crate::domain::search::folded;

/// The sites of the entity that are not this one: what has the filing's own number or one of its domains is the same site,
/// filed already or asked for twice.
pub(super) fn others<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Sibling> {
    let (filing, siblings) = (subject.filing, subject.siblings);
    let own: BTreeSet<String> =
        filing.service.domains.iter().chain([&filing.order.domain]).map(|name| domain(name)).collect();
    siblings.iter().filter(move |sibling| !is_this(filing, &own, sibling))
}

fn is_this(filing: &Filing, own: &BTreeSet<String>, sibling: &Sibling) -> bool {
    let number = filing.service.filing_number.trim();
    !number.is_empty() && number == sibling.number.trim()
        || sibling.domains.iter().any(|theirs| own.contains(&domain(theirs)))
}

/// The other site of the same kind that has the name of this one, however it is written.
pub(super) fn namesake<'a>(subject: &Subject<'a>) -> Option<&'a Sibling> {
    let service = &subject.filing.service;
    let name = folded(&service.name);
    if name.is_empty() {
        return None;
    }
    others(subject).find(|sibling| service.kind == sibling.kind && folded(&sibling.name) == name)
}

/// How many sites the entity asks for side by side, this one included.
pub(super) fn asked_for(subject: &Subject<'_>) -> usize {
    let adds = |sibling: &&Sibling| sibling.filing.is_some_and(brings_a_site);
    1 + others(subject).filter(adds).count()
}

/// Whether a filing of this type brings a site that was not there.
pub(super) const fn brings_a_site(kind: FilingType) -> bool {
    matches!(kind, FilingType::Initial | FilingType::AddServiceOwn | FilingType::AddServiceOther)
}

/// A sibling as it is spoken of: its number, and whether it is filed or under way.
pub(super) fn spoken_of(sibling: &Sibling) -> (String, String) {
    let (number, filed) = (&sibling.number, sibling.filing.is_none());
    if filed {
        (format!("本主体已备案的 {number}"), format!("{number}, which the same entity has filed"))
    } else {
        (format!("本主体在办的 {number}"), format!("{number}, a filing of the same entity that is under way"))
    }
}
