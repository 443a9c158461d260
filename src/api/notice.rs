//! Notices to the applicant, on the wire: as he reads them, as a webhook posts them, and how they fared.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::notice::{NoticeChannel, NoticeKind, NoticeState};
use crate::domain::open::Open;
use crate::domain::status::Status;

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeContent {
    /// What it is about.
    pub kind: Open<NoticeKind>,
    /// `zh-CN` or `en`.
    pub lang: String,
    /// One line.
    pub subject: String,
    /// Several lines.
    pub text: String,
    /// The filing, as it stood then.
    pub filing: NoticeFiling,
    /// Why it was returned, rejected or refused.
    #[serde(default)]
    pub reasons: Vec<NoticeReason>,
}

/// The filing that a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeFiling {
    /// The filing's id.
    pub id: String,
    /// The filing's number.
    pub number: String,
    /// Where it stood.
    pub status: Open<Status>,
    /// Submissions so far.
    pub round: u32,
}

/// One reason in a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeReason {
    /// A field path, an object or `material:SLUG`; empty where the reason is about the whole filing.
    pub target: String,
    /// A code of the return-reason catalogue.
    pub code: String,
    /// The target in words.
    pub label: String,
    /// What is wrong.
    pub text: String,
    /// What to do.
    pub suggestion: String,
}

/// A notice as its applicant reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Its id.
    pub id: String,
    /// When it happened (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What it says.
    #[serde(flatten)]
    pub content: NoticeContent,
    /// The ways on which it went out.
    pub deliveries: Vec<NoticeDelivery>,
}

/// One way on which a notice went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeDelivery {
    /// The way.
    pub channel: Open<NoticeChannel>,
    /// How far it came.
    pub state: Open<NoticeState>,
    /// When it arrived (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub sent_at: Option<Timestamp>,
}

/// What a webhook gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedNotice {
    /// The same at every attempt: who gets it twice drops the second.
    pub id: String,
    /// When it happened (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The applicant's user id at the provider.
    pub applicant: String,
    /// What it says.
    #[serde(flatten)]
    pub content: NoticeContent,
}

/// How a notice fared on one way, for those who run the service: nothing of what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutgoingNotice {
    /// Its id; the delivery id of a webhook.
    pub id: String,
    /// The filing's id.
    pub filing_id: String,
    /// The filing's number.
    pub number: String,
    /// What it is about.
    pub kind: Open<NoticeKind>,
    /// The way.
    pub channel: Open<NoticeChannel>,
    /// Where to: a host, or a masked e-mail address.
    pub address: String,
    /// When it happened (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// How far it came.
    pub state: Open<NoticeState>,
    /// Attempts so far.
    pub tries: u32,
    /// When the next one is due; absent where none is (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub next_at: Option<Timestamp>,
    /// When it arrived (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub sent_at: Option<Timestamp>,
    /// Why the last attempt failed; empty where none did.
    #[serde(default)]
    pub last_error: String,
}
