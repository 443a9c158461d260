//! N15: a name that the same entity already uses for another site. Where the province makes it a condition, its own rule says so.

use super::owner::TARGET;
use crate::domain::check::said::short;
use crate::domain::check::sibling::{namesake, spoken_of};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::requirement::cancels;

pub(super) const RULE: Rule = Rule {
    id: "name_repeated",
    version: 1,
    zh: "网站名称与本主体其他网站重复（N15）",
    en: "the site's name is that of another site of the entity (N15)",
    source: "QingCloud: domain facts 8.1",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let kind = subject.filing.order.kind();
    if cancels(kind) || subject.pack.name_distinct.is_some() {
        return;
    }
    let Some(sibling) = namesake(subject) else { return };
    let name = &subject.filing.service.name;
    let ((zh, en), shown) = (spoken_of(sibling), short(name.trim()));
    found.warning(
        TARGET,
        "WEB_NAME_CONFLICT",
        name,
        format!("“{shown}”与{zh}重名"),
        format!("\"{shown}\" is also the name of {en}"),
    );
}
