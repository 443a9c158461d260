//! Whether the principals' certificates are valid today, and for how long.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::catalogue::RESIDENT_ID;
use crate::domain::check::person::{Person, each};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::identifier::resident_id::validate;

pub(super) const RULE: Rule = Rule {
    id: "id_validity",
    version: 2,
    zh: "负责人证件的有效期",
    en: "validity of the principals' certificates",
    source: "domain facts 2.3; Resident Identity Card Law, art. 5",
    look,
};

/// Some provinces want more than this left.
const LEAST_LEFT: i32 = 3;

/// From this age on a card has no end.
const LONG_TERM_FROM: i16 = 46;

fn look(subject: &Subject<'_>, found: &mut Found) {
    for person in each(subject.filing, |given| (&given.cert_valid_from, &given.cert_valid_to)) {
        begins(&person, subject.today(), found);
        ends(&person, subject.today(), found);
    }
}

fn begins(person: &Person<'_>, today: Date, found: &mut Found) {
    let given = person.given;
    let Ok(from) = given.cert_valid_from.trim().parse::<Date>() else { return };
    let target = person.path("cert_valid_from");
    let mut mistyped = |zh: String, en: String| {
        found.blocker(&target, "PRI_ID_VALIDITY_MISTYPED", &given.cert_valid_from, zh, en);
    };
    if let Ok(to) = given.cert_valid_to.trim().parse::<Date>()
        && from > to
    {
        mistyped(format!("有效期起 {from} 晚于止 {to}"), format!("valid from {from}, which is after its end on {to}"));
    } else if from > today {
        mistyped(format!("有效期从 {from} 才开始"), format!("only valid from {from} on"));
    }
    if given.cert_type == Some(RESIDENT_ID) {
        if given.cert_valid_to.trim() == "long_term" {
            too_young(person, from, today, found);
        } else if from <= today {
            odd_length(person, from, today, found);
        }
    }
}

/// From which age on a resident identity card is valid for so many years; no end is `None`.
const YEARS: &[(i16, Option<i16>)] = &[(0, Some(5)), (16, Some(10)), (26, Some(20)), (LONG_TERM_FROM, None)];

/// Between application and issue a birthday may lie, in days.
const ISSUED_WITHIN: i32 = 90;

/// Ends are printed as the day of the issue or the one before, and 29 February moves, in days.
const SLACK: i32 = 2;

/// A resident identity card whose length does not follow from its holder's age at the issue: a date was mistyped, or the card is
/// a temporary one.
fn odd_length(person: &Person<'_>, from: Date, today: Date, found: &mut Found) {
    let given = person.given;
    let (Ok(to), Ok(id)) = (given.cert_valid_to.trim().parse::<Date>(), validate(given.cert_number.trim(), today))
    else {
        return;
    };
    let age = id.age_on(from);
    if from > to || age < 0 {
        return;
    }
    let applied = from.checked_sub(ISSUED_WITHIN.days()).map_or(age, |day| id.age_on(day));
    let due =
        [age, applied].map(|age| YEARS.iter().rev().find(|(least, _)| age >= *least).and_then(|(_, years)| *years));
    let fits = |years: i16| {
        let end = from.checked_add(jiff::Span::new().years(years));
        end.is_ok_and(|end| (end - to).get_days().abs() <= SLACK)
    };
    if due.iter().flatten().any(|years| fits(*years)) {
        return;
    }
    let (zh, en) = match due {
        [Some(years), _] => (format!("应为{years}年"), format!("{years} years are issued")),
        [None, _] => ("应为长期".to_owned(), "cards without an end are issued".to_owned()),
    };
    found.warning(
        &person.path("cert_valid_from"),
        "PRI_ID_VALIDITY_MISTYPED",
        &format!("{from} {to}"),
        format!("{from} 签发时 {age} 岁，有效期{zh}，所填止于 {to}"),
        format!("was {age} when it was issued on {from}, when {en}; it is given until {to}"),
    );
}

/// A resident identity card without an end is only issued from the age of 46.
fn too_young(person: &Person<'_>, from: Date, today: Date, found: &mut Found) {
    let Ok(id) = validate(person.given.cert_number.trim(), today) else { return };
    let age = id.age_on(from);
    if age < LONG_TERM_FROM {
        found.warning(
            &person.path("cert_valid_from"),
            "PRI_ID_VALIDITY_MISTYPED",
            &person.given.cert_valid_from,
            format!("{from} 签发时 {age} 岁，未满 46 周岁的身份证没有长期有效期"),
            format!("was {age} when it was issued on {from}; only from 46 on is an identity card without an end"),
        );
    }
}

fn ends(person: &Person<'_>, today: Date, found: &mut Found) {
    let given = person.given;
    let Ok(to) = given.cert_valid_to.trim().parse::<Date>() else { return };
    let target = person.path("cert_valid_to");
    if to < today {
        found.blocker(
            &target,
            "PRI_ID_EXPIRED",
            &given.cert_valid_to,
            format!("证件已于 {to} 到期"),
            format!("expired on {to}"),
        );
    } else if today.checked_add(LEAST_LEFT.months()).is_ok_and(|limit| to <= limit) {
        found.warning(
            &target,
            "PRI_ID_EXPIRING",
            &given.cert_valid_to,
            format!("证件将于 {to} 到期，剩余不足三个月"),
            format!("expires on {to}, within three months"),
        );
    }
}
