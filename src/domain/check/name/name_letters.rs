//! N2: a site's name is not only digits and not only Latin letters.

use super::owner::{TARGET, is_website, site_name};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name_letters",
    version: 1,
    zh: "网站名称不是纯数字或纯英文（N2）",
    en: "the site's name is not only digits or Latin letters (N2)",
    source: "Tencent Cloud, QingCloud, Huawei Cloud: domain facts 8.1",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    // Letters of the other languages that a site may be in are letters of a name.
    if name.chars().any(|c| c.is_alphanumeric() && !is_latin(c)) {
        return;
    }
    let (zh, en) = if !name.chars().any(char::is_alphanumeric) {
        ("没有文字", "has no letter at all")
    } else if !name.chars().any(char::is_alphabetic) {
        ("是纯数字", "is only digits")
    } else {
        ("是纯英文字母和数字，没有汉字", "is only Latin letters and digits")
    };
    let severity = if is_website(subject.filing) { Severity::Blocker } else { Severity::Warning };
    let shown = short(name);
    found.add(severity, TARGET, "WEB_NAME_CHARSET", name, format!("“{shown}”{zh}"), format!("\"{shown}\" {en}"));
}

/// Latin letters, accented and full-width ones too, and digits of either width.
const fn is_latin(c: char) -> bool {
    matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
