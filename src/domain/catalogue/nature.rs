//! The natures of an organizer, and which certificates each may show.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{load, worded};
use crate::domain::lang::Lang;

/// One nature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Nature {
    /// The word on the wire.
    pub slug: String,
    /// zh-CN word.
    pub zh: String,
    /// English word.
    pub en: String,
    /// zh-CN word of two characters.
    pub short_zh: String,
    /// English word of at most eight letters.
    pub short_en: String,
    /// The number in the form of 2023, where the nature has one.
    pub code: Option<u32>,
    /// The certificate codes it may show; empty where any will do.
    pub cert_types: Vec<u32>,
}

worded!(Nature);

impl Nature {
    /// The word where there is little room.
    pub fn brief(&self, lang: Lang) -> &str {
        lang.pick(&self.short_zh, &self.short_en)
    }

    /// Whether an organizer of this nature may show a certificate with this code.
    pub fn accepts(&self, cert_type: u32) -> bool {
        self.cert_types.is_empty() || self.cert_types.contains(&cert_type)
    }
}

/// Every nature.
pub fn natures() -> &'static [Nature] {
    static LIST: LazyLock<Vec<Nature>> = LazyLock::new(|| load("nature", include_str!("natures.toml")));
    &LIST
}

/// The nature with this slug.
pub fn nature(slug: &str) -> Option<&'static Nature> {
    natures().iter().find(|nature| nature.slug == slug)
}
