//! Internationalised domains: what they say in letters, and whether the letters pretend to be others.

use unicode_security::MixedScript;

use super::written::{TARGET, domains};
use crate::domain::check::said::{first, is_hanzi, looks_like, short};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "idn",
    version: 1,
    zh: "国际化域名的实际文字和形近字母",
    en: "internationalised domains: their letters and look-alikes",
    source: "RFC 5890, Unicode Technical Standard 39",
    look,
};

const CODE: &str = "DOM_FORMAT";

fn look(subject: &Subject<'_>, found: &mut Found) {
    for domain in domains(subject.filing) {
        let (letters, sound) = idna::domain_to_unicode(domain);
        let coded = domain.to_lowercase().split('.').any(|label| label.starts_with("xn--"));
        let shown = short(domain);
        if coded && sound.is_err() {
            found.blocker(
                TARGET,
                CODE,
                domain,
                format!("“{shown}”的 xn-- 编码不能还原"),
                format!("the xn-- form in \"{shown}\" stands for nothing"),
            );
            continue;
        }
        if coded {
            let letters = short(&letters);
            found.note(TARGET, "", domain, format!("“{shown}”即“{letters}”"), format!("\"{shown}\" is \"{letters}\""));
        }
        for label in letters.split('.').filter(|label| !label.is_ascii()) {
            alike(label, domain, found);
        }
    }
}

/// Chinese and Latin letters stand side by side in good domains; Cyrillic among Latin ones does not.
fn alike(label: &str, domain: &str, found: &mut Found) {
    let rest: String = label.chars().filter(|c| !is_hanzi(*c)).collect();
    let shown = short(label);
    if let Some(stray) = first(label, |c| looks_like(c).is_some()) {
        let (ascii, number) = (looks_like(stray.letter).unwrap_or_default(), u32::from(stray.letter));
        found.warning(
            TARGET,
            CODE,
            domain,
            format!("“{shown}”的{}（U+{number:04X}）形似 {ascii}", stray.zh()),
            format!("in \"{shown}\", {} (U+{number:04X}) looks like {ascii}", stray.en()),
        );
    } else if !rest.as_str().is_single_script() {
        found.warning(
            TARGET,
            CODE,
            domain,
            format!("“{shown}”混用了不同文字的字母"),
            format!("\"{shown}\" mixes letters of several scripts"),
        );
    }
}
