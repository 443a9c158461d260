//! Values in words: codes as the words they stand for, everything else as it was typed.

use serde_json::Value;

use super::{items, member, number, tree};
use crate::domain::catalogue as lists;
use crate::domain::catalogue::{Field, FieldKind};
use crate::domain::filing::{Filing, FilingType, ServiceKind};
use crate::domain::lang::Lang;

/// The values of the field at `path`, one for each item of a list; none where it is blank, unknown, or secret.
/// A code that no list knows stays as it is.
pub fn values(filing: &Filing, path: &str, lang: Lang) -> Vec<String> {
    lists::field(path).map_or_else(Vec::new, |field| read(&tree(filing), field, lang))
}

/// Every field of the form with its values, in the order of the form.
pub fn every_value(filing: &Filing, lang: Lang) -> Vec<(&'static Field, Vec<String>)> {
    let tree = tree(filing);
    lists::fields().iter().map(|field| (field, read(&tree, field, lang))).collect()
}

fn read(tree: &Value, field: &Field, lang: Lang) -> Vec<String> {
    if field.kind == FieldKind::Secret {
        return Vec::new();
    }
    let words = items(tree, &field.path).into_iter();
    if field.path == "service.app_service_types" {
        let word = |item: &Value| item.as_str().map(|text| app_service(text, lang).to_owned());
        return words.filter_map(word).collect();
    }
    words.map(|item| word(field.kind, item, lang)).collect()
}

/// 应用服务类型 as the form writes them (domain.md 2.5), and in English; what is none of them stays.
fn app_service(text: &str, lang: Lang) -> &str {
    let known = [
        ("网站应用服务", "website"),
        ("邮件应用服务", "mail"),
        ("文件应用服务", "files"),
        ("数据应用服务", "data"),
        ("APP应用服务", "app"),
        ("微信号应用服务", "WeChat account"),
    ];
    let found = known.iter().find(|(zh, _)| *zh == text.trim());
    found.map_or(text, |(zh, en)| lang.pick(zh, en))
}

fn word(kind: FieldKind, item: &Value, lang: Lang) -> String {
    let known = match item {
        Value::Bool(yes) => Some(if *yes { lang.pick("是", "yes") } else { lang.pick("否", "no") }),
        Value::Number(_) => number(item).and_then(|code| code_word(kind, code, lang)),
        Value::String(text) => text_word(kind, text, lang),
        _ => return compound(kind, item, lang),
    };
    match (known, item) {
        (Some(word), _) => word.to_owned(),
        (None, Value::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}

fn code_word(kind: FieldKind, code: u32, lang: Lang) -> Option<&'static str> {
    match kind {
        FieldKind::CertType => lists::cert_type(code).map(|entry| entry.text(lang)),
        FieldKind::ContentTypes => lists::content_type(code).map(|entry| entry.text(lang)),
        FieldKind::Languages => lists::language(code).map(|entry| entry.text(lang)),
        FieldKind::Modes => lists::access_mode(code).map(|entry| entry.text(lang)),
        FieldKind::ReportMode => report_mode(code).map(|(zh, en)| lang.pick(zh, en)),
        _ => None,
    }
}

/// 报备方式 in both languages.
pub(super) const fn report_mode(code: u32) -> Option<(&'static str, &'static str)> {
    match code {
        0 => Some(("自行备案", "filed by the entity itself")),
        1 => Some(("接入商代为备案", "filed by the provider")),
        _ => None,
    }
}

fn text_word(kind: FieldKind, text: &str, lang: Lang) -> Option<&'static str> {
    match kind {
        FieldKind::Nature => lists::nature(text).map(|entry| entry.text(lang)),
        FieldKind::Region | FieldKind::Provinces if text.ends_with("0000") => {
            lists::province_of(text).map(|entry| entry.text(lang))
        }
        FieldKind::Date if text == "long_term" => Some(lang.pick("长期", "long term")),
        FieldKind::FilingType => text.parse::<FilingType>().ok().map(|kind| kind.word(lang)),
        FieldKind::ServiceKind => text.parse::<ServiceKind>().ok().map(|kind| kind.word(lang)),
        _ => None,
    }
}

/// An address range as `first - last`, a pre-approval as its word and its number.
fn compound(kind: FieldKind, item: &Value, lang: Lang) -> String {
    if kind == FieldKind::PreApprovals {
        let code = item.get("type").and_then(number).unwrap_or(0);
        let word = lists::pre_approval(code).map_or_else(|| code.to_string(), |entry| entry.text(lang).to_owned());
        return joined(&word, " · ", member(item, "licence_no"));
    }
    let (start, end) = (member(item, "start"), member(item, "end"));
    joined(start, " - ", if start == end { "" } else { end })
}

fn joined(first: &str, between: &str, second: &str) -> String {
    if second.is_empty() { first.to_owned() } else { format!("{first}{between}{second}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filing::{IpRange, PreApproval};
    use crate::domain::open::Open;

    fn sample() -> Filing {
        let mut filing = Filing::default();
        filing.order.province = "330000".into();
        filing.order.filing_type = FilingType::AddAccess.into();
        filing.entity.nature = "enterprise".into();
        filing.entity.cert_type = Some(1);
        filing.entity.region.district = "330106".into();
        filing.entity.filing_password = "hunter2".into();
        filing.entity_principal.cert_valid_to = "long_term".into();
        filing.entity_principal.remark = "  ".into();
        filing.service.kind = Open::Other("smart_fridge".into());
        filing.service.domains = vec!["a.example".into(), "b.example".into()];
        filing.service.content_types = vec![8, 999];
        filing.service.app_service_types = vec!["APP应用服务".into(), "别的".into()];
        filing.service.pre_approvals = vec![PreApproval { kind: 1, licence_no: "NO-1".into() }];
        filing.access.ips = vec![
            IpRange { start: "192.0.2.1".into(), end: "192.0.2.1".into() },
            IpRange { start: "192.0.2.1".into(), end: "192.0.2.9".into() },
        ];
        filing.access.server_locations = vec!["110000".into(), "990000".into()];
        filing
    }

    #[test]
    fn codes_become_words_and_unknown_ones_stay() {
        for (path, zh, en) in [
            ("order.province", vec!["浙江"], vec!["Zhejiang"]),
            ("order.filing_type", vec!["新增接入"], vec!["add access"]),
            ("entity.nature", vec!["企业"], vec!["enterprise"]),
            ("entity.cert_type", vec!["营业执照"], vec!["business licence"]),
            ("entity.region.district", vec!["330106"], vec!["330106"]),
            ("entity.report_mode", vec!["自行备案"], vec!["filed by the entity itself"]),
            ("entity.is_principal_legal_rep", vec!["否"], vec!["no"]),
            ("entity.filing_password", vec![], vec![]),
            ("entity.no_such_field", vec![], vec![]),
            ("entity_principal.cert_valid_to", vec!["长期"], vec!["long term"]),
            ("entity_principal.remark", vec![], vec![]),
            ("service.kind", vec!["smart_fridge"], vec!["smart_fridge"]),
            ("service.domains", vec!["a.example", "b.example"], vec!["a.example", "b.example"]),
            ("service.content_types", vec!["单位门户网站", "999"], vec!["organisation portal", "999"]),
            ("service.app_service_types", vec!["APP应用服务", "别的"], vec!["app", "别的"]),
            ("service.pre_approvals", vec!["新闻 · NO-1"], vec!["news · NO-1"]),
            ("access.ips", vec!["192.0.2.1", "192.0.2.1 - 192.0.2.9"], vec!["192.0.2.1", "192.0.2.1 - 192.0.2.9"]),
            ("access.server_locations", vec!["北京", "990000"], vec!["Beijing", "990000"]),
        ] {
            assert_eq!(values(&sample(), path, Lang::Zh), zh, "{path}");
            assert_eq!(values(&sample(), path, Lang::En), en, "{path}");
        }
    }

    #[test]
    fn every_value_is_the_same_value() {
        let all = every_value(&sample(), Lang::Zh);
        assert_eq!(all.len(), lists::fields().len());
        for (field, found) in all {
            assert_eq!(found, values(&sample(), &field.path, Lang::Zh), "{}", field.path);
            assert!(!found.iter().any(|value| value.contains("hunter2")));
        }
    }
}
