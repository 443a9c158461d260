//! Rows of the registries that a service keeps: what the ministry has filed, what the registrars say of domains, and what
//! the provider's account system says of its applicants. They come by import; what is not in them is unknown, never wrong.

use jiff::civil::Date;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::words::closed_list;

closed_list! {
    /// How far a real-name verification is.
    #[derive(Default)]
    RealName {
        Verified = "verified", "已实名", "verified";
        Pending = "pending", "审核中", "pending";
        #[default]
        Unverified = "unverified", "未实名", "not verified";
    }
}

/// An entity that is filed, found by its certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledEntity {
    /// Certificate code.
    pub cert_type: u32,
    /// Certificate number.
    pub cert_number: String,
    /// 主办单位名称.
    pub name: String,
    /// A nature slug.
    #[serde(default)]
    pub nature: String,
    /// Two-digit province code.
    #[serde(default)]
    pub province: String,
    /// The entity's ICP filing number.
    pub number: String,
    /// Whether it was filed through this provider.
    #[serde(default, deserialize_with = "flag")]
    pub own: bool,
    /// 空壳主体: a number with no service left.
    #[serde(default, deserialize_with = "flag")]
    pub shell: bool,
}

/// A service that is filed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledService {
    /// The service's ICP filing number.
    pub number: String,
    /// The entity's ICP filing number.
    pub entity_number: String,
    /// A service kind slug.
    #[serde(default)]
    pub kind: String,
    /// 网站名称.
    #[serde(default)]
    pub name: String,
    /// Its domains; in CSV separated by `;`.
    #[serde(default, deserialize_with = "list")]
    pub domains: Vec<String>,
    /// Whether this provider has an access record for it.
    #[serde(default, deserialize_with = "flag")]
    pub own_access: bool,
}

/// What a registry of domains says of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DomainRecord {
    /// The registered domain.
    pub domain: String,
    /// The registrar.
    #[serde(default)]
    pub registrar: String,
    /// The owner's name.
    #[serde(default)]
    pub owner: String,
    /// The owner's certificate code, where it is known.
    #[serde(default)]
    pub owner_cert_type: Option<u32>,
    /// The owner's certificate number, where it is known.
    #[serde(default)]
    pub owner_cert_number: String,
    /// Whether the owner's name is verified.
    #[serde(default)]
    pub real_name: RealName,
    /// Whether the ministry has the verified name already.
    #[serde(default, deserialize_with = "flag")]
    pub synced: bool,
    /// The last day of the registration, where it is known.
    #[serde(default)]
    pub expires: Option<Date>,
    /// Whether the ministry bars it.
    #[serde(default, deserialize_with = "flag")]
    pub blacklisted: bool,
}

/// An applicant's account at the provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The user's id.
    pub user_id: String,
    /// The verified name.
    #[serde(default)]
    pub name: String,
    /// How far its verification is, where the account system says.
    #[serde(default)]
    pub real_name: Option<RealName>,
    /// The certificate's code.
    #[serde(default)]
    pub cert_type: Option<u32>,
    /// The certificate's number.
    #[serde(default)]
    pub cert_number: String,
    /// Where notices go; empty for nowhere.
    #[serde(default)]
    pub email: String,
    /// The language of notices: `zh-CN` or `en`.
    #[serde(default)]
    pub lang: String,
}

/// A resource that an account rents: what the site will be reached through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The provider's id.
    pub id: String,
    /// The account's user id.
    pub user_id: String,
    /// What it is, e.g. `server`.
    #[serde(default)]
    pub kind: String,
    /// Its public address.
    #[serde(default)]
    pub ip: String,
    /// 备案服务号.
    #[serde(default)]
    pub service_number: String,
    /// The last day that is paid for, where it is known.
    #[serde(default)]
    pub paid_until: Option<Date>,
}

closed_list! {
    /// What can be imported.
    Registry {
        Entities = "entities", "已备案主体", "filed entities";
        Services = "services", "已备案网站", "filed services";
        Domains = "domains", "域名核验库", "domain records";
        Accounts = "accounts", "账号", "accounts";
        Resources = "resources", "接入资源", "access resources";
    }
}

/// A row of any registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryRow {
    /// Of [`Registry::Entities`].
    Entity(FiledEntity),
    /// Of [`Registry::Services`].
    Service(FiledService),
    /// Of [`Registry::Domains`].
    Domain(DomainRecord),
    /// Of [`Registry::Accounts`].
    Account(Account),
    /// Of [`Registry::Resources`].
    Resource(Resource),
}

macro_rules! rows {
    ($($variant:ident($row:ident);)+) => { $(impl From<$row> for RegistryRow {
        fn from(row: $row) -> Self {
            Self::$variant(row)
        }
    })+ };
}

rows! {
    Entity(FiledEntity);
    Service(FiledService);
    Domain(DomainRecord);
    Account(Account);
    Resource(Resource);
}

/// Tables know many ways to say yes and no.
fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Bool(bool),
        Number(u8),
        Text(String),
    }
    match Flag::deserialize(from)? {
        Flag::Bool(flag) => Ok(flag),
        Flag::Number(number @ (0 | 1)) => Ok(number == 1),
        Flag::Number(_) => Err(D::Error::custom("neither yes nor no")),
        Flag::Text(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "是" => Ok(true),
            "" | "false" | "no" | "否" => Ok(false),
            _ => Err(D::Error::custom("neither yes nor no")),
        },
    }
}

/// A list as JSON has it, or in one cell separated by `;`.
fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum List {
        Many(Vec<String>),
        Cell(String),
    }
    let tidy = |text: &str| text.trim().to_lowercase();
    Ok(match List::deserialize(from)? {
        List::Many(many) => many.iter().map(|one| tidy(one)).collect(),
        List::Cell(cell) => cell.split(';').map(tidy).filter(|one| !one.is_empty()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_with_what_it_leaves_out() {
        let row: DomainRecord =
            serde_json::from_str(r#"{"domain": "a.example", "synced": 1, "expires": "2027-01-31"}"#).unwrap();
        assert_eq!(
            (row.synced, row.real_name, row.expires),
            (true, RealName::Unverified, Some("2027-01-31".parse().unwrap()))
        );
        let row: FiledService = serde_json::from_str(
            r#"{"number": "n-1", "entity_number": "n", "domains": "A.example; b.example", "own_access": "是"}"#,
        )
        .unwrap();
        assert_eq!(
            (row.domains.as_slice(), row.own_access),
            (["a.example".to_owned(), "b.example".to_owned()].as_slice(), true)
        );
        assert!(serde_json::from_str::<Resource>(r#"{"id": "x", "user_id": "u", "typo": 1}"#).is_err());
    }
}
