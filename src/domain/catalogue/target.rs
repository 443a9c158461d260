//! What a return reason or a finding is about: a field, an object of the form, or a material.

use std::sync::LazyLock;

use serde::Deserialize;

use super::field::{FieldGroup, field};
use super::load;
use super::material::material;
use crate::domain::lang::Lang;

/// The prefix of a target that is a material.
const MATERIAL: &str = "material:";

/// What a catalogue pattern stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Targets {
    /// Anything; a return with such a reason may leave its target out.
    Any,
    /// These field paths, objects and `material:SLUG`, at least one.
    Concrete(Vec<String>),
}

impl Targets {
    /// Whether `target` is a known target that is one of these or lies within one: `entity.region.city` within
    /// `entity.region`.
    pub fn fit(&self, target: &str) -> bool {
        let within = |whole: &String| {
            target.strip_prefix(whole.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        is_target(target)
            && match self {
                Self::Any => true,
                Self::Concrete(list) => list.iter().any(within),
            }
    }
}

/// A word of the reasons list and what it stands for.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) pattern: String,
    pub(super) targets: Vec<String>,
}

/// Every word that does not stand for itself.
pub(super) fn groups() -> &'static [Group] {
    static LIST: LazyLock<Vec<Group>> = LazyLock::new(|| load("target", include_str!("targets.toml")));
    &LIST
}

/// What `pattern` stands for; several patterns are parted by commas.
pub(super) fn resolve(pattern: &str) -> Targets {
    if pattern == "any" {
        return Targets::Any;
    }
    Targets::Concrete(pattern.split(',').map(str::trim).flat_map(expand).collect())
}

fn expand(word: &str) -> Vec<String> {
    if let Some(group) = groups().iter().find(|group| group.pattern == word) {
        group.targets.clone()
    } else if material(word).is_some() {
        vec![format!("{MATERIAL}{word}")]
    } else {
        is_target(word).then(|| word.to_owned()).into_iter().collect()
    }
}

/// The objects of the form, which can be targets as a whole, with their zh-CN and English names.
pub const fn objects() -> &'static [(&'static str, &'static str, &'static str)] {
    &[
        ("order", "备案类型验证", "filing type check"),
        ("entity", "主体信息", "entity"),
        ("entity.region", "主体信息 · 所在省市县", "entity · region"),
        ("entity.legal_rep", "主体信息 · 法定代表人", "entity · legal representative"),
        ("entity_principal", "主体负责人", "entity principal"),
        ("service", "网站信息", "service"),
        ("service_principal", "网站负责人", "service principal"),
        ("access", "接入信息", "access"),
    ]
}

/// Whether `text` is a concrete target: a field's path, an object, or `material:` with a known slug.
pub fn is_target(text: &str) -> bool {
    match text.strip_prefix(MATERIAL) {
        Some(slug) => material(slug).is_some(),
        None => field(text).is_some() || objects().iter().any(|(path, ..)| *path == text),
    }
}

/// A target in words: 主体负责人 · 手机号码. A target this build does not know keeps its own text.
pub fn target_name(target: &str, lang: Lang) -> String {
    if let Some(slug) = target.strip_prefix(MATERIAL) {
        return material(slug).map_or(target, |material| material.text(lang)).to_owned();
    }
    if let Some((_, zh, en)) = objects().iter().find(|(path, ..)| *path == target) {
        return lang.pick(zh, en).to_owned();
    }
    field(target).map_or_else(
        || target.to_owned(),
        |field| {
            let group: FieldGroup = field.group;
            format!("{} · {}", group.word(lang), field.text(lang))
        },
    )
}
