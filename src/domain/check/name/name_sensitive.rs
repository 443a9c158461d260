//! N7: words that no site's name may have.

use super::owner::{TARGET, site_name};
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name_sensitive",
    version: 1,
    zh: "网站名称中的敏感词（N7）",
    en: "sensitive words in the site's name (N7)",
    source: "Tencent Cloud, QingCloud: domain facts 8.1",
    look,
};

const WORDS: &[&str] = &["反腐", "赌博", "廉政", "色情"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    let Some(word) = word(name, WORDS) else { return };
    // A government body may be about just this.
    let public = subject.filing.entity.nature == "government";
    let severity = if public { Severity::Warning } else { Severity::Blocker };
    let (zh, en) = (format!("名称含敏感词“{word}”"), format!("has the sensitive word {word} in it"));
    found.add(severity, TARGET, "WEB_NAME_SENSITIVE", name, zh, en);
}
