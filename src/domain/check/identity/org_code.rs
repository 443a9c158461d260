//! The organisation code of certificates that still carry one: nine characters, with or without the hyphen.

use crate::domain::check::said::{first, short};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::identifier::{credit_code, org_code};

pub(super) const RULE: Rule =
    Rule {
        id: "org_code", version: 1, zh: "组织机构代码", en: "the organisation code", source: "GB 11714-1997", look
    };

const TARGET: &str = "entity.cert_number";
const CODE: &str = "ENT_CERT_NO_INVALID";

/// The certificates of organisation codes, one per nature.
const CERTIFICATES: [u32; 7] = [3, 9, 10, 12, 16, 18, 20];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let entity = &subject.filing.entity;
    let (given, number) = (&entity.cert_number, entity.cert_number.trim());
    let is_one = entity.cert_type.is_some_and(|kind| CERTIFICATES.contains(&kind));
    if !is_one || number.is_empty() || org_code::validate(number).is_some() {
        return;
    }
    if credit_code::validate(number).is_ok() {
        found.warning(
            "entity.cert_type",
            "ENT_CERT_TYPE_WRONG",
            given,
            "号码是统一社会信用代码，证件类型却选了组织机构代码证",
            "the number is a unified social credit code, but the certificate chosen is that of an organisation code",
        );
        return;
    }
    let (zh, en) = wrong(number);
    found.blocker(TARGET, CODE, given, zh, en);
}

fn wrong(number: &str) -> (String, String) {
    let upper = number.to_ascii_uppercase();
    if let Some(stray) = first(&upper, |c| !c.is_ascii_alphanumeric() && c != '-') {
        return (format!("{}不是允许的字符", stray.zh()), format!("{} is not allowed", stray.en()));
    }
    let bare = upper.replace('-', "");
    let length = bare.len();
    let hyphened = upper.len() > length;
    if length != 9 {
        return (
            format!("去掉连字符共 {length} 位，应为 9 位"),
            format!("has {length} characters without the hyphen instead of 9"),
        );
    }
    if hyphened && upper.find('-') != Some(8) || upper.len() > 10 {
        return (
            format!("“{}”的连字符应在第 8 位之后", short(number)),
            format!("the hyphen of \"{}\" belongs after the eighth character", short(number)),
        );
    }
    let (body, is) = bare.split_at_checked(8).unwrap_or((&bare, ""));
    let due = org_code::check_char(body).map_or_else(String::new, String::from);
    (format!("校验码应为 {due}，实为 {is}"), format!("the check character should be {due} and is {is}"))
}
