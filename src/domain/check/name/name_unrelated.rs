//! N14: a unit's site is called after the unit; two characters in common are enough here.

use std::collections::BTreeSet;

use super::owner::{TARGET, site_name};
use crate::domain::catalogue::provinces;
use crate::domain::check::said::{is_hanzi, short};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_unrelated",
    version: 1,
    zh: "网站名称与主办单位有关联（N14）",
    en: "the site's name is related to the organizer's (N14)",
    source: "Huawei Cloud, Tencent Cloud: domain facts 8.1; the measure is our own",
    look,
};

/// What most names have and so relates nobody.
const COMMON: &[&str] = &[
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "公司",
    "集团",
    "科技",
    "网络",
    "信息",
    "技术",
    "文化",
    "传媒",
    "商贸",
    "贸易",
    "实业",
    "服务",
    "中心",
    "管理",
    "咨询",
    "经营部",
    "官方网站",
    "网站",
    "官网",
    "门户",
    "平台",
    "（",
    "）",
    "(",
    ")",
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let (Some(name), entity) = (site_name(subject), subject.filing.entity.name.trim()) else { return };
    if subject.filing.is_individual() || entity.is_empty() {
        return;
    }
    let (ours, theirs) = (pairs(name), pairs(entity));
    // What is only common words, or has no Chinese, cannot be compared in this way.
    if ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs) {
        return;
    }
    let (name_shown, entity_shown) = (short(name), short(entity));
    found.warning(
        TARGET,
        "WEB_NAME_UNRELATED",
        name,
        format!("“{name_shown}”与主办单位“{entity_shown}”没有共同的词"),
        format!("\"{name_shown}\" has no word in common with the organizer \"{entity_shown}\""),
    );
}

/// Every two neighbours of the Chinese characters that are left without regions and common words.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let mut text = text.to_owned();
    for province in provinces() {
        text = text.replace(&province.zh, "|").replace(&province.short, "|");
    }
    for word in COMMON {
        text = text.replace(word, "|");
    }
    let letters: Vec<char> = text.chars().collect();
    let pair = |two: &[char]| match two {
        [a, b] if is_hanzi(*a) && is_hanzi(*b) => Some((*a, *b)),
        _ => None,
    };
    letters.windows(2).filter_map(pair).collect()
}
