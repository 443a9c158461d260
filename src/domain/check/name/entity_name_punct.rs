//! Brackets and blanks of the organizer's name, whose width has to be that of the certificate.

use crate::domain::check::said::{Stray, first, hides, is_hanzi, short};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "entity_name_punct",
    version: 1,
    zh: "主办单位名称的括号和空格",
    en: "brackets and blanks of the organizer's name",
    source: "domain facts 2.2, ENT_NAME_PUNCT",
    look,
};

const TARGET: &str = "entity.name";
const CODE: &str = "ENT_NAME_PUNCT";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let given = &subject.filing.entity.name;
    let name = given.trim();
    if let Some(stray) = first(name, hides) {
        let (zh, en) = (format!("{}看不见", stray.zh()), format!("{} cannot be seen", stray.en()));
        found.blocker(TARGET, CODE, given, zh, en);
    }
    let (half, full) = (first(name, |c| matches!(c, '(' | ')')), first(name, |c| matches!(c, '（' | '）')));
    if let Some((half, full)) = half.zip(full) {
        found.warning(
            TARGET,
            CODE,
            given,
            format!("半角和全角括号混用：{}、{}", half.zh(), full.zh()),
            format!("half-width and full-width brackets are mixed: {} {}", half.en(), full.en().trim_end_matches(',')),
        );
    } else if !is_balanced(name) {
        let shown = short(name);
        found.warning(
            TARGET,
            CODE,
            given,
            format!("“{shown}”的括号不成对"),
            format!("the brackets of \"{shown}\" do not match"),
        );
    }
    if let Some(stray) = blank(name) {
        found.warning(
            TARGET,
            CODE,
            given,
            format!("{}是空格，请与证件核对", stray.zh()),
            format!("{} is a blank; compare it with the certificate", stray.en()),
        );
    }
}

fn is_balanced(name: &str) -> bool {
    let mut open = 0_i32;
    for c in name.chars() {
        match c {
            '(' | '（' => open += 1,
            ')' | '）' => open -= 1,
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// A blank beside a Chinese character; between the words of a foreign name it belongs.
fn blank(name: &str) -> Option<Stray> {
    let letters: Vec<char> = name.chars().collect();
    let beside = |index: usize| letters.get(index).is_some_and(|c| is_hanzi(*c));
    let at = letters.iter().enumerate().position(|(index, c)| {
        c.is_whitespace() && !hides(*c) && (beside(index + 1) || index.checked_sub(1).is_some_and(beside))
    })?;
    Some(Stray { place: at + 1, letter: *letters.get(at)? })
}
