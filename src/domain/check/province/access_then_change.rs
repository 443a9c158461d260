//! Changing what is filed after an access was added: some provinces take no such change, others only for some days (domain facts
//! 3.2 and 7.2).

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, rule_of, tell};
use crate::domain::check::AccessAdded;
use crate::domain::filing::FilingType;
use crate::domain::province::AccessThenChange;

/// Changing what is filed after an access was added.
pub(super) const RULE: Rule = Rule {
    id: "access_then_change",
    version: 1,
    zh: "接入后的变更是否符合当地规定",
    en: "whether a change may follow the access that was added",
    source: SOURCE,
    look,
};

const TARGET: &str = "order";
const CODE: &str = "ORD_ACCESS_THEN_CHANGE";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.access_then_change) else { return };
    match subject.filing.order.kind() {
        FilingType::AddAccess if !rule.allowed => {
            let broken = Broken {
                target: TARGET,
                code: CODE,
                input: "",
                zh: "接入后不能再变更，请核对信息与原备案完全一致".into(),
                en: "nothing can be changed once the access is added: see that all is as it was filed".into(),
                mild: false,
            };
            by_eye(found, subject.pack, rule, broken);
        }
        FilingType::ModifyEntity | FilingType::ModifyService | FilingType::ModifyAccess => {
            if let Some(added) = subject.access_added {
                change(subject, rule, added, found);
            }
        }
        _ => {}
    }
}

/// A change after an access.
fn change(subject: &Subject<'_>, rule: &AccessThenChange, added: &AccessAdded, found: &mut Found) {
    let number = &added.number;
    let broken = |zh: String, en: String| Broken { target: TARGET, code: CODE, input: number, zh, en, mild: false };
    match (added.approved, rule.allowed) {
        // Both at once is what the province refuses; what lies back may have been long enough ago.
        (None, false) => {
            let (zh, en) = (
                format!("本主体的新增接入 {number} 还在办理"),
                format!("{number}, which adds an access of this entity, is still under way"),
            );
            tell(found, subject.pack, rule, broken(zh, en));
        }
        (Some(day), false) => {
            let (zh, en) = (
                format!("本主体的新增接入 {number} 已于 {day} 通过，请核对本次变更是否为接入后补改"),
                format!("{number} added an access of this entity on {day}: see whether this change makes up for it"),
            );
            by_eye(found, subject.pack, rule, broken(zh, en));
        }
        (Some(day), true) if added.change_until.is_some_and(|until| until < subject.today()) => {
            let (zh, en) = (
                format!("本主体的新增接入 {number} 已于 {day} 通过，接入后变更的期限已过"),
                format!("{number} added an access of this entity on {day}, and the time for a change after it is over"),
            );
            by_eye(found, subject.pack, rule, broken(zh, en));
        }
        _ => {}
    }
}
