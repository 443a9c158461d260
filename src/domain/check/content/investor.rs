//! The investor or superior body: a name in Chinese, or the organizer's own.

use crate::domain::check::said::{first, is_hanzi, short, simplified};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "investor",
    version: 2,
    zh: "投资者或上级主管单位",
    en: "the investor or superior body",
    source: "domain facts 2.2",
    look,
};

const TARGET: &str = "entity.investor";
const CODE: &str = "ENT_INVESTOR_INVALID";

/// What people write where they have none.
const NONE: &[&str] =
    &["无", "没有", "暂无", "不详", "无上级", "无主管单位", "个体", "自然人", "/", "-", "—", "none", "n/a"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let entity = &subject.filing.entity;
    let (given, name) = (&entity.investor, entity.investor.trim());
    // A foreign organizer that is its own investor has its own name.
    if name.is_empty() || name == entity.name.trim() {
        return;
    }
    let shown = short(name);
    if NONE.iter().any(|none| name.eq_ignore_ascii_case(none)) {
        found.warning(
            TARGET,
            CODE,
            given,
            format!("“{shown}”不是名称，没有的应填本单位名称"),
            format!("\"{shown}\" is no name; who has none enters the organizer's own"),
        );
    } else if let Some(stray) = first(name, |c| c.is_numeric() && !is_hanzi(c)) {
        let (zh, en) = (format!("{}是数字", stray.zh()), format!("{} is a digit", stray.en()));
        found.warning(TARGET, CODE, given, zh, en);
    } else if let Some(stray) = first(name, |c| c.is_alphabetic() && !is_hanzi(c)) {
        let (zh, en) = (
            format!("{}是字母，应为简体中文全称", stray.zh()),
            format!("{} is a letter; the full name in Chinese is asked for", stray.en()),
        );
        found.warning(TARGET, CODE, given, zh, en);
    } else if let Some(stray) = first(name, |c| simplified(c).is_some()) {
        let due = simplified(stray.letter).unwrap_or(stray.letter);
        let (zh, en) = (
            format!("{}是繁体字，应写作“{due}”", stray.zh()),
            format!("{} is a traditional character; write \"{due}\"", stray.en()),
        );
        found.warning(TARGET, CODE, given, zh, en);
    }
}
