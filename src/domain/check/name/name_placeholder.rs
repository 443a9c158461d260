//! N15, as far as the form alone tells: names that stand for no name.

use super::owner::{TARGET, site_name};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_placeholder",
    version: 1,
    zh: "网站名称不是占位名（N15）",
    en: "the site's name is no placeholder (N15)",
    source: "domain facts 8.1",
    look,
};

/// Names that hundreds would share.
const PLACEHOLDERS: &[&str] = &[
    "测试",
    "测试网站",
    "网站测试",
    "网站名称",
    "未命名",
    "我的网站",
    "我的博客",
    "个人网站",
    "个人主页",
    "企业网站",
    "公司网站",
    "官方网站",
    "官网",
    "暂无",
    "test",
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    if PLACEHOLDERS.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        found.warning(
            TARGET,
            "WEB_NAME_CONFLICT",
            name,
            format!("“{name}”是通用名，不能区别网站"),
            format!("\"{name}\" is a general name that tells no site from another"),
        );
    }
}
