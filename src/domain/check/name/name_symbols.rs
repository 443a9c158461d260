//! N3: no special symbols in a site's name, and letters and digits only next to Chinese.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::{first, hides, is_hanzi, looks_like};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_symbols",
    version: 1,
    zh: "网站名称的特殊符号和形近字母（N3）",
    en: "special symbols and look-alike letters in the site's name (N3)",
    source: "Tencent Cloud, QingCloud: domain facts 8.1",
    look,
};

const CODE: &str = "WEB_NAME_CHARSET";

/// Punctuation that stands in the names of many units.
const USUAL: &str = "()（）·-－—、，,.&《》 　";

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    if let Some(stray) = first(name, |c| hides(c) || !(c.is_alphanumeric() || is_mark(c) || USUAL.contains(c))) {
        let (zh, en) = if hides(stray.letter) {
            ("看不见", "cannot be seen")
        } else {
            ("是特殊符号", "is a special symbol")
        };
        found.blocker(TARGET, CODE, name, format!("{}{zh}", stray.zh()), format!("{} {en}", stray.en()));
    } else if let Some(stray) = first(name, |c| USUAL.contains(c)) {
        found.warning(
            TARGET,
            CODE,
            name,
            format!("{}是标点，名称一般只用汉字", stray.zh()),
            format!("{} is punctuation, which names do without", stray.en()),
        );
    }
    if let Some(stray) = first(name, |c| looks_like(c).is_some()) {
        let (ascii, number) = (looks_like(stray.letter).unwrap_or_default(), u32::from(stray.letter));
        found.warning(
            TARGET,
            CODE,
            name,
            format!("{}（U+{number:04X}）形似 {ascii}，但不是 {ascii}", stray.zh()),
            format!("{} (U+{number:04X}) looks like {ascii} and is not", stray.en()),
        );
    }
}

/// Vowel signs and the like of other scripts, which are no symbols of their own.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{f71}'..='\u{fbc}' | '\u{180b}'..='\u{180d}') && !is_hanzi(c)
}
