//! Mobile numbers: eleven ASCII digits of a person, not of a machine.

use crate::domain::check::person::each;
use crate::domain::check::said::{first, short, telephone};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "mobile",
    version: 1,
    zh: "手机号码的格式",
    en: "form of mobile numbers",
    source: "domain facts 9.4",
    look,
};

/// How machine-to-machine numbers of 11 or 13 digits begin.
const MACHINES: &str = "1064";

fn look(subject: &Subject<'_>, found: &mut Found) {
    for person in each(subject.filing, |given| &given.mobile) {
        let given = &person.given.mobile;
        if let Some((zh, en)) = wrong(given.trim()).filter(|_| !given.trim().is_empty()) {
            found.blocker(&person.path("mobile"), "TEL_INVALID", given, zh, en);
        }
    }
}

fn wrong(number: &str) -> Option<(String, String)> {
    if let Some(stray) = first(number, |c| !c.is_ascii_digit()) {
        let digits = telephone(number);
        let hint = if digits.len() == 11 {
            (format!("，应填 {digits}"), format!("; the number is {digits}"))
        } else {
            Default::default()
        };
        return Some((
            format!("{}不是半角数字{}", stray.zh(), hint.0),
            format!("{} is no ASCII digit{}", stray.en(), hint.1),
        ));
    }
    if number.starts_with(MACHINES) {
        return Some((
            format!("{MACHINES} 开头的是物联网号码，不能接听电话和短信"),
            format!("numbers that begin with {MACHINES} belong to machines and take no calls"),
        ));
    }
    let length = number.len();
    if length != 11 {
        return Some((
            format!("共 {length} 位，应为 11 位：{}", short(number)),
            format!("has {length} digits instead of 11: {}", short(number)),
        ));
    }
    let segment: String = number.chars().take(2).collect();
    let known = number.starts_with('1') && !matches!(segment.as_str(), "10" | "11" | "12");
    (!known).then(|| {
        (
            format!("“{segment}”开头的不是手机号段，应为 13 至 19"),
            format!("begins with \"{segment}\"; mobile numbers begin with 13 to 19"),
        )
    })
}
