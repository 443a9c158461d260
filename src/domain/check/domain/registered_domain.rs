//! A domain is given as it was registered: no scheme, port or path, no `www`, no sub-domain.

use super::written::{TARGET, ascii, domains, letters, registered};
use crate::domain::check::said::{first, hides, short};
use crate::domain::check::{Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    id: "registered_domain",
    version: 1,
    zh: "域名为注册域名",
    en: "the domain is a registered one",
    source: "domain facts 8.2 rule 1; the public suffix list",
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found) {
    for domain in domains(subject.filing) {
        if let Some((zh, en)) = wrong(domain) {
            let shown = short(domain);
            found.blocker(TARGET, "DOM_FORMAT", domain, format!("“{shown}”{zh}"), format!("\"{shown}\" {en}"));
        }
    }
}

/// What keeps a text from being a registered domain, as it reads after the domain, in Chinese and English.
pub(in crate::domain) fn wrong(domain: &str) -> Option<(String, String)> {
    if domain.contains("://") {
        return Some(("不应带协议".to_owned(), "should come without a scheme".to_owned()));
    }
    if let Some(stray) = first(domain, |c| "/?#\\@:".contains(c)) {
        return Some((
            format!("的{}不属于域名，不应带路径或端口", stray.zh()),
            format!("has a path or a port: {} is no part of a domain", stray.en()),
        ));
    }
    let strange =
        |c: char| c.is_whitespace() || hides(c) || c.is_ascii() && !(c.is_ascii_alphanumeric() || "-.".contains(c));
    if let Some(stray) = first(domain, strange) {
        return Some((
            format!("的{}不能用在域名中", stray.zh()),
            format!("cannot be: {} stands in no domain", stray.en()),
        ));
    }
    let Some(ascii) = ascii(domain) else {
        return Some(("不是有效的域名".to_owned(), "is no valid domain".to_owned()));
    };
    if ascii.split('.').any(|label| label.is_empty() || label.starts_with('-') || label.ends_with('-')) {
        return Some((
            "有空的或以连字符开头、结尾的一段".to_owned(),
            "has an empty label or one that begins or ends with a hyphen".to_owned(),
        ));
    }
    match registered(&ascii) {
        None => {
            Some(("只是公共后缀，不是注册的域名".to_owned(), "is a public suffix and no registered domain".to_owned()))
        }
        Some(due) if due != ascii => {
            let due = short(&letters(&due));
            let (zh, en) = if ascii.starts_with("www.") {
                ("带 www", "begins with www")
            } else {
                ("是子域名", "is a sub-domain")
            };
            Some((format!("{zh}，应填 {due}"), format!("{en}; the registered domain is {due}")))
        }
        Some(_) => None,
    }
}
