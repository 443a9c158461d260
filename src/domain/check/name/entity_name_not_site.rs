//! The organizer's name is an organizer's, not that of its site.

use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "entity_name_not_site",
    version: 1,
    zh: "主办单位名称不是网站名",
    en: "the organizer's name is not a site's",
    source: "domain facts 6.1, ENT_NAME_NOT_ENTITY",
    look,
};

/// How the names of sites end, and those of organizers never.
const ENDINGS: &[&str] = &["网站", "官网", "主页", "首页", ".com", ".cn", ".net", ".org"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let given = &subject.filing.entity.name;
    let lower = given.trim().to_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(*ending));
    if let Some(ending) = ending {
        let shown = short(given.trim());
        found.warning(
            "entity.name",
            "ENT_NAME_NOT_ENTITY",
            given,
            format!("“{shown}”以“{ending}”结尾，像是网站名"),
            format!("\"{shown}\" ends in {ending}, like the name of a site"),
        );
    }
}
