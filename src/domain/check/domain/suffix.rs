//! The suffix: whether it exists, and whether the ministry has approved it. The ministry's list has no free source that could be
//! carried along, so nothing but its own suffixes is known here, and what is not known is said and never held against a filing.

use super::written::{TARGET, ascii, domains, is_known, letters, registry_suffix};
use crate::domain::check::said::short;
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "suffix",
    version: 1,
    zh: "域名后缀",
    en: "the suffix of the domain",
    source: "domain facts 8.2 rule 2; the public suffix list",
    look,
};

/// Suffixes that China's own registry runs, in letters. Those that the ministry has approved besides stand in a list which is
/// empty as long as no source may be copied.
const NATIONAL: &[&str] = &["cn", "中国", "公益", "政务"];
const APPROVED: &[&str] = &[];

fn look(subject: &Subject<'_>, found: &mut Found) {
    for domain in domains(subject.filing) {
        let Some(ascii) = ascii(domain) else { continue };
        let suffix = short(&letters(&registry_suffix(&ascii)));
        let last = letters(ascii.rsplit('.').next().unwrap_or(&ascii));
        if NATIONAL.contains(&last.as_str()) || APPROVED.contains(&suffix.as_str()) {
            continue;
        }
        if is_known(&ascii) {
            found.note(
                TARGET,
                "",
                domain,
                format!("后缀“.{suffix}”是否获批复未核对，以 domain.miit.gov.cn 为准"),
                format!("whether the suffix \".{suffix}\" is approved was not checked; domain.miit.gov.cn decides"),
            );
        } else {
            found.warning(
                TARGET,
                "DOM_TLD_NOT_APPROVED",
                domain,
                format!("后缀“.{suffix}”不在公共后缀列表中"),
                format!("the suffix \".{suffix}\" is not in the public suffix list"),
            );
        }
    }
}
