//! The forms of passports, travel permits and residence permits. They are known from specimens and not from a standard, so
//! a number of another form is only worth a look.

use crate::domain::check::person::each;
use crate::domain::check::said::{first, short};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::identifier::resident_id;

pub(super) const RULE: Rule = Rule {
    id: "permit_formats",
    version: 1,
    zh: "护照、通行证、居住证的号码格式",
    en: "forms of passport, travel permit and residence permit numbers",
    source: "domain facts 2.6, 9.1",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for person in each(subject.filing, |given| (given.cert_type, &given.cert_number)) {
        let given = &person.given.cert_number;
        let number = given.trim().to_ascii_uppercase();
        let Some(form) = person.given.cert_type.and_then(form).filter(|_| !number.is_empty()) else { continue };
        let target = person.path("cert_number");
        if let Some(stray) = first(&number, |c| !(c.is_ascii_alphanumeric() || form.brackets && "()（）".contains(c)))
        {
            let (zh, en) = (format!("{}不是允许的字符", stray.zh()), format!("{} is not allowed", stray.en()));
            found.warning(&target, "PRI_ID_INVALID", given, zh, en);
        } else if !(form.fits)(&number) {
            let shown = short(&number);
            let (zh, en) = (form.zh, form.en);
            found.warning(
                &target,
                "PRI_ID_INVALID",
                given,
                format!("“{shown}”不像{zh}"),
                format!("\"{shown}\" does not look like {en}"),
            );
        }
    }
}

struct Form {
    fits: fn(&str) -> bool,
    /// Old passes end in a number in brackets.
    brackets: bool,
    zh: &'static str,
    en: &'static str,
}

const fn form(cert_type: u32) -> Option<Form> {
    let (fits, brackets, zh, en): (fn(&str) -> bool, bool, &str, &str) = match cert_type {
        7 => (passport, false, "护照号码（5 至 15 位字母和数字）", "a passport number (5 to 15 letters and digits)"),
        11 => (
            taiwan_pass,
            true,
            "台湾居民来往大陆通行证号码（8 位数字，旧证为 10 位或带字母）",
            "a Taiwan resident's travel permit (8 digits; older ones 10, or with a letter)",
        ),
        14 => (
            hong_kong_pass,
            false,
            "港澳居民来往内地通行证号码（H 或 M 加 8 位或 10 位数字）",
            "a Hong Kong or Macau resident's travel permit (H or M and 8 or 10 digits)",
        ),
        30 => (
            permanent,
            false,
            "外国人永久居留身份证号码（3 个字母加 12 位数字，或 9 开头的 18 位号码）",
            "a foreigner's permanent residence number (3 letters and 12 digits, or 18 digits that begin with 9)",
        ),
        41 => (
            |number| number.starts_with("81") || number.starts_with("82"),
            false,
            "港澳居民居住证号码（以 81 或 82 开头）",
            "a residence permit of a Hong Kong or Macau resident (it begins with 81 or 82)",
        ),
        42 => (
            |number| number.starts_with("83"),
            false,
            "台湾居民居住证号码（以 83 开头）",
            "a residence permit of a Taiwan resident (it begins with 83)",
        ),
        _ => return None,
    };
    Some(Form { fits, brackets, zh, en })
}

fn passport(number: &str) -> bool {
    (5..=15).contains(&number.len()) && number.contains(|c: char| c.is_ascii_digit())
}

fn taiwan_pass(number: &str) -> bool {
    let body = number.split(['(', '（']).next().unwrap_or(number);
    let digits = body.trim_start_matches(|c: char| c.is_ascii_uppercase());
    body.len() - digits.len() <= 2 && is_digits(digits, &[8, 9, 10])
}

fn hong_kong_pass(number: &str) -> bool {
    number.strip_prefix(['H', 'M']).is_some_and(|digits| is_digits(digits, &[8, 10]))
}

fn permanent(number: &str) -> bool {
    let letters = number.chars().take_while(char::is_ascii_uppercase).count();
    match letters {
        3 => is_digits(number.get(3..).unwrap_or(""), &[12]),
        0 => {
            let proven = number.split_at_checked(17).is_some_and(|(body, check)| {
                resident_id::check_char(body).is_some_and(|due| check.len() == 1 && check.starts_with(due))
            });
            number.starts_with('9') && proven
        }
        _ => false,
    }
}

fn is_digits(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
