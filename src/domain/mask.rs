//! Which values of a filing are hidden on screens until somebody asks for them by name, and what is shown instead: enough to
//! recognise a value and to see its length, not enough to copy it.
//!
//! Hidden is what belongs to a person: numbers of certificates, telephones, mail and messengers; of a filing by an individual also
//! his own certificate, which is the organizer's, and where he lives. An organisation's certificate number and address are public.

use super::filing::Filing;
use super::finding::Finding;
use super::lang::Lang;
use super::words::closed_list;

closed_list! {
    /// How a value is hidden.
    Mask {
        Certificate = "certificate", "证件号码", "certificate number";
        Phone = "phone", "电话", "phone";
        Email = "email", "邮箱", "e-mail";
        Account = "account", "即时通信账号", "messenger account";
        Address = "address", "住址", "address of residence";
    }
}

/// How the value at a field's path is hidden; none where it is shown. `individual` says whether the organizer is a person.
pub fn mask_of(path: &str, individual: bool) -> Option<Mask> {
    let mask = match path.rsplit_once('.') {
        Some(("entity_principal" | "service_principal", field)) => match field {
            "cert_number" => Mask::Certificate,
            "mobile" | "emergency_phone" | "office_phone" => Mask::Phone,
            "email" => Mask::Email,
            "im_qq" | "im_msn" | "im_wechat" => Mask::Account,
            _ => return None,
        },
        Some(("entity.legal_rep", "cert_number")) => Mask::Certificate,
        Some(("entity", "cert_number") | ("order", "organizer_cert_number")) if individual => Mask::Certificate,
        Some(("entity", "cert_address" | "contact_address")) if individual => Mask::Address,
        _ => return None,
    };
    Some(mask)
}

/// A value as it is shown beside its field, hidden where it must be.
pub fn shown(filing: &Filing, path: &str, value: &str) -> String {
    mask_of(path, filing.is_individual()).map_or_else(|| value.to_owned(), |mask| mask.hide(value))
}

/// A finding's text, in which the value that it looked at is hidden as in its field. A shorter value than four characters hides
/// nothing and may stand in the sentence for something else.
pub fn finding(filing: &Filing, finding: &Finding, lang: Lang) -> String {
    let text = finding.text(lang);
    match mask_of(&finding.target, filing.is_individual()).filter(|_| finding.input.chars().count() >= 4) {
        Some(mask) => text.replace(&finding.input, &mask.hide(&finding.input)),
        None => text.to_owned(),
    }
}

impl Mask {
    /// What is shown instead of a value: as many characters, most of them stars. Blanks, hyphens and brackets stay, so that the value
    /// still looks like what it is.
    pub fn hide(self, value: &str) -> String {
        match self {
            Self::Certificate | Self::Phone => between(value, 3, 4),
            Self::Account => between(value, 1, 1),
            Self::Address => between(value, 6, 0),
            Self::Email => match value.trim().split_once('@') {
                Some((user, host)) => format!("{}@{host}", between(user, 1, 0)),
                None => between(value, 0, 0),
            },
        }
    }
}

/// The first and last characters with stars between; all stars where that would hide less than a third.
fn between(value: &str, head: usize, tail: usize) -> String {
    let counts = |c: char| !(c.is_ascii_whitespace() || matches!(c, '-' | '(' | ')' | '+'));
    let length = value.chars().filter(|c| counts(*c)).count();
    let enough = 3 * length.saturating_sub(head + tail) >= length;
    let mut index = 0;
    value
        .chars()
        .map(|c| {
            if !counts(c) {
                return c;
            }
            let shown = enough && (index < head || index + tail >= length);
            index += 1;
            if shown { c } else { '*' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::{FieldKind, fields};

    #[test]
    fn what_belongs_to_a_person_is_hidden_and_nothing_else() {
        let hidden = |individual| -> Vec<&str> {
            fields()
                .iter()
                .map(|field| field.path.as_str())
                .filter(|path| mask_of(path, individual).is_some())
                .collect()
        };
        let of_people = [
            "entity.legal_rep.cert_number",
            "entity_principal.cert_number",
            "entity_principal.mobile",
            "entity_principal.emergency_phone",
            "entity_principal.office_phone",
            "entity_principal.email",
            "entity_principal.im_qq",
            "entity_principal.im_msn",
            "entity_principal.im_wechat",
            "service_principal.cert_number",
            "service_principal.mobile",
            "service_principal.emergency_phone",
            "service_principal.office_phone",
            "service_principal.email",
            "service_principal.im_qq",
            "service_principal.im_msn",
            "service_principal.im_wechat",
        ];
        assert_eq!(hidden(false), of_people);
        let more =
            ["order.organizer_cert_number", "entity.contact_address", "entity.cert_number", "entity.cert_address"];
        assert!(
            more.iter().all(|path| hidden(true).contains(path)) && hidden(true).len() == of_people.len() + more.len()
        );
        // A field that the form gets later must be thought of here.
        for field in fields().iter().filter(|field| field.path.contains("principal.")) {
            let told = matches!(field.kind, FieldKind::Text) && mask_of(&field.path, false).is_none();
            let open = ["name", "remark"].iter().any(|name| field.path.ends_with(name));
            assert!(!told || open, "{} is shown", field.path);
        }
    }

    #[test]
    fn enough_is_left_to_recognise_a_value_and_its_length() {
        for (mask, value, shown) in [
            (Mask::Certificate, "330199199003070026", "330***********0026"),
            (Mask::Certificate, "G12345678", "*********"),
            (Mask::Certificate, "", ""),
            (Mask::Phone, "13800138000", "138****8000"),
            (Mask::Phone, "0571-8888 8888", "057*-**** 8888"),
            (Mask::Phone, "+86 138-0013-8000", "+86 1**-****-8000"),
            (Mask::Phone, "110", "***"),
            (Mask::Email, "anna@host.cn", "a***@host.cn"),
            (Mask::Email, "nonsense", "********"),
            (Mask::Email, "a@host.cn", "*@host.cn"),
            (Mask::Account, "wx_sample1", "w********1"),
            (Mask::Address, "浙江省杭州市样本路 1 号 2 幢", "浙江省杭州市*** * * * *"),
            (Mask::Address, "样本路1号", "*****"),
        ] {
            assert_eq!(mask.hide(value), shown, "{value}");
            assert_eq!(mask.hide(value).chars().count(), value.chars().count());
        }
    }
}
