//! Provinces where every site of an entity has a name of its own.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::check::said::short;
use crate::domain::check::sibling::{namesake, spoken_of};

/// Provinces where every site of an entity has a name of its own.
pub(super) const RULE: Rule = Rule {
    id: "name_distinct",
    version: 1,
    zh: "同一主体的网站名称是否重复（N15）",
    en: "whether the entity's sites have different names (N15)",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.name_distinct) else { return };
    let Some(sibling) = namesake(subject) else { return };
    let name = subject.filing.service.name.trim();
    let ((zh, en), shown) = (spoken_of(sibling), short(name));
    let broken = Broken {
        target: "service.name",
        code: "WEB_NAME_CONFLICT",
        input: name,
        zh: format!("“{shown}”与{zh}重名"),
        en: format!("\"{shown}\" is also the name of {en}"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
