//! N16: words of licensed trades in the site's name, for which no pre-approval was given.

use super::owner::{TARGET, site_name};
use crate::domain::catalogue::trades_in;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name_trigger",
    version: 2,
    zh: "网站名称中需审批的行业词（N16）",
    en: "words of licensed trades in the site's name (N16)",
    source: "Tencent Cloud, QingCloud: domain facts 8.1, 8.3",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = site_name(subject) else { return };
    for (trade, word) in trades_in(name).filter(|(trade, _)| !trade.is_answered(&subject.filing.service)) {
        let (severity, ask) = if trade.everywhere {
            (
                Severity::Warning,
                ("须提供前置审批文件或不涉及承诺", "needs a pre-approval or a letter that it is not involved"),
            )
        } else {
            (Severity::Note, ("部分省份要求批文或说明函", "needs an approval or a letter in some provinces"))
        };
        found.add(
            severity,
            TARGET,
            "WEB_NAME_SCOPE_WORD",
            name,
            format!("名称含{}类行业词“{word}”，{}", trade.zh, ask.0),
            format!("has {word} in it, a word of {}, which {}", trade.en, ask.1),
        );
    }
}
