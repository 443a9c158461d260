//! Who else uses a value: the other filings, told in one finding per field.

use std::collections::BTreeMap;

use crate::domain::check::said::short;
use crate::domain::check::{Elsewhere, Found, Subject};
use crate::domain::finding::Severity;
use crate::domain::related::RelatedKind;

/// So many of the other filings are named.
const MOST_NAMED: usize = 3;

/// A reason and what it weighs, by the field that holds the value.
pub(super) type Weigh = fn(&str) -> (Severity, &'static str);

/// Tells of every field whose value of this kind is used elsewhere.
pub(super) fn tell(subject: &Subject<'_>, kind: RelatedKind, weigh: Weigh, found: &mut Found) {
    let mut fields: BTreeMap<&str, Vec<&Elsewhere>> = BTreeMap::new();
    for other in subject.elsewhere.iter().filter(|other| other.kind == kind) {
        fields.entry(&other.target).or_default().push(other);
    }
    for (target, others) in fields {
        let Some(value) = others.first().map(|other| short(&other.value)) else { continue };
        let named = |between: &str| {
            let name = |other: &&Elsewhere| format!("{} {}", other.number, short(&other.organizer));
            others.iter().take(MOST_NAMED).map(name).collect::<Vec<_>>().join(between)
        };
        let (zh_more, en_more) = match others.len().saturating_sub(MOST_NAMED) {
            0 => (String::new(), String::new()),
            more => (format!(" 等，另有 {more} 件"), format!(" and {more} more")),
        };
        let (severity, code) = weigh(target);
        found.add(
            severity,
            target,
            code,
            &value,
            format!("{value} 也用于 {}{zh_more}", named("、")),
            format!("{value} is also used by {}{en_more}", named(", ")),
        );
    }
}
