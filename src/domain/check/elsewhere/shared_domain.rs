//! A domain that another entity files as well. Only the administration has a reason of its own for it.

use super::owners::tell;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;
use crate::domain::related::RelatedKind;

pub(super) const RULE: Rule = Rule {
    id: "shared_domain",
    version: 1,
    zh: "域名被其他主体备案",
    en: "a domain that another entity files",
    source: "domain facts 8.2 rule 6",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, RelatedKind::Domain, |_| (Severity::Warning, "OTHER"), found);
}
