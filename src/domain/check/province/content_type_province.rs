//! Content types that the province does not accept.

use super::{Broken, Found, Rule, SOURCE, Subject, rule_of, tell};
use crate::domain::catalogue;

/// Content types that the province does not accept.
pub(super) const RULE: Rule = Rule {
    id: "content_type_province",
    version: 1,
    zh: "服务内容是否被当地接受",
    en: "whether the province accepts the content types",
    source: SOURCE,
    look,
};

/// 其他.
const OTHER: u32 = 24;

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(rule) = rule_of(subject, |pack| &pack.content_types) else { return };
    let individual = subject.filing.is_individual();
    for code in &subject.filing.service.content_types {
        let refused = rule.any.contains(code) || (individual && rule.individual.contains(code));
        if !refused {
            continue;
        }
        let (zh, en) = catalogue::content_type(*code).map_or(("?", "?"), |known| (&known.zh, &known.en));
        let broken = Broken {
            target: "service.content_types",
            code: if *code == OTHER { "WEB_CONTENT_TYPE_OTHER" } else { "WEB_CONTENT_TYPE_PERSONAL" },
            input: &code.to_string(),
            zh: format!("服务内容选择了“{zh}”"),
            en: format!("the content types have {en}"),
            mild: false,
        };
        tell(found, subject.pack, rule, broken);
    }
}
