//! N5 and N6: words of the nation belong to national bodies.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "name_national",
    version: 1,
    zh: "网站名称中的国家类字头（N5、N6）",
    en: "words of the nation in the site's name (N5, N6)",
    source: "Tencent Cloud, QingCloud: domain facts 8.1",
    look,
};

const CODE: &str = "WEB_NAME_NATIONAL";
const WORDS: &[&str] = &["中国", "中华", "中央", "人民", "人大", "国家", "全国"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    let filing = subject.filing;
    if filing.is_individual() {
        if let Some(word) = word(name, WORDS) {
            found.blocker(
                TARGET,
                CODE,
                name,
                format!("个人网站名称不能含“{word}”"),
                format!("an individual's site name cannot have {word} in it"),
            );
        }
        return;
    }
    let Some(word) = WORDS.iter().find(|word| name.starts_with(*word)) else { return };
    if filing.entity.name.contains(word) {
        found.warning(
            TARGET,
            CODE,
            name,
            format!("以“{word}”开头，单位名称也含此词，须有国家级单位的证明"),
            format!("begins with {word}, as does the unit; a national body has to prove it"),
        );
    } else {
        found.blocker(
            TARGET,
            CODE,
            name,
            format!("以“{word}”开头，主办单位不是国家级单位"),
            format!("begins with {word}, but the organizer is no national body"),
        );
    }
}
