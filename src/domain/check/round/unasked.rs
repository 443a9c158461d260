//! Fields that were changed although no reason of the return spoke of them.

use super::changed::{changed, covers};
use crate::domain::catalogue::target_name;
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::field::values;
use crate::domain::lang::Lang;

pub(super) const RULE: Rule = Rule {
    id: "unasked",
    version: 1,
    zh: "退回未要求的修改",
    en: "changes that nobody asked for",
    source: "the return before",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(before) = subject.before else { return };
    if subject.returned.is_empty() {
        return;
    }
    for field in changed(subject, before) {
        let path = field.path.as_str();
        if subject.returned.iter().any(|given| covers(&given.target, path)) {
            continue;
        }
        let was = |lang: Lang| short(&values(before, path, lang).join(lang.pick("；", "; ")));
        let is = |lang: Lang| short(&values(subject.filing, path, lang).join(lang.pick("；", "; ")));
        found.note(
            path,
            "",
            &is(Lang::Zh),
            format!("未要求修改的{}由“{}”改为“{}”", target_name(path, Lang::Zh), was(Lang::Zh), is(Lang::Zh)),
            format!(
                "nobody asked for it: \"{}\" became \"{}\" in {}",
                was(Lang::En),
                is(Lang::En),
                target_name(path, Lang::En)
            ),
        );
    }
}
