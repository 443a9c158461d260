//! N10: words that make an individual's site look like more than one person's.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_personal",
    version: 1,
    zh: "个人网站名称的禁用词（N10）",
    en: "words that an individual's site name cannot have (N10)",
    source: "QingCloud, Huawei Cloud: domain facts 8.1",
    look,
};

const WORDS: &[&str] = &[
    "个人空间",
    "爱好者",
    "导航",
    "工作室",
    "平台",
    "热线",
    "社团",
    "网络",
    "网站",
    "网址",
    "主页",
    "资讯",
    "作品展示",
    "分享",
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject).filter(|_| subject.filing.is_individual()) else { return };
    if let Some(word) = word(name, WORDS) {
        found.blocker(
            TARGET,
            "WEB_NAME_PERSONAL_WORDS",
            name,
            format!("个人网站名称不能含“{word}”"),
            format!("an individual's site name cannot have {word} in it"),
        );
    }
}
