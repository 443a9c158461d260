//! Fields for which a filing was returned and that came back as they were.

use super::changed::{changed, compared, covers};
use crate::domain::catalogue::{Effect, reason, target_name};
use crate::domain::check::{Found, Rule, Subject};
use crate::domain::field::values;
use crate::domain::lang::Lang;

pub(super) const RULE: Rule = Rule {
    id: "unchanged",
    version: 1,
    zh: "退回后未修改",
    en: "returned and not changed",
    source: "the return before",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let Some(before) = subject.before else { return };
    let changed: Vec<&str> = changed(subject, before).map(|field| field.path.as_str()).collect();
    let mut told: Vec<(&str, &str)> = Vec::new();
    for given in subject.returned {
        let target = given.target.as_str();
        // What is to be done elsewhere, or waited for, changes no field; pictures are compared by another.
        let known = reason(&given.code).filter(|known| known.effect == Effect::Fix && known.fits(target));
        let field = compared().any(|field| covers(target, &field.path));
        let Some(known) = known.filter(|_| field) else { continue };
        if changed.iter().any(|path| covers(target, path)) || told.contains(&(target, &given.code)) {
            continue;
        }
        told.push((target, &given.code));
        let value = values(subject.filing, target, Lang::Zh).join("；");
        found.warning(
            target,
            &given.code,
            &value,
            format!("上次因“{}”退回，{}未修改", known.zh, target_name(target, Lang::Zh)),
            format!("was returned because \"{}\" and the {} has not changed", known.en, target_name(target, Lang::En)),
        );
    }
}
