//! The other side of the hand-over: what is handed over to the communications administration, and what it says. The same
//! bodies are pushed by an administration user and pulled from an organisation's own connector.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::administration::{CodeGiven, ResultOutcome};
use crate::domain::filing::{Filing, FilingType};
use crate::domain::open::Open;
use crate::domain::sms::{Check, SmsEvent, Who};
use crate::domain::status::Status;

/// The body of `received`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// When the administration took it, where that is known (RFC 3339); told in the history. The time of the SMS
    /// verification runs from when it was told here.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// The body of `sms`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmsSaid {
    /// What happened.
    pub event: SmsEvent,
    /// About whom; without it, about everybody who has not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<Who>,
}

/// The body of `result`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultSaid {
    /// Approved or rejected.
    pub outcome: ResultOutcome,
    /// The entity's ICP filing number; the service gives one where the administration's is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_number: Option<String>,
    /// The service's ICP filing number; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_number: Option<String>,
    /// Processing codes; at most 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CodeGiven>,
    /// The reviewer's opinion; at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
}

/// What the administration says of one filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", content = "body", rename_all = "snake_case")]
pub enum Said {
    /// It took the filing and sent its messages.
    Received(Received),
    /// Something about the SMS verification.
    Sms(SmsSaid),
    /// It decided.
    Result(ResultSaid),
}

/// One result as a connector gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbound {
    /// Counted from 1 without gaps.
    pub sequence: i64,
    /// The filing's id or number.
    pub case: String,
    /// The batch that the filing came in. One about an earlier hand-over of the same filing is skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<i64>,
    /// What is said.
    #[serde(flatten)]
    pub said: Said,
}

/// How the verification of one principal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SmsState {
    /// Whose it is.
    pub principal: Open<Who>,
    /// When the first message was sent (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub sent_at: Timestamp,
    /// Until when the answer must have come (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// Wrong answers so far; the sixth returns the filing.
    pub tries: u32,
    /// How often the message was sent again.
    pub resent: u32,
    /// When the right answer came (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub verified_at: Option<Timestamp>,
}

impl From<&Check> for SmsState {
    fn from(check: &Check) -> Self {
        Self {
            principal: check.who.into(),
            sent_at: check.sent_at,
            due_at: check.deadline(),
            tries: check.tries,
            resent: check.resent,
            verified_at: check.verified_at,
        }
    }
}

/// The answer to what the administration said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Told {
    /// The filing's id.
    pub id: String,
    /// The filing's number.
    pub number: String,
    /// Where it stands now.
    pub status: Open<Status>,
    /// The version now.
    pub version: i64,
    /// The SMS verification, a row per principal who must answer.
    #[serde(default)]
    pub sms: Vec<SmsState>,
    /// The entity's ICP filing number, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_number: Option<String>,
    /// The service's ICP filing number, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_number: Option<String>,
}

/// One filing that is on its way to the administration or lies there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandedOver {
    /// The filing's id.
    pub id: String,
    /// The filing's number.
    pub number: String,
    /// `to_administration`, `sms_pending` or `administration_review`.
    pub status: Open<Status>,
    /// Submissions, counted from 1.
    pub round: u32,
    /// Rises with every change.
    pub version: i64,
    /// 主办单位名称.
    pub organizer: String,
    /// 网站名称.
    pub site: String,
    /// The first domain.
    pub domain: String,
    /// Two-digit province code.
    pub province: String,
    /// Filing type slug.
    pub filing_type: Open<FilingType>,
    /// When it came into its status (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub entered_at: Timestamp,
    /// The newest batch that it lies in; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<i64>,
    /// Whether that batch was acknowledged.
    pub acknowledged: bool,
    /// The SMS verification, a row per principal who must answer.
    #[serde(default)]
    pub sms: Vec<SmsState>,
}

/// What is handed over at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Counted from 1 without gaps.
    pub sequence: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// The filings in it.
    pub filings: Vec<BatchFiling>,
}

/// A filing in a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchFiling {
    /// The filing's id.
    pub id: String,
    /// The filing's number.
    pub number: String,
    /// Submissions, counted from 1.
    pub round: u32,
    /// The interface's operation code (`Czlx`) of the filing's type; absent where this build does not know the type.
    #[serde(default)]
    pub operation: Option<u8>,
    /// Two-digit province code.
    pub province: String,
    /// What was filled in.
    pub filing: Filing,
    /// To whom the messages go; one row where both principals are one person.
    pub sms: Vec<Recipient>,
    /// The pictures, as JPEG of at most 100 KB.
    pub attachments: Vec<Attachment>,
}

/// Where a message goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The principals who answer it.
    pub principals: Vec<Who>,
    /// The mobile; never the emergency number.
    pub mobile: String,
}

/// A picture in a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// A slug of the material catalogue.
    pub slug: String,
    /// Position within the slug, counted from 1.
    pub page: u32,
    /// Always `image/jpeg`.
    pub content_type: String,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// The bytes in base64.
    pub content: String,
}
