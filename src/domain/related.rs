//! By what filings are related: the same entity, person, phone, e-mail, domain, address or picture.
//!
//! Values are compared in one form (digits only, one case), and shown to others masked.

use std::net::IpAddr;

use super::filing::{Filing, Principal};
use super::mask::Mask;
use super::words::closed_list;

closed_list! {
    /// What two filings have in common.
    RelatedKind {
        EntityCertificate = "entity_certificate", "主体证件", "entity certificate";
        EntityName = "entity_name", "主办单位", "organizer name";
        Person = "person", "人员证件", "person's certificate";
        Phone = "phone", "电话", "phone";
        Email = "email", "邮箱", "e-mail";
        Domain = "domain", "域名", "domain";
        Ip = "ip", "IP 地址", "IP address";
        Picture = "picture", "图片", "picture";
    }
}

/// One value by which a filing can be found again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What it is.
    pub kind: RelatedKind,
    /// In the form in which values are compared; never empty.
    pub value: String,
    /// The field that holds it, or `material:SLUG`.
    pub target: String,
}

/// Raised whenever [`keys_of`] gives something else than before: what is stored is then made anew.
pub const FORM: i64 = 1;

/// Every key that the fields of a filing give, each kind and value once, at the first field that holds it. Pictures
/// have theirs from their bytes.
pub fn keys_of(filing: &Filing) -> Vec<Key> {
    use RelatedKind as K;
    let mut keys = Vec::new();
    let mut add = |kind, target: String, value: String| {
        if !value.is_empty() && !keys.iter().any(|key: &Key| key.kind == kind && key.value == value) {
            keys.push(Key { kind, value, target });
        }
    };
    let entity = &filing.entity;
    add(K::EntityCertificate, "entity.cert_number".into(), certificate(&entity.cert_number));
    add(K::EntityName, "entity.name".into(), name(&entity.name));
    let people: [(&str, &Principal); 2] =
        [("entity_principal", &filing.entity_principal), ("service_principal", &filing.service_principal)];
    for (group, person) in people {
        add(K::Person, format!("{group}.cert_number"), certificate(&person.cert_number));
        for (field, number) in [
            ("mobile", &person.mobile),
            ("emergency_phone", &person.emergency_phone),
            ("office_phone", &person.office_phone),
        ] {
            add(K::Phone, format!("{group}.{field}"), phone(number));
        }
        add(K::Email, format!("{group}.email"), person.email.trim().to_lowercase());
    }
    add(K::Person, "entity.legal_rep.cert_number".into(), certificate(&entity.legal_rep.cert_number));
    for name in filing.service.domains.iter().chain([&filing.order.domain]) {
        add(K::Domain, "service.domains".into(), domain(name));
    }
    for range in &filing.access.ips {
        for end in [&range.start, &range.end] {
            add(K::Ip, "access.ips".into(), address(end));
        }
    }
    keys
}

fn certificate(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Without white space, with half-width brackets: what is written in two ways is still the same organizer.
fn name(text: &str) -> String {
    let half = |c| match c {
        '（' => '(',
        '）' => ')',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).flat_map(char::to_lowercase).collect()
}

/// Digits only, without China's prefix; fewer than seven are no phone.
fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let local = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() == 11));
    let number = local.unwrap_or(&digits);
    if number.len() < 7 { String::new() } else { number.to_owned() }
}

/// A domain in its one written form.
pub(in crate::domain) fn domain(text: &str) -> String {
    text.trim().trim_end_matches('.').to_lowercase()
}

/// An address in its one written form; what is none is no key.
fn address(text: &str) -> String {
    text.trim().parse().map(|address: IpAddr| address.to_canonical().to_string()).unwrap_or_default()
}

/// A value as it is shown beside another case: enough to recognise it, not enough to copy a person's data.
pub fn masked(kind: RelatedKind, value: &str) -> String {
    match kind {
        RelatedKind::EntityCertificate | RelatedKind::Person => Mask::Certificate.hide(value),
        RelatedKind::Phone => Mask::Phone.hide(value),
        RelatedKind::Email => Mask::Email.hide(value),
        RelatedKind::Picture => value.chars().take(12).collect(),
        RelatedKind::EntityName | RelatedKind::Domain | RelatedKind::Ip => value.to_owned(),
    }
}

/// A person's name with the first character only: 张*.
pub fn masked_name(name: &str) -> String {
    name.trim().chars().enumerate().map(|(index, c)| if index == 0 { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_two_ways_is_one_key() {
        assert_eq!(phone("+86 138-0013-8000"), phone("13800138000"));
        assert_eq!(phone("0086 13800138000"), "13800138000");
        assert_eq!(phone("0571-8888 8888"), "057188888888");
        assert_eq!(phone("110"), "");
        assert_eq!(certificate("3301 0019900101001x"), "33010019900101001X");
        assert_eq!(name("样本（北京） 科技"), name("样本(北京)科技"));
        assert_eq!(domain(" Sample.CN. "), "sample.cn");
        assert_eq!((address("::ffff:10.0.0.1"), address("10.0.0")), ("10.0.0.1".into(), String::new()));
    }

    #[test]
    fn a_value_counts_once_and_an_empty_one_never() {
        let mut filing = Filing::default();
        assert!(keys_of(&filing).is_empty());
        filing.entity_principal.mobile = "13800138000".into();
        filing.service_principal.mobile = "138 0013 8000".into();
        filing.service_principal.email = "A@b.cn".into();
        filing.order.domain = "b.cn".into();
        let keys = keys_of(&filing);
        let shown: Vec<_> = keys.iter().map(|key| (key.kind, key.value.as_str(), key.target.as_str())).collect();
        assert_eq!(
            shown,
            [
                (RelatedKind::Phone, "13800138000", "entity_principal.mobile"),
                (RelatedKind::Email, "a@b.cn", "service_principal.email"),
                (RelatedKind::Domain, "b.cn", "service.domains"),
            ]
        );
    }

    #[test]
    fn personal_values_are_masked() {
        assert_eq!(
            (masked_name("样本一"), masked_name(" 样 "), masked_name("")),
            ("样**".into(), "样".into(), "".into())
        );
        use RelatedKind as K;
        for (kind, value, shown) in [
            (K::Phone, "13800138000", "138****8000"),
            (K::Person, "330100199001010014", "330***********0014"),
            (K::Person, "12345", "*****"),
            (K::Email, "anna@host.cn", "a***@host.cn"),
            (K::Email, "nonsense", "********"),
            (K::Domain, "a.cn", "a.cn"),
        ] {
            assert_eq!(masked(kind, value), shown);
        }
    }
}
