//! The declaration that the province wants in the service's remark.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue::Who;

/// The declaration that the province wants in the service's remark.
pub(super) const RULE: Rule = Rule {
    id: "declaration",
    version: 1,
    zh: "网站备注是否有承诺声明",
    en: "whether the service's remark has the declaration",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.declaration) else { return };
    let individual = subject.filing.is_individual();
    let bound = matches!((rule.who, individual), (Who::Any, _) | (Who::Unit, false) | (Who::Individual, true));
    let remark = subject.filing.service.remark.trim();
    if !bound || rule.words.iter().any(|word| remark.contains(word.as_str())) {
        return;
    }
    let shown = if remark.is_empty() { "（空）" } else { remark };
    let broken = Broken {
        target: "service.remark",
        code: "WEB_DECLARATION_MISSING",
        input: remark,
        zh: format!("网站备注“{shown}”没有承诺声明"),
        en: format!("the service's remark {shown} has no declaration"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
