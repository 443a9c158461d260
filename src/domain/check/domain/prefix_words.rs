//! Words of the nation in a domain. Only some provinces forbid them, so they are worth a look here.

use super::written::{TARGET, domains, letters};
use crate::domain::check::said::{short, word};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "prefix_words",
    version: 1,
    zh: "域名中的国家类词",
    en: "words of the nation in the domain",
    source: "Tencent Cloud, QingCloud: domain facts 8.2 rule 8",
    look,
};

const WORDS: &[&str] = &["中国", "中华", "中央", "国家", "全国", "人民", "人大", "zhongguo", "zhonghua", "guojia"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    for domain in domains(subject.filing) {
        let letters = letters(&domain.to_lowercase());
        // The suffix 中国 is everybody's.
        let front = letters.rsplit_once('.').map_or("", |(front, _)| front);
        let Some(word) = word(front, WORDS) else { continue };
        let shown = short(domain);
        let (zh, en) = (format!("“{shown}”含“{word}”"), format!("\"{shown}\" has {word} in it"));
        if word.is_ascii() {
            found.note(TARGET, "DOM_PREFIX_WORD", domain, zh, en);
        } else {
            found.warning(TARGET, "DOM_PREFIX_WORD", domain, zh, en);
        }
    }
}
