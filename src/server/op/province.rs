//! A province with its pack, as this service has it.

use super::Done;
use crate::api::{PackDetail, ProvinceDetail, ProvinceRequirement, ProvinceRule};
use crate::domain::catalogue;
use crate::domain::lang::Lang;
use crate::domain::province::Pack;
use crate::server::App;
use crate::server::error::Code;

/// The province with this code.
pub(in crate::server) fn detail(app: &App, code: &str, lang: Lang) -> Done<ProvinceDetail> {
    let province = catalogue::province(code).ok_or(Code::NotFound)?.clone();
    Ok(ProvinceDetail {
        code: province.code,
        zh: province.zh,
        short: province.short,
        en: province.en,
        icp: province.icp,
        security: province.security,
        location_bit: province.location_bit,
        pack: pack(app.settings.packs.of(code), lang),
    })
}

fn pack(pack: &Pack, lang: Lang) -> PackDetail {
    let rules = pack.rules().into_iter().map(|rule| ProvinceRule {
        key: rule.key.to_owned(),
        name: lang.pick(rule.zh, rule.en).to_owned(),
        text: lang.pick(&rule.says_zh, &rule.says_en).to_owned(),
        advice: rule.advice,
        note: rule.note.to_owned(),
        source: rule.source.to_owned(),
        as_of: rule.as_of.to_owned(),
    });
    let others = pack.other.iter().map(|rule| ProvinceRule {
        key: format!("other:{}", rule.slug),
        name: lang.pick("其他", "other").to_owned(),
        text: lang.pick(&rule.zh, &rule.en).to_owned(),
        advice: true,
        note: String::new(),
        source: rule.source.clone(),
        as_of: rule.as_of.clone(),
    });
    let requirements = pack.requirement.iter().map(|rule| ProvinceRequirement {
        slug: rule.slug.clone(),
        required: rule.must,
        text: rule.text(lang).to_owned(),
        source: rule.source.clone(),
        as_of: rule.as_of.clone(),
    });
    PackDetail {
        id: pack.id(),
        version: pack.version,
        hash: pack.hash(),
        rules: rules.chain(others).collect(),
        requirements: requirements.collect(),
    }
}
