//! ICP filing numbers: their form, the province's letter, and whether the service's number belongs to the entity's. The catalogue
//! gives no reason of the first two reviews for them, so they suggest the general one.

use crate::domain::catalogue::{province, provinces};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::filing::ServiceKind;

pub(super) const RULE: Rule = Rule {
    id: "filing_numbers",
    version: 1,
    zh: "主体备案号和网站备案号",
    en: "filing numbers of entity and service",
    source: "domain facts 9.5",
    look,
};

const ENTITY: &str = "entity.filing_number";
const SERVICE: &str = "service.filing_number";

/// The parts of `京ICP备12345678号-1A`, or of the older `京ICP备12345678-1号`.
struct Number<'a> {
    /// `京ICP备12345678`.
    entity: String,
    letter: &'a str,
    /// `1A`.
    service: Option<&'a str>,
}

fn look(subject: &Subject<'_>, found: &mut Found) {
    let filing = subject.filing;
    let entity = read(subject, ENTITY, &filing.entity.filing_number, found);
    let service = read(subject, SERVICE, &filing.service.filing_number, found);
    if let Some(part) = entity.as_ref().and_then(|number| number.service) {
        found.warning(
            ENTITY,
            "OTHER",
            &filing.entity.filing_number,
            format!("主体备案号不应带服务序号“-{part}”"),
            format!("an entity's number has no service part \"-{part}\""),
        );
    }
    let Some(number) = service else { return };
    let given = &filing.service.filing_number;
    if let Some(entity) = entity.filter(|entity| entity.entity != number.entity) {
        found.warning(
            SERVICE,
            "OTHER",
            given,
            format!("{} 不属于主体备案号 {}号", short(given.trim()), entity.entity),
            format!("{} does not belong to the entity's {}号", short(given.trim()), entity.entity),
        );
    }
    match number.service {
        None => found.warning(
            SERVICE,
            "OTHER",
            given,
            "网站备案号缺少“-序号”",
            "a service's number ends in a hyphen and its own number",
        ),
        Some(part) => suffix(subject, part, found),
    }
}

/// The letter of the service's kind.
fn suffix(subject: &Subject<'_>, part: &str, found: &mut Found) {
    let Some(kind) = subject.filing.service.kind.known() else { return };
    let due = match kind {
        ServiceKind::Website => "",
        ServiceKind::App => "A",
        ServiceKind::MiniProgram => "X",
        ServiceKind::QuickApp => "K",
    };
    let is = part.trim_start_matches(|c: char| c.is_ascii_digit());
    if is == due {
        return;
    }
    let word = |lang| kind.word(lang);
    let (zh, en) = (word(crate::domain::lang::Lang::Zh), word(crate::domain::lang::Lang::En));
    found.warning(
        SERVICE,
        "OTHER",
        &subject.filing.service.filing_number,
        format!("序号“-{part}”的后缀应为“{due}”，服务类型是{zh}"),
        format!("\"-{part}\" should end in \"{due}\", because the service is a {en}"),
    );
}

fn read<'a>(subject: &Subject<'_>, target: &str, given: &'a str, found: &mut Found) -> Option<Number<'a>> {
    let text = given.trim();
    if text.is_empty() {
        return None;
    }
    let Some(number) = parse(text) else {
        let shown = short(text);
        found.warning(
            target,
            "OTHER",
            given,
            format!("“{shown}”不是备案号，应如京ICP备12345678号"),
            format!("\"{shown}\" is no filing number such as 京ICP备12345678号"),
        );
        return None;
    };
    let here = province(subject.filing.province()).filter(|here| here.icp != number.letter);
    if let Some(here) = here {
        found.warning(
            target,
            "OTHER",
            given,
            format!("备案号的省简称“{}”与备案省份{}的“{}”不同", number.letter, here.short, here.icp),
            format!("begins with \"{}\", but numbers of {} begin with \"{}\"", number.letter, here.en, here.icp),
        );
    }
    Some(number)
}

fn parse(text: &str) -> Option<Number<'_>> {
    let (letter, rest) = text.split_once("ICP备").or_else(|| text.split_once("ICP证"))?;
    let known = provinces().iter().any(|province| province.icp == letter);
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let (digits, tail) = rest.split_at_checked(end)?;
    let service = match tail.strip_prefix('号') {
        Some("") => None,
        Some(after) => Some(after.strip_prefix('-')?),
        None => Some(tail.strip_suffix('号')?.strip_prefix('-')?),
    };
    let sound = |part: &str| {
        let letters = part.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=5).contains(&(part.len() - letters.len())) && matches!(letters, "" | "A" | "X" | "K")
    };
    let whole = known && (6..=12).contains(&digits.len()) && service.is_none_or(sound);
    let head = text.get(..text.len() - rest.len())?;
    whole.then(|| Number { entity: format!("{head}{digits}"), letter, service })
}
