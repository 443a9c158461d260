//! Letters in the organizer's name that only look like what they seem.

use crate::domain::check::said::{first, looks_like};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "entity_name_letters",
    version: 1,
    zh: "主办单位名称中的形近字母",
    en: "look-alike letters in the organizer's name",
    source: "Unicode Technical Standard 39",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let given = &subject.filing.entity.name;
    let Some(stray) = first(given.trim(), |c| looks_like(c).is_some()) else { return };
    let ascii = looks_like(stray.letter).unwrap_or_default();
    let number = u32::from(stray.letter);
    found.warning(
        "entity.name",
        "ENT_NAME_MISMATCH",
        given,
        format!("{}（U+{number:04X}）形似 {ascii}，但不是 {ascii}", stray.zh()),
        format!("{} (U+{number:04X}) looks like {ascii} and is not", stray.en()),
    );
}
