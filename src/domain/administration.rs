//! The communications administration: what its codes mean for the applicant, and the ICP filing numbers that it gives
//! (domain facts 9.5 and 12).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::catalogue::{self, Targets};
use super::filing::{FilingType, ServiceKind};
use super::lang::Lang;
use super::reason::{LONGEST_TEXT, ReasonGiven};
use super::words::closed_list;

/// The code of a refusal that gives no other.
const REFUSED: &str = "CA_REFUSED";

/// The reason for whatever no other fits.
const OTHER: &str = "OTHER";

closed_list! {
    /// How the administration decides.
    ResultOutcome {
        Approved = "approved", "通过", "approved";
        Rejected = "rejected", "不通过", "rejected";
    }
}

/// A processing code as the administration gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeGiven {
    /// The number.
    pub code: u32,
    /// What the administration wrote beside it; at most 2,000 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Why a filing was refused, in our reasons. Codes that say that something went well are none; a refusal that gives no
/// code at all is one of its own, with the opinion as its text.
pub fn reasons(codes: &[CodeGiven], opinion: &str) -> Vec<ReasonGiven> {
    let mut reasons: Vec<ReasonGiven> = codes.iter().flat_map(reasons_of).collect();
    if reasons.is_empty() {
        reasons.push(given(REFUSED, String::new(), opinion));
    }
    reasons
}

fn reasons_of(given_code: &CodeGiven) -> Vec<ReasonGiven> {
    let CodeGiven { code, text } = given_code;
    let Some(known) = catalogue::result_code(*code) else {
        let text = format!("管局代码 {code}：{}", if text.trim().is_empty() { "无说明" } else { text.trim() });
        return vec![given(OTHER, String::new(), &text)];
    };
    if known.success {
        return Vec::new();
    }
    if known.reason == OTHER {
        let text = if text.trim().is_empty() { known.zh.clone() } else { format!("{}：{}", known.zh, text.trim()) };
        return vec![given(OTHER, String::new(), &text)];
    }
    // What may be about either principal is said of both: the administration's code does not say whose it is.
    targets(&known.reason).into_iter().map(|target| given(&known.reason, target, text)).collect()
}

fn targets(code: &str) -> Vec<String> {
    match catalogue::reason(code).map(catalogue::Reason::targets) {
        Some(Targets::Concrete(targets)) if targets.len() <= 2 => targets,
        Some(Targets::Concrete(targets)) => targets.into_iter().take(1).collect(),
        Some(Targets::Any) | None => vec![String::new()],
    }
}

fn given(code: &str, target: String, text: &str) -> ReasonGiven {
    let known = catalogue::reason(code);
    let target = if target.is_empty() { ReasonGiven::from_code(code).target } else { target };
    let text = match text.trim() {
        "" => known.map_or("", |reason| reason.text(Lang::Zh)),
        words => words,
    };
    ReasonGiven {
        target,
        code: code.to_owned(),
        text: text.chars().take(LONGEST_TEXT).collect(),
        suggestion: known.map_or("", |reason| reason.fix(Lang::Zh)).to_owned(),
        ..ReasonGiven::default()
    }
}

/// The operation (`Czlx`) under which a filing is handed over.
pub const fn operation(kind: FilingType) -> u8 {
    use FilingType as T;
    match kind {
        T::Initial => 1,
        T::AddServiceOwn | T::AddServiceOther => 2,
        T::AddAccess => 3,
        T::ModifyEntity | T::ModifyService | T::ModifyAccess => 4,
        T::CancelAccess => 5,
        T::CancelEntity => 6,
        T::CancelService => 7,
    }
}

/// An entity's number: 浙, 2026, 1 → 浙ICP备2026000001号.
pub fn entity_number(letter: &str, year: i16, count: i64) -> String {
    format!("{letter}ICP备{year:04}{count:06}号")
}

/// A service's number: its entity's with a count that all kinds of service share, and the kind's letter.
pub fn service_number(entity: &str, count: u32, kind: ServiceKind) -> String {
    format!("{entity}-{count}{}", letter(kind))
}

const fn letter(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Website => "",
        ServiceKind::App => "A",
        ServiceKind::MiniProgram => "X",
        ServiceKind::QuickApp => "K",
    }
}

/// A filing number taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The entity's number, written as it is today.
    pub entity: String,
    /// The service's count and kind, of a service's number.
    pub service: Option<(u32, ServiceKind)>,
}

/// Takes a filing number apart: 京ICP备12345678号, 京ICP备12345678号-2A, and 京ICP备12345678-2号 as it was written once.
/// None where it is no filing number.
pub fn number(text: &str) -> Option<Number> {
    let (place, rest) = text.trim().split_once("ICP")?;
    let known = catalogue::provinces().iter().any(|province| province.icp == place);
    let kind = ["备", "证"].into_iter().find(|kind| rest.starts_with(kind)).filter(|_| known)?;
    let rest = rest.strip_prefix(kind)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let rest = rest.get(digits.len()..)?;
    let suffix = match rest.strip_prefix('号') {
        Some(suffix) => suffix,
        None => rest.strip_suffix('号')?,
    };
    let service = if suffix.is_empty() { None } else { Some(service(suffix.strip_prefix('-')?)?) };
    (6..=12).contains(&digits.len()).then(|| Number { entity: format!("{place}ICP{kind}{digits}号"), service })
}

fn service(text: &str) -> Option<(u32, ServiceKind)> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_uppercase());
    let kind =
        ServiceKind::ALL.iter().copied().find(|kind| letter(*kind) == text.get(digits.len()..).unwrap_or("?"))?;
    let fine = (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fine.then(|| digits.parse().ok()).flatten().filter(|count| *count > 0).map(|count| (count, kind))
}

/// Which of a connector's numbers cannot be true: neither form, nor a service of another entity or kind.
pub fn faulty_number(entity: Option<&str>, service: Option<&str>, kind: Option<ServiceKind>) -> Option<&'static str> {
    let entity = match entity.map(number) {
        Some(Some(Number { entity, service: None })) => Some(entity),
        Some(_) => return Some("entity_number"),
        None => None,
    };
    match service.map(number) {
        None => None,
        Some(Some(Number { entity: of, service: Some((_, found)) }))
            if entity.is_none_or(|entity| entity == of) && kind.is_none_or(|kind| kind == found) =>
        {
            None
        }
        Some(_) => Some("service_number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: u32, text: &str) -> CodeGiven {
        CodeGiven { code, text: text.to_owned() }
    }

    #[test]
    fn codes_become_reasons_that_the_catalogue_allows() {
        for known in catalogue::result_codes() {
            let reasons = reasons_of(&code(known.code, ""));
            assert_eq!(reasons.is_empty(), known.success, "{}", known.code);
            for reason in reasons {
                let entry = catalogue::reason(&reason.code).unwrap();
                let fits = entry.fits(&reason.target);
                assert!(fits || (reason.target.is_empty() && entry.targets() == Targets::Any), "{reason:?}");
                assert!(!reason.text.is_empty() && !reason.suggestion.is_empty(), "{reason:?}");
            }
        }
    }

    #[test]
    fn the_administrations_words_come_first_and_an_unknown_code_keeps_them() {
        let said = reasons(&[code(1020, "名称与主体无关"), code(1060, ""), code(3099, "域名状态异常")], "请修改");
        let texts: Vec<_> = said.iter().map(|one| (one.code.as_str(), one.text.as_str())).collect();
        assert_eq!(texts, [("WEB_NAME_CONFLICT", "名称与主体无关"), ("OTHER", "管局代码 3099：域名状态异常")]);
        assert_eq!(said[0].target, "service.name");
        let bare = reasons(&[], " 电话无人接听 ");
        assert_eq!((bare.len(), bare[0].code.as_str(), bare[0].text.as_str()), (1, "CA_REFUSED", "电话无人接听"));
        assert!(!reasons(&[code(1001, "")], "")[0].text.is_empty());
        let long = "长".repeat(LONGEST_TEXT + 1);
        assert_eq!(reasons(&[], &long)[0].text.chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn a_code_about_either_principal_is_said_of_both() {
        let targets: Vec<_> = reasons(&[code(1011, "")], "").into_iter().map(|reason| reason.target).collect();
        assert_eq!(targets, ["entity_principal.mobile", "service_principal.mobile"]);
    }

    #[test]
    fn the_operation_follows_from_the_type() {
        let codes: Vec<u8> = FilingType::ALL.iter().map(|kind| operation(*kind)).collect();
        assert_eq!(codes, [1, 2, 2, 3, 4, 4, 4, 6, 7, 5]);
    }

    #[test]
    fn numbers_are_written_and_read() {
        let entity = entity_number("浙", 2099, 1);
        assert_eq!(entity, "浙ICP备2099000001号");
        for (kind, written) in [
            (ServiceKind::Website, "浙ICP备2099000001号-1"),
            (ServiceKind::App, "浙ICP备2099000001号-1A"),
            (ServiceKind::MiniProgram, "浙ICP备2099000001号-1X"),
            (ServiceKind::QuickApp, "浙ICP备2099000001号-1K"),
        ] {
            assert_eq!(service_number(&entity, 1, kind), written);
            assert_eq!(number(written), Some(Number { entity: entity.clone(), service: Some((1, kind)) }));
        }
        assert_eq!(number("京ICP备12345678-2号").unwrap().service, Some((2, ServiceKind::Website)));
        assert_eq!(number("京ICP备12345678-2号").unwrap().entity, "京ICP备12345678号");
        assert_eq!(number("京ICP证123456号").unwrap().service, None);
        for text in [
            "",
            "ICP",
            "川ICP备12345678号",
            "京ICP备12345号",
            "京ICP备1234567890123号",
            "京ICP备12345678",
            "京ICP备12345678号-",
            "京ICP备12345678号-0",
            "京ICP备12345678号-1B",
            "京ICP备12345678号-123456",
            "京ICP备12345678号-1AA",
            "京ICP12345678号",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_cannot_be_true_are_named() {
        let (entity, service) = ("京ICP备12345678号", "京ICP备12345678号-2A");
        let app = Some(ServiceKind::App);
        assert_eq!(faulty_number(Some(entity), Some(service), app), None);
        assert_eq!(faulty_number(None, Some(service), None), None);
        assert_eq!(faulty_number(Some(service), None, app), Some("entity_number"));
        assert_eq!(faulty_number(Some("x"), Some(service), app), Some("entity_number"));
        assert_eq!(faulty_number(Some(entity), Some(entity), app), Some("service_number"));
        assert_eq!(faulty_number(Some("京ICP备87654321号"), Some(service), app), Some("service_number"));
        assert_eq!(faulty_number(Some(entity), Some(service), Some(ServiceKind::Website)), Some("service_number"));
    }
}
