//! The fields of the application form: where each stands, what it is called, how long it may be.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{load, worded};
use crate::domain::words::closed_list;

closed_list! {
    /// The part of the form that a field stands in.
    FieldGroup {
        Order = "order", "备案类型验证", "filing type check";
        Entity = "entity", "主体信息", "entity";
        EntityPrincipal = "entity_principal", "主体负责人", "entity principal";
        Service = "service", "网站信息", "service";
        ServicePrincipal = "service_principal", "网站负责人", "service principal";
        Access = "access", "接入信息", "access";
    }
}

closed_list! {
    /// How a field's value is to be read.
    FieldKind {
        Text = "text", "文字", "text";
        Nature = "nature", "单位性质", "organizer nature";
        CertType = "cert_type", "证件类型", "certificate type";
        Region = "region", "行政区划代码", "region code";
        Bool = "bool", "是否", "yes or no";
        Date = "date", "日期", "date";
        Mobile = "mobile", "手机号码", "mobile number";
        Phone = "phone", "电话号码", "phone number";
        Email = "email", "电子邮箱", "e-mail address";
        Domain = "domain", "域名", "domain";
        Url = "url", "网址", "address of a page";
        ContentTypes = "content_types", "服务内容", "content types";
        Languages = "languages", "语言", "languages";
        PreApprovals = "pre_approvals", "前置审批", "pre-approvals";
        Ips = "ips", "IP 地址", "IP addresses";
        Modes = "modes", "接入方式", "access modes";
        Provinces = "provinces", "省份", "provinces";
        FilingType = "filing_type", "备案类型", "filing type";
        ServiceKind = "service_kind", "服务类型", "service kind";
        Secret = "secret", "密码", "secret";
        ReportMode = "report_mode", "报备方式", "report mode";
    }
}

closed_list! {
    /// Who must fill a field in.
    Required {
        Always = "always", "必填", "always";
        Unit = "unit", "单位必填", "by a unit";
        Individual = "individual", "个人必填", "by an individual";
        ResidentId = "resident_id", "身份证必填", "with a resident identity card";
        Never = "never", "选填", "optional";
    }
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Field {
    /// Dotted path in a filing, e.g. `entity.region.city`.
    pub path: String,
    /// The part of the form.
    pub group: FieldGroup,
    /// zh-CN label.
    pub zh: String,
    /// English label.
    pub en: String,
    /// Most characters; in a list, of each item.
    pub max: Option<usize>,
    /// Who must fill it in.
    pub required: Required,
    /// How the value is to be read.
    pub kind: FieldKind,
}

worded!(Field);

/// Every field, in the order of the form.
pub fn fields() -> &'static [Field] {
    static LIST: LazyLock<Vec<Field>> = LazyLock::new(|| load("field", include_str!("fields.toml")));
    &LIST
}

/// The field at this path.
pub fn field(path: &str) -> Option<&'static Field> {
    fields().iter().find(|field| field.path == path)
}
