//! The applicant's side of the contract.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::administration::SmsState;
use super::case::{HistoryEvent, Material};
use crate::domain::clocks::CaseClock;
use crate::domain::filing::Filing;
use crate::domain::open::Open;
use crate::domain::reason::ReasonGiven;
use crate::domain::status::Status;

/// A filing as its applicant sees it: no holder, no findings, no internal notes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FilingStatus {
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
    /// What was filled in.
    #[serde(flatten)]
    pub filing: Filing,
    /// What was uploaded.
    pub materials: Vec<Material>,
    /// When the service principal's authenticity verification was done in this round's stage (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub verified_at: Option<jiff::Timestamp>,
    /// The reasons of the newest return, while the applicant has to act on them.
    #[serde(default)]
    pub reasons: Vec<ReasonGiven>,
    /// The clocks that run, or stand still while the applicant acts.
    #[serde(default)]
    pub clocks: Vec<CaseClock>,
    /// The entity's ICP filing number, once the administration gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_number: Option<String>,
    /// The service's ICP filing number, once the administration gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_number: Option<String>,
    /// The newest SMS verification, a row per principal who must answer; empty before the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sms: Vec<SmsState>,
    /// What happened so far.
    #[serde(default)]
    pub history: Vec<HistoryEvent>,
}

/// The parts of the multipart body of an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewMaterial {
    /// A slug of the material catalogue.
    pub slug: String,
    /// The file's bytes, JPEG or PNG by content; MP4 or WebM where the catalogue wants a video.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    pub file: String,
    /// `true`: the file takes the place of all files of its slug.
    #[serde(default)]
    pub replace: Option<bool>,
}

/// The parts of the multipart body of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewPhoto {
    /// The bytes of the photo or video: JPEG, PNG, MP4 or WebM by content.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    pub photo: String,
}

/// A one-time link to the verification page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerificationLink {
    /// Where the service principal opens the page; a path alone where the service does not know its public address.
    pub url: String,
    /// From then on it can no longer be used (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: jiff::Timestamp,
    /// A PNG of the address as a QR code.
    pub qr_url: String,
}
