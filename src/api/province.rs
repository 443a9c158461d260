//! One province with what it asks, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A province and its pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvinceDetail {
    /// GB/T 2260 code, two digits.
    pub code: String,
    /// Full zh-CN name: 北京市.
    pub zh: String,
    /// Short zh-CN name: 北京.
    pub short: String,
    /// English name.
    pub en: String,
    /// The letter in an ICP filing number.
    pub icp: String,
    /// The letter in a public security number.
    pub security: String,
    /// The place's bit in the server-location set of the 2023 form.
    pub location_bit: Option<u64>,
    /// What the province asks beyond the national rules.
    pub pack: PackDetail,
}

/// What a province asks, with who says so and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PackDetail {
    /// What a case is pinned to, e.g. `33@1:ab12cd34`.
    pub id: String,
    /// Rises with every change.
    pub version: u32,
    /// SHA-256 of its content, in hexadecimal.
    pub hash: String,
    /// The rules.
    pub rules: Vec<ProvinceRule>,
    /// What is handed in besides.
    pub requirements: Vec<ProvinceRequirement>,
}

/// One rule of a province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvinceRule {
    /// Its key in the pack, `other:SLUG` where no machine checks it.
    pub key: String,
    /// Its name in the language asked for.
    pub name: String,
    /// What the province asks.
    pub text: String,
    /// Whether it is no condition of acceptance, or disputed.
    pub advice: bool,
    /// What other sources say, or what to mind.
    pub note: String,
    /// Who says so.
    pub source: String,
    /// Until when the source said so, `YYYY-MM`.
    pub as_of: String,
}

/// One material that a province wants besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvinceRequirement {
    /// The material.
    pub slug: String,
    /// Whether nothing can be submitted without it where the rule applies.
    pub required: bool,
    /// When, and why.
    pub text: String,
    /// Who says so.
    pub source: String,
    /// Until when the source said so, `YYYY-MM`.
    pub as_of: String,
}
