//! How long the service's remark has to be.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue::Who;

/// How long the service's remark has to be.
pub(super) const RULE: Rule = Rule {
    id: "remark_province",
    version: 1,
    zh: "网站备注是否达到当地要求",
    en: "whether the service's remark is as long as the province asks",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.remark) else { return };
    let individual = subject.filing.is_individual();
    let bound = matches!((rule.who, individual), (Who::Any, _) | (Who::Unit, false) | (Who::Individual, true));
    let remark = subject.filing.service.remark.trim();
    let count = u32::try_from(remark.chars().count()).unwrap_or(u32::MAX);
    if !bound || count >= rule.least {
        return;
    }
    let broken = Broken {
        target: "service.remark",
        code: if count == 0 { "WEB_REMARK_MISSING" } else { "WEB_REMARK_SHORT" },
        input: remark,
        zh: format!("网站备注有{count}字"),
        en: format!("the service's remark has {count} characters"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
