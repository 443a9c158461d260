//! Problem details (RFC 9457): the body of every error.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` is what tells problems apart.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// The status code's own words.
    pub title: String,
    /// The HTTP status code.
    pub status: u16,
    /// The stable code, e.g. `version_changed`.
    pub code: String,
    /// What happened and what to do next, in the language the request accepts.
    pub detail: String,
    /// RFC 6901 pointer to the value at fault in the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// All mistakes of a form at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Stands in the server's log as well.
    pub request_id: String,
}

/// One mistake of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// RFC 6901 pointer into the filing.
    pub pointer: String,
    /// The stable code, e.g. `missing`.
    pub code: String,
    /// What is wrong, in the language the request accepts.
    pub detail: String,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}
