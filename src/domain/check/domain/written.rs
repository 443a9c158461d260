//! Domains as they are written and as they are meant: in ASCII, in letters, and up to their public suffix.

use std::collections::BTreeSet;

use crate::domain::filing::Filing;

/// What the rules on domains are about.
pub(super) const TARGET: &str = "service.domains";

/// Every domain of the filing, once, without blanks around it.
pub(super) fn domains(filing: &Filing) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    let all = filing.service.domains.iter().chain([&filing.order.domain]);
    all.map(|domain| domain.trim()).filter(move |domain| !domain.is_empty() && seen.insert(domain.to_lowercase()))
}

/// A domain in small letters, internationalised ones in ASCII; `None` for what no domain can be.
pub(super) fn ascii(domain: &str) -> Option<String> {
    let plain = |ascii: &String| ascii.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    idna::domain_to_ascii(domain.trim_end_matches('.')).ok().filter(|ascii| !ascii.is_empty() && plain(ascii))
}

/// A domain in letters: `xn--` labels as what they stand for.
pub(super) fn letters(domain: &str) -> String {
    idna::domain_to_unicode(domain).0
}

/// What was or can be registered: the public suffix and one label more; `None` where there is no such label. What the owner of
/// a domain lets others use, as hosting companies do, is no suffix of a registry.
pub(super) fn registered(ascii: &str) -> Option<String> {
    let suffix = registry_suffix(ascii);
    let rest = ascii.strip_suffix(&suffix)?.strip_suffix('.')?;
    let label = rest.rsplit('.').next().filter(|label| !label.is_empty())?;
    Some(format!("{label}.{suffix}"))
}

/// The suffix under which a registry registers; the last label where the list knows none.
pub(super) fn registry_suffix(ascii: &str) -> String {
    let mut rest = ascii;
    loop {
        match psl::suffix(rest.as_bytes()) {
            Some(suffix) if suffix.typ() == Some(psl::Type::Private) => match rest.split_once('.') {
                Some((_, parent)) => rest = parent,
                None => return rest.to_owned(),
            },
            Some(suffix) => return String::from_utf8_lossy(suffix.as_bytes()).into_owned(),
            None => return rest.to_owned(),
        }
    }
}

/// Whether the list knows the suffix at all.
pub(super) fn is_known(ascii: &str) -> bool {
    psl::suffix(ascii.as_bytes()).is_some_and(|suffix| suffix.typ().is_some())
}
