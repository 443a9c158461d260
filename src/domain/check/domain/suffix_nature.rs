//! Suffixes that belong to natures: `.gov.cn` and 政务 to government bodies, `.cn` and 公益 to institutions.

use super::written::{TARGET, ascii, domains, letters};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "suffix_nature",
    version: 1,
    zh: "域名后缀与单位性质",
    en: "the suffix and the organizer's nature",
    source: "rules on the security of government applications (Huawei Cloud): domain facts 8.2 rule 7",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    let nature = subject.filing.entity.nature.as_str();
    for domain in domains(subject.filing) {
        let Some(ascii) = ascii(domain) else { continue };
        let letters = letters(&ascii);
        let government = letters.ends_with(".gov.cn") || letters.ends_with(".政务");
        let national = letters.ends_with(".cn") || letters.ends_with(".公益") || letters.ends_with(".政务");
        let (zh, en) = match nature {
            "government" if !government => {
                ("党政机关网站应使用 .gov.cn 或 .政务", "government sites use .gov.cn or .政务")
            }
            "institution" if !national => ("事业单位网站应使用 .cn 或 .公益", "sites of institutions use .cn or .公益"),
            "government" | "institution" | "mass_organisation" | "" => continue,
            _ if government => (".gov.cn 和 .政务 只属于党政机关", ".gov.cn and .政务 belong to government bodies"),
            _ => continue,
        };
        let shown = short(domain);
        found.warning(TARGET, "DOM_SUFFIX_NATURE", domain, format!("“{shown}”：{zh}"), format!("\"{shown}\": {en}"));
    }
}
