//! A telephone that other entities use. The catalogue has a reason for mobiles only.

use super::owners::tell;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;
use crate::domain::related::RelatedKind;

pub(super) const RULE: Rule = Rule {
    id: "shared_phone",
    version: 1,
    zh: "电话被其他主体使用",
    en: "a telephone that other entities use",
    source: "domain facts 2.7 rule 3",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, RelatedKind::Phone, weigh, found);
}

fn weigh(target: &str) -> (Severity, &'static str) {
    if target.ends_with(".mobile") { (Severity::Warning, "TEL_USED_ELSEWHERE") } else { (Severity::Note, "") }
}
