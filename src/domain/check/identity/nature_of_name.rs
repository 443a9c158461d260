//! Endings of an organizer's name that only one nature has.

use crate::domain::catalogue::nature;
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "nature_of_name",
    version: 1,
    zh: "主办单位名称与单位性质相符",
    en: "the organizer's name fits its nature",
    source: "domain facts 2.1",
    look,
};

/// Endings, and the natures of those who have them, the usual one first.
const ENDINGS: &[(&str, &[&str])] = &[
    ("有限公司", &["enterprise", "overseas"]),
    ("有限责任公司", &["enterprise", "overseas"]),
    ("律师事务所", &["law_firm"]),
    ("基金会", &["foundation"]),
    ("公证处", &["notary"]),
    ("仲裁委员会", &["arbitration"]),
    ("司法鉴定所", &["judicial_appraisal", "institution"]),
    ("司法鉴定中心", &["judicial_appraisal", "institution"]),
    ("协会", &["social_group", "mass_organisation", "private_non_enterprise"]),
    ("学会", &["social_group", "mass_organisation"]),
];

fn look(subject: &Subject<'_>, found: &mut Found) {
    let entity = &subject.filing.entity;
    let name = entity.name.trim();
    let Some(given) = nature(&entity.nature).filter(|given| given.slug != "other") else { return };
    let ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
    let Some((ending, natures)) = ending.filter(|(_, natures)| !natures.contains(&given.slug.as_str())) else { return };
    let Some(usual) = natures.first().and_then(|slug| nature(slug)) else { return };
    found.warning(
        "entity.nature",
        "ENT_NATURE_WRONG",
        &entity.nature,
        format!("“{}”以“{ending}”结尾，通常是{}，填写为{}", short(name), usual.zh, given.zh),
        format!(
            "\"{}\" ends in {ending}, which is usually the nature \"{}\" and not \"{}\"",
            short(name),
            usual.en,
            given.en
        ),
    );
}
