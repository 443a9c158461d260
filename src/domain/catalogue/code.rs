//! The plain code lists: certificate, content and pre-approval types, languages and access modes.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{load, worded};

/// A number with its words: a certificate type, a language or an access mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Code {
    /// The number on the wire.
    pub code: u32,
    /// zh-CN word.
    pub zh: String,
    /// English word.
    pub en: String,
}

/// What a service offers, under one of five headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContentType {
    /// The number on the wire.
    pub code: u32,
    /// zh-CN word.
    pub zh: String,
    /// English word.
    pub en: String,
    /// The heading's number, 500 to 504.
    pub parent: u32,
    /// The heading in zh-CN.
    pub parent_zh: String,
    /// The heading in English.
    pub parent_en: String,
}

/// A kind of content that needs another authority's approval first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreApprovalType {
    /// The number on the wire.
    pub code: u32,
    /// zh-CN word.
    pub zh: String,
    /// English word.
    pub en: String,
    /// Who approves, in zh-CN.
    pub authority_zh: String,
    /// Who approves, in English.
    pub authority_en: String,
    /// The document to show, in zh-CN.
    pub document_zh: String,
    /// The document to show, in English.
    pub document_en: String,
}

worded!(Code, ContentType, PreApprovalType);

/// Declares one list: its file, all entries, and the entry of a code.
macro_rules! list {
    ($file:literal, $table:literal, $entry:ty, $(#[$all_doc:meta])* $all:ident, $(#[$one_doc:meta])* $one:ident) => {
        $(#[$all_doc])*
        pub fn $all() -> &'static [$entry] {
            static LIST: LazyLock<Vec<$entry>> = LazyLock::new(|| load($table, include_str!($file)));
            &LIST
        }

        $(#[$one_doc])*
        pub fn $one(code: u32) -> Option<&'static $entry> {
            $all().iter().find(|entry| entry.code == code)
        }
    };
}

/// The code of the resident identity card among the certificate types.
pub const RESIDENT_ID: u32 = 2;

list!(
    "cert_types.toml",
    "cert_type",
    Code,
    /// Every certificate type.
    cert_types,
    /// The certificate type with this code.
    cert_type
);
list!(
    "languages.toml",
    "language",
    Code,
    /// Every language a service may declare.
    languages,
    /// The language with this code.
    language
);
list!(
    "access_modes.toml",
    "access_mode",
    Code,
    /// Every access mode.
    access_modes,
    /// The access mode with this code.
    access_mode
);
list!(
    "content_types.toml",
    "content_type",
    ContentType,
    /// Every content type.
    content_types,
    /// The content type with this code.
    content_type
);
list!(
    "pre_approvals.toml",
    "pre_approval",
    PreApprovalType,
    /// Every pre-approval type.
    pre_approvals,
    /// The pre-approval type with this code.
    pre_approval
);
