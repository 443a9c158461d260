//! Languages that the province asks for.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue;

/// Languages that the province asks for.
pub(super) const RULE: Rule = Rule {
    id: "language_province",
    version: 1,
    zh: "是否包含当地要求的语言",
    en: "whether the site has the languages that the province asks for",
    source: SOURCE,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.languages) else { return };
    let given = &subject.filing.service.languages;
    let Some(code) = rule.required.iter().find(|code| !given.contains(code)) else { return };
    let (zh, en) = catalogue::language(*code).map_or(("?", "?"), |known| (&known.zh, &known.en));
    let given: Vec<_> = given.iter().map(u32::to_string).collect();
    let broken = Broken {
        target: "service.languages",
        code: "WEB_LANGUAGE",
        input: &given.join(" "),
        zh: format!("语言中没有“{zh}”"),
        en: format!("{en} is not among the languages"),
        mild: false,
    };
    tell(found, subject.pack, rule, broken);
}
