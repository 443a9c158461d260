//! N9: words that promise exchange between visitors.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_interactive",
    version: 1,
    zh: "网站名称中的互动词（N9）",
    en: "words of interactive services in the site's name (N9)",
    source: "QingCloud: domain facts 8.1",
    look,
};

const CODE: &str = "WEB_NAME_INTERACTIVE";
const WORDS: &[&str] = &["博客", "论坛", "在线", "社区", "交流"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    let Some(word) = word(name, WORDS) else { return };
    if subject.filing.is_individual() {
        let (zh, en) =
            (format!("个人网站名称不能含“{word}”"), format!("an individual's site name cannot have {word} in it"));
        found.blocker(TARGET, CODE, name, zh, en);
    } else if !subject.filing.entity.name.contains(word) {
        // A unit that is itself called so promises nothing by it.
        let (zh, en) = (
            format!("名称含“{word}”，互动服务须经批准"),
            format!("has {word} in it; interactive services need approval"),
        );
        found.warning(TARGET, CODE, name, zh, en);
    }
}
