//! Languages: known, and Chinese where the site's name is.

use crate::domain::catalogue::language;
use crate::domain::check::said::is_hanzi;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule =
    Rule { id: "languages", version: 1, zh: "语言类别", en: "languages", source: "domain facts 2.4, 8.5", look };

const TARGET: &str = "service.languages";
const CHINESE: [u32; 2] = [1, 2];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let service = &subject.filing.service;
    for code in service.languages.iter().filter(|code| language(**code).is_none()) {
        let (zh, en) = (format!("没有代码为 {code} 的语言"), format!("there is no language {code}"));
        found.blocker(TARGET, "WEB_LANGUAGE", &code.to_string(), zh, en);
    }
    // Japanese names have the same characters.
    let other = |code: &u32| CHINESE.contains(code) || *code == 13;
    let given = !service.languages.is_empty() && !service.languages.iter().any(other);
    if given && service.name.chars().any(is_hanzi) {
        let chosen: Vec<_> = service.languages.iter().filter_map(|code| language(*code)).collect();
        let zh = chosen.iter().map(|one| one.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = chosen.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join(", ");
        found.warning(
            TARGET,
            "WEB_LANGUAGE",
            &zh,
            format!("网站名称是中文，语言只选了{zh}"),
            format!("the site's name is Chinese, but its languages are {en}"),
        );
    }
}
