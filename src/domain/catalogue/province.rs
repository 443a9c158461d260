//! The 31 provinces that have a communications administration.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::load;
use crate::domain::lang::Lang;

/// One province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Province {
    /// GB/T 2260 code, two digits.
    pub code: String,
    /// Full zh-CN name: 北京市.
    pub zh: String,
    /// Short zh-CN name: 北京.
    pub short: String,
    /// English name.
    pub en: String,
    /// The two letters of GB/T 2260: BJ.
    pub letters: String,
    /// The letter in an ICP filing number; not always that of the vehicle plates.
    pub icp: String,
    /// The letter in a public security number.
    pub security: String,
    /// The place's bit in the server-location set of the 2023 form.
    pub location_bit: Option<u64>,
}

impl Province {
    /// The short name: 北京, Beijing.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.short, &self.en)
    }

    /// The shortest name that is read as one: 北京, BJ.
    pub fn brief(&self, lang: Lang) -> &str {
        lang.pick(&self.short, &self.letters)
    }
}

/// Every province, by code.
pub fn provinces() -> &'static [Province] {
    static LIST: LazyLock<Vec<Province>> = LazyLock::new(|| load("province", include_str!("provinces.toml")));
    &LIST
}

/// The province with this two-digit code.
pub fn province(code2: &str) -> Option<&'static Province> {
    provinces().iter().find(|province| province.code == code2)
}

/// The province that a six-digit region code lies in.
pub fn province_of(region: &str) -> Option<&'static Province> {
    if region.len() != 6 || !region.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    province(region.get(..2)?)
}
