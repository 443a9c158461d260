//! The resident identity numbers of the principals, and of an individual organizer whose number is neither's.

use crate::domain::catalogue::RESIDENT_ID;
use crate::domain::check::person::{certificate, each};
use crate::domain::check::said::{Stray, looks_like};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::identifier::resident_id::{IdProblem, ResidentId, check_char, validate};
use crate::domain::lang::Lang;

pub(super) const RULE: Rule = Rule {
    id: "resident_id",
    version: 1,
    zh: "身份证号码的地区、日期和校验码",
    en: "region, date and check character of resident identity numbers",
    source: "GB 11643-1999",
    look,
};

/// The certificates that carry such a number: the identity card, and the residence permits of Hong Kong and Macau
/// residents and of Taiwan residents.
const NUMBERED: [u32; 3] = [RESIDENT_ID, 41, 42];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let filing = subject.filing;
    for person in each(filing, |given| (given.cert_type, &given.cert_number)) {
        if let Some(kind) = person.given.cert_type.filter(|kind| NUMBERED.contains(kind)) {
            judge(
                subject,
                found,
                Place("PRI_ID_INVALID", &person.path("cert_number")),
                kind,
                &person.given.cert_number,
            );
        }
    }
    let entity = &filing.entity;
    let own = certificate(&entity.cert_number) != certificate(&filing.entity_principal.cert_number);
    if let Some(kind) = entity.cert_type.filter(|kind| filing.is_individual() && own && NUMBERED.contains(kind)) {
        judge(subject, found, Place("ENT_CERT_NO_INVALID", "entity.cert_number"), kind, &entity.cert_number);
    }
}

/// The reason for a wrong number, and the field that holds it.
struct Place<'a>(&'static str, &'a str);

fn judge(subject: &Subject<'_>, found: &mut Found, Place(code, target): Place<'_>, kind: u32, given: &str) {
    let number = given.trim();
    if number.is_empty() {
        return;
    }
    match validate(number, subject.today()) {
        Err(problem) => {
            let (zh, en) = wrong(number, problem);
            found.blocker(target, code, given, zh, en);
        }
        Ok(id) if kind == RESIDENT_ID && id.is_permit() => {
            let prefix: String = number.chars().take(2).collect();
            found.blocker(
                target,
                code,
                given,
                format!("前两位“{prefix}”是港澳台居民居住证的号段，不是居民身份证"),
                format!(
                    "\"{prefix}\" begins residence permits of Hong Kong, Macau and Taiwan residents, not identity cards"
                ),
            );
        }
        Ok(id) if number.len() == 15 => old_form(found, target, code, given, &id),
        Ok(_) => {}
    }
}

fn old_form(found: &mut Found, target: &str, code: &str, given: &str, id: &ResidentId) {
    let long = &id.number;
    found.note(
        target,
        code,
        given,
        format!("15 位旧号码，对应的 18 位号码为 {long}"),
        format!("an old number of 15 digits, which is {long} in 18"),
    );
}

/// What is wrong with a number, by its exact character where there is one.
pub(super) fn wrong(number: &str, problem: IdProblem) -> (String, String) {
    let upper = number.to_ascii_uppercase();
    let part = |from: usize, to: usize| upper.get(from..to).unwrap_or("").to_owned();
    match problem {
        IdProblem::Length => {
            let length = number.chars().count();
            (format!("共 {length} 位，应为 18 位"), format!("has {length} characters instead of 18"))
        }
        IdProblem::Characters => characters(&upper),
        IdProblem::CheckCharacter => {
            let (Some(body), is) = (upper.get(..17), part(17, 18)) else { return plain(problem) };
            let due = check_char(body).map_or_else(String::new, String::from);
            (format!("校验码应为 {due}，实为 {is}"), format!("the check character should be {due} and is {is}"))
        }
        IdProblem::Region => {
            let region = part(0, 2);
            (format!("前两位“{region}”不是省级代码"), format!("the first two digits, \"{region}\", name no province"))
        }
        IdProblem::BirthDate | IdProblem::FutureBirth => {
            let born = if number.len() == 15 { format!("19{}", part(6, 12)) } else { part(6, 14) };
            let (zh, en) = plain(problem);
            (format!("{zh}：{born}"), format!("{en}: {born}"))
        }
    }
}

fn characters(upper: &str) -> (String, String) {
    let last = upper.chars().count();
    let stray = upper.chars().enumerate().find(|(index, c)| !(c.is_ascii_digit() || *c == 'X' && index + 1 == last));
    let Some((index, letter)) = stray else { return plain(IdProblem::Characters) };
    let stray = Stray { place: index + 1, letter };
    let meant = looks_like(letter).map(|ascii| (format!("（形似 {ascii}）"), format!(" (it looks like {ascii})")));
    let (zh, en) = meant.unwrap_or_default();
    (format!("{}不是允许的字符{zh}", stray.zh()), format!("{} is not allowed{en}", stray.en()))
}

fn plain(problem: IdProblem) -> (String, String) {
    (problem.word(Lang::Zh).to_owned(), problem.word(Lang::En).to_owned())
}
