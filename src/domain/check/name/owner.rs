//! Words of a site's name, weighed by who gave it.

use crate::domain::check::Subject;
use crate::domain::check::said::word;
use crate::domain::filing::{Filing, ServiceKind};
use crate::domain::finding::Severity;

/// What the rules on names are about.
pub(super) const TARGET: &str = "service.name";

/// The site's name without blanks around it; `None` where none was given.
pub(super) fn site_name<'a>(subject: &Subject<'a>) -> Option<&'a str> {
    Some(subject.filing.service.name.trim()).filter(|name| !name.is_empty())
}

/// Whether the rules on websites' names bind this one; apps and mini-programs have long been allowed other names.
pub(super) fn is_website(filing: &Filing) -> bool {
    filing.service.kind == ServiceKind::Website
}

/// The first of the words in the site's name, and how much it weighs for a unit: less where the unit is itself called so.
pub(super) fn of_unit<'a>(filing: &Filing, name: &str, words: &[&'a str]) -> Option<(&'a str, Severity)> {
    let word = word(name, words)?;
    let own = filing.entity.name.contains(word);
    Some((word, if own { Severity::Warning } else { Severity::Blocker }))
}
