//! Office and emergency telephones: area code, hyphen, number; several of an office are parted by semicolons.

use crate::domain::check::person::each;
use crate::domain::check::said::{first, short};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "landline",
    version: 1,
    zh: "办公电话和应急联系电话的格式",
    en: "form of office and emergency telephones",
    source: "domain facts 2.3",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for person in each(subject.filing, |given| &given.office_phone) {
        let given = &person.given.office_phone;
        for number in given.split(';').map(str::trim).filter(|number| !number.is_empty()) {
            if let Some((zh, en)) = wrong(number) {
                found.warning(&person.path("office_phone"), "TEL_OFFICE_INVALID", given, zh, en);
            }
        }
    }
    // The catalogue has no reason of its own for an emergency telephone that is malformed.
    for person in each(subject.filing, |given| &given.emergency_phone) {
        let given = &person.given.emergency_phone;
        if let Some((zh, en)) = wrong(given.trim()).filter(|_| !given.trim().is_empty()) {
            let (zh, en) = (format!("应急联系电话：{zh}"), format!("the emergency telephone: {en}"));
            found.warning(&person.path("emergency_phone"), "OTHER", given, zh, en);
        }
    }
}

fn wrong(number: &str) -> Option<(String, String)> {
    if let Some(stray) = first(number, |c| !c.is_ascii_digit() && c != '-') {
        return Some((
            format!("{}不是半角数字或连字符", stray.zh()),
            format!("{} is neither an ASCII digit nor a hyphen", stray.en()),
        ));
    }
    (!is_number(number)).then(|| {
        (
            format!("“{}”不是“区号-号码”或 11 位手机号码", short(number)),
            format!("\"{}\" is neither area code, hyphen and number nor a mobile number", short(number)),
        )
    })
}

/// A mobile, a service number of 400 or 800, or `0NN-NNNNNNNN`, with an extension where there is one.
fn is_number(number: &str) -> bool {
    let bare = number.replace('-', "");
    let service = bare.len() == 10 && (bare.starts_with("400") || bare.starts_with("800"));
    if service || (number.len() == 11 && number.starts_with('1') && !number.contains('-')) {
        return true;
    }
    let mut parts = number.split('-');
    let (Some(area), Some(local)) = (parts.next(), parts.next()) else { return false };
    let extension = parts.next().is_none_or(|more| (1..=6).contains(&more.len())) && parts.next().is_none();
    // Three digits are 010 and 02N; the others have four.
    let short_area = area.len() == 3 && (area == "010" || area.starts_with("02"));
    let long_area = area.len() == 4 && area.starts_with('0') && !area.starts_with("00");
    extension && (short_area || long_area) && matches!(local.len(), 7 | 8) && !local.starts_with('-')
}
