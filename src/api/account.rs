//! An applicant's account, and what its filings need, on the wire.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::FieldError;
use crate::domain::filing::{FilingType, Order};
use crate::domain::open::Open;
use crate::domain::registry::RealName;
use crate::domain::status::{Stage, Status};

/// The account of the applicant who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// The user's id.
    pub id: String,
    /// The verified name; empty where the account system says none.
    pub name: String,
    /// How far its verification is; absent where the account system does not say.
    #[serde(default)]
    pub real_name: Option<Open<RealName>>,
    /// Where notices go; empty: to the entity principal's address.
    pub email: String,
    /// The language of notices: `zh-CN` or `en`.
    pub lang: String,
    /// What the account rents.
    pub resources: Vec<AccessResource>,
}

/// A resource that a site can be reached through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccessResource {
    /// What `order.access_resource_id` says; its address or service number will do as well.
    pub id: String,
    /// What it is, e.g. `server`.
    pub kind: String,
    /// Its public address.
    pub ip: String,
    /// 备案服务号.
    pub service_number: String,
    /// The last day that is paid for, `YYYY-MM-DD`, where it is known.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default)]
    pub paid_until: Option<jiff::civil::Date>,
}

/// The body that sets where notices go and in which language; the rest is the account system's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditAccount {
    /// An e-mail address, or empty.
    #[serde(default)]
    pub email: String,
    /// `zh-CN` or `en`; Chinese where it is left out.
    #[serde(default)]
    pub lang: String,
}

/// The body that asks for the type of a filing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindType {
    /// What is to be verified; certificate type, number and domain decide.
    pub order: Order,
    /// 主办单位名称, by which a unit is found that is filed with another certificate.
    #[serde(default)]
    pub entity_name: String,
}

/// The type of a filing, as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundType {
    /// The type.
    pub filing_type: Open<FilingType>,
    /// Whether a registry of filings was asked; else the type is as it was given.
    pub checked: bool,
    /// The entity's number, where it is filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_number: Option<String>,
    /// The service's number, where the domain is filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_number: Option<String>,
    /// What else would keep the order from being submitted, e.g. a resource that is not the account's.
    #[serde(default)]
    pub problems: Vec<FieldError>,
}

/// A material that a filing needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Requirement {
    /// A slug of the material catalogue.
    pub slug: String,
    /// The review that cannot begin without it.
    pub stage: Open<Stage>,
    /// Whether it must be there; else the administration may ask for it.
    pub required: bool,
    /// How many files the slot holds.
    pub uploaded: usize,
    /// How many it may hold.
    pub max: usize,
    /// Why, in the language that the request accepts.
    pub reason: String,
    /// Who says so.
    pub source: String,
    /// Until when the source said so, `YYYY-MM`.
    pub as_of: String,
}

/// One's own filing in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FilingRow {
    /// Shared with the case.
    pub id: String,
    /// Shared with the case, e.g. `BA26000123`.
    pub number: String,
    /// Where the filing stands.
    pub status: Open<Status>,
    /// Submissions, counted from 1; 0 before the first.
    pub round: u32,
    /// Rises with every change.
    pub version: i64,
    /// 主办单位名称.
    pub organizer: String,
    /// 网站名称.
    pub site: String,
    /// The first domain.
    pub domain: String,
    /// The type.
    pub filing_type: Open<FilingType>,
    /// When it came to where it stands (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub entered_at: Timestamp,
    /// The service's ICP filing number, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_number: Option<String>,
}
