//! A mailbox that other entities use; the catalogue has no reason for it.

use super::owners::tell;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;
use crate::domain::related::RelatedKind;

pub(super) const RULE: Rule = Rule {
    id: "shared_email",
    version: 1,
    zh: "邮箱被其他主体使用",
    en: "a mailbox that other entities use",
    source: "domain facts 2.7 rule 3",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, RelatedKind::Email, |_| (Severity::Note, ""), found);
}
