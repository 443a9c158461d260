//! N1: a site's name has at least three Chinese characters, an individual's at most ten.

use super::owner::{TARGET, is_website, site_name};
use crate::domain::check::said::{is_hanzi, short};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name_hanzi",
    version: 1,
    zh: "网站名称的汉字数（N1）",
    en: "Chinese characters in the site's name (N1)",
    source: "Tencent Cloud, Huawei Cloud: domain facts 8.1",
    look,
};

const LEAST: usize = 3;
const MOST_OF_INDIVIDUALS: usize = 10;

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    let count = name.chars().filter(|c| is_hanzi(*c)).count();
    let shown = short(name);
    // A name without any is the matter of another rule.
    if (1..LEAST).contains(&count) {
        let severity = if is_website(subject.filing) { Severity::Blocker } else { Severity::Warning };
        found.add(
            severity,
            TARGET,
            "WEB_NAME_SHORT",
            name,
            format!("“{shown}”只有 {count} 个汉字，至少 {LEAST} 个"),
            format!("\"{shown}\" has {count} Chinese characters; at least {LEAST} are asked for"),
        );
    } else if count > MOST_OF_INDIVIDUALS && subject.filing.is_individual() {
        found.warning(
            TARGET,
            "WEB_NAME_PERSONAL_WORDS",
            name,
            format!("个人网站名称有 {count} 个汉字，超过 {MOST_OF_INDIVIDUALS} 个"),
            format!("an individual's site name has {count} Chinese characters, over {MOST_OF_INDIVIDUALS}"),
        );
    }
}
