//! Provinces that want mobile numbers of their own. No current table of number segments is free, so an organisation brings its own
//! in an overlay; without one the reviewer is told to look.

use super::{Broken, Found, Rule, SOURCE, Subject, by_eye, principals, rule_of, tell};
use crate::domain::catalogue::Who;
use crate::domain::check::said::telephone;
use crate::domain::province::Need;

/// Provinces that want mobile numbers of their own.
pub(super) const RULE: Rule = Rule {
    id: "local_phone",
    version: 1,
    zh: "手机号码是否为本省号码",
    en: "whether the mobile numbers are of the province",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let (filing, pack) = (subject.filing, subject.pack);
    let Some(rule) = rule_of(subject, |pack| &pack.local_phone) else { return };
    if rule.who == Who::Individual && !filing.is_individual() || rule.who == Who::Unit && filing.is_individual() {
        return;
    }
    let remarks = [&filing.service.remark, &filing.entity.remark];
    let explained = rule.or_reason && remarks.iter().any(|remark| !remark.trim().is_empty());
    for (part, zh, en, person) in principals(filing) {
        let number = telephone(&person.mobile);
        if number.is_empty() || rule.segments.iter().any(|segment| number.starts_with(segment.as_str())) {
            continue;
        }
        let unknown = rule.segments.is_empty();
        let broken = Broken {
            target: &format!("{part}.mobile"),
            code: "TEL_NOT_LOCAL",
            input: &person.mobile,
            zh: match unknown {
                true => format!("没有号段表，{zh}手机 {number} 的归属地须人工核对"),
                false => format!("{zh}手机 {number} 不在本省号段内"),
            },
            en: match unknown {
                true => {
                    format!("no table of segments says where the mobile number {number} of {en} is from: look it up")
                }
                false => format!("the mobile number {number} of {en} is in none of the province's segments"),
            },
            // Whether what is remarked is a reason, a reviewer reads.
            mild: explained || rule.need == Need::Advised,
        };
        if unknown { by_eye(found, pack, rule, broken) } else { tell(found, pack, rule, broken) }
    }
}
