//! What keeps a filing from being submitted: blanks, lengths, codes and forms, never whether a value is true.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::form::{is_date, is_email, is_mobile, is_range};
use super::value::report_mode;
use super::{items, member, number, tree};
use crate::domain::catalogue as lists;
use crate::domain::catalogue::{Field, FieldGroup, FieldKind, Required};
use crate::domain::filing::{Filing, FilingType, Order, ServiceKind};
use crate::domain::lang::Lang;
use crate::domain::words::closed_list;

closed_list! {
    /// What is wrong with a field.
    ProblemCode {
        Missing = "missing", "必填项未填写", "is required";
        TooLong = "too_long", "超过字数上限", "is too long";
        UnknownCode = "unknown_code", "不是可选的代码", "has a code that no list knows";
        Malformed = "malformed", "格式不正确", "is malformed";
        CertNotOfNature = "cert_not_of_nature", "证件类型与单位性质不匹配", "does not belong to the organizer's nature";
        LockedDiffers = "locked_differs", "与已锁定的备案类型验证信息不一致", "differs from the value locked in the order";
        ResourceUnknown = "resource_unknown", "不是本账号的接入资源", "is none of the account's resources";
        ResourceExpired = "resource_expired", "接入资源已到期，请续费", "is not paid for any more; renew it";
        NotOfResource = "not_of_resource", "不是所填接入资源的地址", "is not the address of the resource";
        NotServed = "not_served", "所在省份暂不受理", "is a province that this provider does not serve";
    }
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// The field's path in the filing.
    pub path: String,
    /// What is wrong.
    pub code: ProblemCode,
}

impl FieldProblem {
    /// RFC 6901 pointer into the filing.
    pub fn pointer(&self) -> String {
        format!("/{}", self.path.replace('.', "/"))
    }

    /// The problem of the field at `path`.
    pub fn new(path: &str, code: ProblemCode) -> Self {
        Self { path: path.to_owned(), code }
    }

    /// Label and problem: 主体负责人 · 手机号码：格式不正确.
    pub fn text(&self, lang: Lang) -> String {
        let name = lists::target_name(&self.path, lang);
        format!("{name}{}{}", lang.pick("：", " "), self.code.word(lang))
    }
}

/// Everything that keeps the filing, once completed, from being submitted, in the order of the form; at most one
/// problem of a field's own, and then contradictions between fields.
pub fn problems(filing: &Filing) -> Vec<FieldProblem> {
    let filing = filing.clone().completed();
    let tree = tree(&filing);
    let mut found: Vec<_> = lists::fields()
        .iter()
        .filter_map(|field| Some(FieldProblem::new(&field.path, judge(&filing, &tree, field)?)))
        .collect();
    found.extend(certificates(&filing));
    found.extend(locked(&filing));
    found
}

fn judge(filing: &Filing, tree: &Value, field: &Field) -> Option<ProblemCode> {
    if field.path == "agreed" {
        return (!filing.agreed).then_some(ProblemCode::Missing);
    }
    let items = items(tree, &field.path);
    if items.is_empty() {
        return is_required(filing, tree, field).then_some(ProblemCode::Missing);
    }
    items.into_iter().find_map(|item| item_problem(field, item))
}

fn is_required(filing: &Filing, tree: &Value, field: &Field) -> bool {
    asks_for(filing, field)
        && match field.required {
            Required::Always => true,
            Required::Unit => !filing.is_individual(),
            Required::Individual => filing.is_individual(),
            Required::ResidentId => {
                tree.get(field.group.slug()).and_then(|holder| holder.get("cert_type")).and_then(Value::as_u64)
                    == Some(u64::from(lists::RESIDENT_ID))
            }
            Required::Never => false,
        }
}

/// A cancellation removes the service and its access, so it need not describe them again.
fn asks_for(filing: &Filing, field: &Field) -> bool {
    use FilingType as T;
    let cancels =
        matches!(filing.order.filing_type.known(), Some(T::CancelEntity | T::CancelService | T::CancelAccess));
    let described = matches!(field.group, FieldGroup::Service | FieldGroup::ServicePrincipal | FieldGroup::Access)
        || matches!(field.path.as_str(), "order.domain" | "order.access_resource_id");
    !(cancels && described)
}

fn item_problem(field: &Field, item: &Value) -> Option<ProblemCode> {
    let text = match field.kind {
        FieldKind::PreApprovals => member(item, "licence_no"),
        _ => item.as_str().unwrap_or(""),
    };
    if field.max.is_some_and(|max| text.chars().count() > max) {
        Some(ProblemCode::TooLong)
    } else if is_unknown_code(field, item) {
        Some(ProblemCode::UnknownCode)
    } else {
        is_malformed(field, item, text).then_some(ProblemCode::Malformed)
    }
}

fn is_unknown_code(field: &Field, item: &Value) -> bool {
    let code = number(item).unwrap_or(u32::MAX);
    let text = item.as_str().unwrap_or("");
    match field.kind {
        FieldKind::Nature => lists::nature(text).is_none(),
        FieldKind::CertType => lists::cert_type(code).is_none(),
        FieldKind::ContentTypes => lists::content_type(code).is_none(),
        FieldKind::Languages => lists::language(code).is_none(),
        FieldKind::Modes => lists::access_mode(code).is_none(),
        FieldKind::ReportMode => report_mode(code).is_none(),
        FieldKind::FilingType => text.parse::<FilingType>().is_err(),
        FieldKind::ServiceKind => text.parse::<ServiceKind>().is_err(),
        FieldKind::PreApprovals => item.get("type").and_then(number).and_then(lists::pre_approval).is_none(),
        FieldKind::Provinces => !is_province(text),
        FieldKind::Region if field.path.ends_with("province") => !is_province(text),
        FieldKind::Region => lists::province_of(text).is_none(),
        _ => false,
    }
}

fn is_province(text: &str) -> bool {
    text.ends_with("0000") && lists::province_of(text).is_some()
}

fn is_malformed(field: &Field, item: &Value, text: &str) -> bool {
    let stray = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    text.contains(stray)
        || match field.kind {
            FieldKind::Date => !(is_date(text) || text == "long_term" && field.path.ends_with("_to")),
            FieldKind::Mobile => !is_mobile(text),
            FieldKind::Email => !is_email(text),
            FieldKind::Ips => !is_range(member(item, "start"), member(item, "end")),
            _ => false,
        }
}

/// Certificates that the organizer's nature, or a person, does not show.
fn certificates(filing: &Filing) -> Vec<FieldProblem> {
    let principal = |path, code| (path, "individual", code);
    let mut found = Vec::new();
    for (path, nature, code) in [
        ("order.organizer_cert_type", filing.order.organizer_nature.as_str(), filing.order.organizer_cert_type),
        ("entity.cert_type", filing.entity.nature.as_str(), filing.entity.cert_type),
        principal("entity_principal.cert_type", filing.entity_principal.cert_type),
        principal("service_principal.cert_type", filing.service_principal.cert_type),
    ] {
        let known = lists::nature(nature).zip(code.filter(|code| lists::cert_type(*code).is_some()));
        if known.is_some_and(|(nature, code)| !nature.accepts(code)) {
            found.push(FieldProblem::new(path, ProblemCode::CertNotOfNature));
        }
    }
    found
}

/// What an order was verified with and must stay: every value of `after` that differs from `before`. Left out is not
/// changed, and neither is a filing type that says nothing.
pub fn unlocked(before: &Order, after: &Order) -> Vec<FieldProblem> {
    let differs = |was: &str, is: &str| !is.trim().is_empty() && was.trim() != is.trim();
    let kind = &after.filing_type;
    [
        ("order.province", differs(&before.province, &after.province)),
        ("order.organizer_nature", differs(&before.organizer_nature, &after.organizer_nature)),
        (
            "order.organizer_cert_type",
            after.organizer_cert_type.is_some() && before.organizer_cert_type != after.organizer_cert_type,
        ),
        ("order.organizer_cert_number", differs(&before.organizer_cert_number, &after.organizer_cert_number)),
        ("order.domain", differs(&before.domain, &after.domain)),
        ("order.filing_type", *kind != FilingType::Initial && before.filing_type != *kind),
        ("order.access_resource_id", differs(&before.access_resource_id, &after.access_resource_id)),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(path, _)| FieldProblem::new(path, ProblemCode::LockedDiffers))
    .collect()
}

/// Values of the entity that contradict the verified order.
fn locked(filing: &Filing) -> Vec<FieldProblem> {
    let (order, entity) = (&filing.order, &filing.entity);
    let differs = |ours: &str, locked: &str| !ours.is_empty() && !locked.is_empty() && ours != locked;
    let cert_type = entity.cert_type.zip(order.organizer_cert_type).is_some_and(|(ours, locked)| ours != locked);
    [
        ("entity.nature", differs(&entity.nature, &order.organizer_nature)),
        ("entity.region.province", differs(&entity.region.province, &order.province)),
        ("entity.cert_type", cert_type),
        ("entity.cert_number", differs(&entity.cert_number, &order.organizer_cert_number)),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(path, _)| FieldProblem::new(path, ProblemCode::LockedDiffers))
    .collect()
}

#[cfg(test)]
mod tests;
