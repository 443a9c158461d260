//! What an approved filing obliges to, on the wire.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::obligation::{ObligationKind, ObligationState};
use crate::domain::open::Open;

/// One obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Obligation {
    /// What is owed.
    pub kind: Open<ObligationKind>,
    /// Until when; absent where it has no end (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// How it stands.
    pub state: Open<ObligationState>,
    /// How it was fulfilled, or where it was looked for.
    #[serde(default)]
    pub detail: String,
    /// When its state was last found or set (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub checked_at: Option<Timestamp>,
}

/// The body that says how an obligation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fulfilled {
    /// `open` or `done`.
    pub state: ObligationState,
    /// E.g. the public security number; at most 2,000 characters.
    #[serde(default)]
    pub detail: String,
}

/// What a home page shows of its filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteCheck {
    /// The page that was read, after redirects.
    pub url: String,
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub checked_at: Timestamp,
    /// Whether the page could be read.
    pub reached: bool,
    /// Why not: `unreachable`, `unknown_host`, `status_404`, `too_many_redirects`, `not_html`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The number that must be shown.
    pub number: String,
    /// Whether it is.
    pub number_shown: bool,
    /// Whether it links to the ministry's site.
    pub number_linked: bool,
    /// Whether it stands near the end of the page.
    pub at_bottom: bool,
    /// The organizer that the copyright line must name, where the province asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    /// Whether it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copyright_shown: Option<bool>,
    /// Whether everything required is there.
    pub fine: bool,
}
