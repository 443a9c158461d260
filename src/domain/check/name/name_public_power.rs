//! N8: words of public supervision belong to the bodies that supervise.

use super::owner::{TARGET, of_unit, site_name};
use crate::domain::check::said::word;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name_public_power",
    version: 1,
    zh: "网站名称中的监督维权类职能词（N8）",
    en: "words of public supervision in the site's name (N8)",
    source: "QingCloud: domain facts 8.1",
    look,
};

const WORDS: &[&str] = &["纪检", "监察", "信访", "维权", "投诉"];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    let filing = subject.filing;
    let hit = if filing.is_individual() {
        word(name, WORDS).map(|word| (word, Severity::Blocker))
    } else if filing.entity.nature == "government" {
        None
    } else {
        of_unit(filing, name, WORDS)
    };
    if let Some((word, severity)) = hit {
        let (zh, en) = (format!("名称含职能词“{word}”"), format!("has {word} in it, the office of public bodies"));
        found.add(severity, TARGET, "WEB_NAME_PUBLIC_POWER", name, zh, en);
    }
}
