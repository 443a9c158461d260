//! A filing as the applicant hands it in: every field of the application form.
//!
//! Values are kept as they were typed, because a reviewer must see what the applicant wrote; what is
//! missing or malformed is named by [`super::field::problems`], not corrected here. Dates are
//! `YYYY-MM-DD` or `long_term`; natures, kinds and filing types are slugs; certificate, content and
//! language types are the numeric codes of [`super::catalogue`]; regions are GB/T 2260 codes of 6 digits.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::open::Open;
use super::words::closed_list;

closed_list! {
    /// What is filed: section "service" of the form.
    #[derive(Default)]
    ServiceKind {
        #[default]
        Website = "website", "网站", "website";
        App = "app", "APP", "app";
        MiniProgram = "mini_program", "小程序", "mini-program";
        QuickApp = "quick_app", "快应用", "quick app";
    }
}

closed_list! {
    /// The type of a filing, found from the entity's and the domain's state at the ministry.
    #[derive(Default)]
    FilingType {
        #[default]
        Initial = "initial", "首次备案", "initial filing";
        AddServiceOwn = "add_service_own", "新增网站（本接入商）", "add service (entity in house)";
        AddServiceOther = "add_service_other", "新增网站（他接入商）", "add service (entity elsewhere)";
        AddAccess = "add_access", "新增接入", "add access";
        ModifyEntity = "modify_entity", "变更主体", "modify entity";
        ModifyService = "modify_service", "变更网站", "modify service";
        ModifyAccess = "modify_access", "变更接入", "modify access";
        CancelEntity = "cancel_entity", "注销主体", "cancel entity";
        CancelService = "cancel_service", "注销网站", "cancel service";
        CancelAccess = "cancel_access", "取消接入", "cancel access";
    }
}

/// Everything the applicant fills in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Filing {
    /// Verified first and locked afterwards; `entity` must equal it.
    pub order: Order,
    /// 主体: who holds the filing.
    pub entity: Entity,
    /// 主体负责人.
    pub entity_principal: Principal,
    /// 网站 or other Internet information service.
    pub service: Service,
    /// 网站负责人, who passes the authenticity verification.
    pub service_principal: Principal,
    /// 接入信息.
    pub access: Access,
    /// Whether the applicant ticked the agreement; a filing without it cannot be submitted.
    pub agreed: bool,
}

/// 备案类型验证: the values from which the filing type is found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Order {
    /// 主体单位区域, province level, 6 digits (`330000`).
    pub province: String,
    /// 主体单位性质, a nature slug.
    pub organizer_nature: String,
    /// 证件类型, a certificate code.
    pub organizer_cert_type: Option<u32>,
    /// 证件号码.
    pub organizer_cert_number: String,
    /// 域名: registered domain, no scheme, no `www`.
    pub domain: String,
    /// 备案类型.
    pub filing_type: Open<FilingType>,
    /// 接入资源 / 公网 IP / 服务号.
    pub access_resource_id: String,
}

impl Order {
    /// The filing's type; one that this build does not know files everything anew.
    pub fn kind(&self) -> FilingType {
        self.filing_type.known().copied().unwrap_or_default()
    }
}

/// 所在省/市/县, GB/T 2260 codes of 6 digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Region {
    /// Province, `PP0000`.
    pub province: String,
    /// City, `PPCC00`.
    pub city: String,
    /// District, `PPCCDD`.
    pub district: String,
}

/// 法定代表人, given when the entity principal is somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct LegalRep {
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub cert_number: String,
}

/// 主体单位信息.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Entity {
    /// 主办单位名称.
    pub name: String,
    /// 单位性质, a nature slug.
    pub nature: String,
    /// 所在省/市/县.
    pub region: Region,
    /// 通信地址, without the province, city and district prefix.
    pub contact_address: String,
    /// 证件类型, a certificate code.
    pub cert_type: Option<u32>,
    /// 证件号码.
    pub cert_number: String,
    /// 证件住所, word for word as printed.
    pub cert_address: String,
    /// 投资者或上级主管单位.
    pub investor: String,
    /// 法定代表人.
    pub legal_rep: LegalRep,
    /// 负责人是否法定代表人.
    pub is_principal_legal_rep: bool,
    /// 备注.
    pub remark: String,
    /// 主体备案号, where the entity has one.
    pub filing_number: String,
    /// 备案密码: read, never written out again, never logged.
    #[serde(skip_serializing_if = "is_never_written")]
    #[schema(write_only)]
    pub filing_password: String,
    /// 报备方式: 0 自行备案, 1 接入商代为备案.
    pub report_mode: u32,
}

/// 负责人; one shape for both principals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Principal {
    /// 姓名.
    pub name: String,
    /// 证件类型, a certificate code.
    pub cert_type: Option<u32>,
    /// 证件号码.
    pub cert_number: String,
    /// 证件有效期起, `YYYY-MM-DD`.
    pub cert_valid_from: String,
    /// 证件有效期止, `YYYY-MM-DD` or `long_term`.
    pub cert_valid_to: String,
    /// 手机号码, 11 digits.
    pub mobile: String,
    /// 应急联系电话.
    pub emergency_phone: String,
    /// 办公电话.
    pub office_phone: String,
    /// 电子邮箱.
    pub email: String,
    /// QQ.
    pub im_qq: String,
    /// MSN.
    pub im_msn: String,
    /// 微信.
    pub im_wechat: String,
    /// 同主体负责人; only meaningful for the service principal.
    pub is_same_as_entity_principal: bool,
    /// 备注.
    pub remark: String,
}

/// 前置审批.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PreApproval {
    /// 前置审批类型, a pre-approval code.
    #[serde(rename = "type")]
    pub kind: u32,
    /// 审批号.
    pub licence_no: String,
}

/// 网站信息.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Service {
    /// 服务类型.
    pub kind: Open<ServiceKind>,
    /// 网站名称.
    pub name: String,
    /// 域名.
    pub domains: Vec<String>,
    /// 首页地址.
    pub home_url: String,
    /// 服务内容, content type codes.
    pub content_types: Vec<u32>,
    /// 语言, language codes.
    pub languages: Vec<u32>,
    /// 应用服务类型, e.g. 网站应用服务.
    pub app_service_types: Vec<String>,
    /// 前置审批.
    pub pre_approvals: Vec<PreApproval>,
    /// 备注.
    pub remark: String,
    /// 网站备案号, for add access and change.
    pub filing_number: String,
}

/// One address, or a range where `end` differs from `start`; IPv4 or IPv6 text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct IpRange {
    /// First address.
    pub start: String,
    /// Last address.
    pub end: String,
}

/// 接入信息.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Access {
    /// IP 地址.
    pub ips: Vec<IpRange>,
    /// 接入方式, access mode codes.
    pub modes: Vec<u32>,
    /// 服务器放置地, province codes of 6 digits.
    pub server_locations: Vec<String>,
}

impl Filing {
    /// Fills what follows from what was given: the entity's locked values from the order, the service
    /// principal from the entity principal where they are the same person, and the home region's province.
    /// Given values are never overwritten, so that a contradiction stays visible to the reviewer.
    pub fn completed(mut self) -> Self {
        let order = &self.order;
        let entity = &mut self.entity;
        fill(&mut entity.nature, &order.organizer_nature);
        fill(&mut entity.cert_number, &order.organizer_cert_number);
        fill(&mut entity.region.province, &order.province);
        entity.cert_type = entity.cert_type.or(order.organizer_cert_type);
        if self.service.domains.is_empty() && !order.domain.is_empty() {
            self.service.domains.push(order.domain.clone());
        }
        if self.service_principal.is_same_as_entity_principal && self.service_principal.name.is_empty() {
            self.service_principal = Principal { is_same_as_entity_principal: true, ..self.entity_principal.clone() };
        }
        self
    }

    /// The province's two-digit code, from the order, else from the entity's region; empty if neither is given.
    pub fn province(&self) -> &str {
        let code = if self.order.province.is_empty() { &self.entity.region.province } else { &self.order.province };
        code.get(..2).unwrap_or("")
    }

    /// The first filed domain, else the order's.
    pub fn domain(&self) -> &str {
        self.service.domains.first().map_or(self.order.domain.as_str(), String::as_str)
    }

    /// Whether the organizer is a person and not a unit.
    pub fn is_individual(&self) -> bool {
        self.entity.nature == "individual"
    }
}

/// Said so and not by `skip_serializing`, because that would hide the field from the contract's document as well.
const fn is_never_written(_: &str) -> bool {
    true
}

fn fill(slot: &mut String, value: &str) {
    if slot.is_empty() {
        slot.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completion_fills_gaps_and_keeps_contradictions() {
        let mut filing = Filing::default();
        filing.order.organizer_cert_number = "91110108MA01ABCD5T".into();
        filing.order.province = "110000".into();
        filing.entity.nature = "individual".into();
        filing.order.organizer_nature = "enterprise".into();
        filing.entity_principal.name = "样本一".into();
        filing.service_principal.is_same_as_entity_principal = true;
        let filing = filing.completed();
        assert_eq!(filing.entity.cert_number, "91110108MA01ABCD5T");
        assert_eq!(filing.entity.nature, "individual", "a given value stays, even where it contradicts the order");
        assert_eq!(filing.service_principal.name, "样本一");
        assert_eq!(filing.province(), "11");
    }

    #[test]
    fn the_filing_password_is_read_but_never_written() {
        let mut filing = Filing::default();
        filing.entity.filing_password = "hunter2".into();
        let text = serde_json::to_string(&filing).unwrap();
        assert!(!text.contains("hunter2") && !text.contains("filing_password"));
    }
}
