//! What the province asks of site names: areas, letters, persons, words.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue::{self, Who};
use crate::domain::filing::Filing;
use crate::domain::province::{NameAreas, Rule as Asked};

/// What the province asks of site names: areas, letters, persons, words.
pub(super) const RULE: Rule = Rule {
    id: "name_province",
    version: 1,
    zh: "网站名称是否符合当地规定",
    en: "whether the site's name is as the province asks",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let name = subject.filing.service.name.trim();
    if name.is_empty() {
        return;
    }
    let mut named = Named { subject, found, name };
    if let Some(rule) = rule_of(subject, |pack| &pack.name_areas)
        && let Some(area) = area_in(rule, name)
    {
        named.has(rule, "WEB_NAME_ADMIN_AREA", area);
    }
    if let Some(rule) = rule_of(subject, |pack| &pack.name_prefixes)
        && let Some(word) = rule.refused.iter().find(|word| name.starts_with(word.as_str()))
    {
        named.has(rule, "WEB_NAME_NATIONAL", word);
    }
    if let Some(rule) = rule_of(subject, |pack| &pack.name_words)
        && binds(rule.who, subject.filing)
        && let Some(word) = rule.refused.iter().find(|word| name.contains(word.as_str()))
    {
        named.has(rule, "WEB_NAME_PERSONAL_WORDS", word);
    }
    letters(&mut named);
    person(&mut named);
}

fn letters(named: &mut Named<'_, '_>) {
    let name = named.name;
    if let Some(rule) = rule_of(named.subject, |pack| &pack.name_latin)
        && let Some(letter) = name.chars().find(|c| is_latin(*c))
    {
        named.has(rule, "WEB_NAME_CHARSET", &letter.to_string());
    }
    if let Some(rule) = rule_of(named.subject, |pack| &pack.name_english_only)
        && name.chars().any(is_latin)
        && !name.chars().any(is_hanzi)
    {
        named.tell(
            rule,
            "WEB_NAME_CHARSET",
            format!("网站名称“{name}”为纯英文"),
            format!("the site's name {name} is English alone"),
            false,
        );
    }
    if let Some(rule) = rule_of(named.subject, |pack| &pack.name_hanzi) {
        let count = name.chars().filter(|c| is_hanzi(*c)).count();
        if count < usize::from(rule.least) {
            let (zh, en) = (
                format!("网站名称“{name}”有{count}个汉字"),
                format!("the site's name {name} has {count} Chinese characters"),
            );
            named.tell(rule, "WEB_NAME_SHORT", zh, en, false);
        }
    }
}

fn person(named: &mut Named<'_, '_>) {
    let Some(rule) = rule_of(named.subject, |pack| &pack.name_person) else { return };
    let filing = named.subject.filing;
    let people = [&filing.entity_principal.name, &filing.service_principal.name, &filing.entity.legal_rep.name];
    // One character is too little to be somebody.
    let people = people.into_iter().filter(|person| person.chars().count() > 1);
    if let Some(person) = people.into_iter().find(|person| named.name.contains(person.as_str())) {
        let name = named.name;
        let (zh, en) = (
            format!("网站名称“{name}”含人名“{person}”"),
            format!("the site's name {name} has the person's name {person}"),
        );
        named.tell(rule, "WEB_NAME_PERSON_NAME", zh, en, person != name);
    }
}

/// The name under the eyes of one rule after the other.
struct Named<'s, 'f> {
    subject: &'s Subject<'s>,
    found: &'f mut Found,
    name: &'s str,
}

impl Named<'_, '_> {
    fn has(&mut self, rule: &impl Asked, code: &str, word: &str) {
        let name = self.name;
        self.tell(
            rule,
            code,
            format!("网站名称“{name}”含“{word}”"),
            format!("the site's name {name} has {word}"),
            false,
        );
    }

    fn tell(&mut self, rule: &impl Asked, code: &str, zh: String, en: String, mild: bool) {
        let broken = Broken { target: "service.name", code, input: self.name, zh, en, mild };
        tell(self.found, self.subject.pack, rule, broken);
    }
}

fn binds(who: Who, filing: &Filing) -> bool {
    match who {
        Who::Any => true,
        Who::Unit => !filing.is_individual(),
        Who::Individual => filing.is_individual(),
    }
}

/// The first area of the province's own, or province, that the name has.
fn area_in<'a>(rule: &'a NameAreas, name: &str) -> Option<&'a str> {
    let provinces = catalogue::provinces().iter().map(|province| province.short.as_str());
    rule.areas.iter().map(String::as_str).chain(provinces).find(|area| name.contains(*area))
}

/// A Latin letter, of half or full width.
const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

const fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
