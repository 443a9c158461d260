//! Fields that were changed although no reason of the return spoke of them.

use super::changed::{changed, covers};
use crate::domain::catalogue::{Field, target_name};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::field::every_value;
use crate::domain::filing::Filing;
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
    let asked = |path: &str| subject.returned.iter().any(|given| covers(&given.target, path));
    let paths: Vec<&str> =
        changed(subject, before).map(|field| field.path.as_str()).filter(|path| !asked(path)).collect();
    if subject.returned.is_empty() || paths.is_empty() {
        return;
    }
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| [before, subject.filing].map(|filing| Words::of(filing, lang)));
    for path in paths {
        let ([was_zh, is_zh], [was_en, is_en]) = (both(&zh, path), both(&en, path));
        found.note(
            path,
            "",
            &is_zh,
            format!("未要求修改的{}由“{was_zh}”改为“{is_zh}”", target_name(path, Lang::Zh)),
            format!("nobody asked for it: \"{was_en}\" became \"{is_en}\" in {}", target_name(path, Lang::En)),
        );
    }
}

/// Every value of a filing in words, read once.
struct Words(Vec<(&'static Field, Vec<String>)>, Lang);

impl Words {
    fn of(filing: &Filing, lang: Lang) -> Self {
        Self(every_value(filing, lang), lang)
    }

    fn at(&self, path: &str) -> String {
        let values =
            self.0.iter().find(|(field, _)| field.path == path).map(|(_, values)| values.join(self.1.pick("；", "; ")));
        short(&values.unwrap_or_default())
    }
}

fn both(rounds: &[Words; 2], path: &str) -> [String; 2] {
    rounds.each_ref().map(|words| words.at(path))
}
