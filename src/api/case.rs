//! Cases as reviewers see them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::administration::SmsState;
use crate::domain::case::{Escalation, Held, Snooze};
use crate::domain::clocks::CaseClock;
use crate::domain::filing::{Filing, FilingType};
use crate::domain::finding::{Finding, FindingCounts};
use crate::domain::open::Open;
use crate::domain::picture::PictureFacts;
use crate::domain::place::Listed;
use crate::domain::reason::{Decision, Override, ReasonGiven, ReturnKind};
use crate::domain::role::ActedAs;
use crate::domain::status::{Stage, Status};
use crate::domain::verb::Verb;

/// Who holds a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Holder {
    /// The reviewer's user id.
    pub id: String,
    /// Until when, unless renewed (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// Since when, without a break (RFC 3339); absent where an older service does not say.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

/// One line of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseRow {
    /// The case's id.
    pub id: String,
    /// The case's number, e.g. `BA26000123`.
    pub number: String,
    /// Where the case stands.
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
    /// Nature slug.
    pub nature: String,
    /// Filing type slug.
    pub filing_type: Open<FilingType>,
    /// When the case came into its present status (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub entered_at: Timestamp,
    /// When the review is due; null while nothing is due or the calendar is not known.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// `calendar_missing` where the due time lies beyond the known calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_unknown: Option<String>,
    /// Who holds the case now.
    #[serde(default)]
    pub holder: Option<Holder>,
    /// The decision that waits to take effect.
    #[serde(default)]
    pub decision: Option<HeldDecision>,
    /// How many findings the machine has of each weight.
    #[serde(default)]
    pub finding_counts: FindingCounts,
    /// When the case was given to the lead (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated_at: Option<Timestamp>,
    /// Until when nobody is given the case (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Timestamp>,
}

impl CaseRow {
    /// What says why the case stands where it does in a list.
    pub fn listed(&self) -> Listed<'_> {
        Listed {
            due_at: self.due_at,
            due_unknown: self.due_unknown.is_some(),
            entered_at: self.entered_at,
            number: &self.number,
            organizer: &self.organizer,
            province: &self.province,
            round: self.round,
            findings: self.finding_counts,
            held: self.holder.is_some(),
            decided: self.decision.is_some(),
            escalated: self.escalated_at.is_some(),
            snoozed_until: self.snoozed_until,
        }
    }
}

/// The body of a decision: the decision itself, and why it is approved over blockers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NewDecision {
    /// What is decided.
    #[serde(flatten)]
    pub decision: Decision,
    /// Of a lead who approves over blockers: which ones, and why.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overriding: Option<Override>,
}

/// A decision under its hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeldDecision {
    /// `approve` or `return`.
    pub outcome: String,
    /// The author's user id.
    pub by: String,
    /// From this moment on it can no longer be taken back (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub takes_effect_at: Timestamp,
}

impl From<&Held> for HeldDecision {
    fn from(held: &Held) -> Self {
        Self { outcome: held.decision.outcome().to_owned(), by: held.by.clone(), takes_effect_at: held.takes_effect_at }
    }
}

/// One uploaded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Material {
    /// The material's id.
    pub id: String,
    /// A slug of the material catalogue.
    pub slug: String,
    /// Position within the slug, counted from 1.
    pub page: u32,
    /// `image/jpeg`, `image/png`, `video/mp4` or `video/webm`, found from the content.
    pub content_type: String,
    /// Pixels, as stored (before the orientation that EXIF names); 0 of a video.
    pub width: u32,
    /// Pixels, as stored.
    pub height: u32,
    /// Size of the original in bytes.
    pub bytes: u64,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
    /// When it was uploaded (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub uploaded_at: Timestamp,
    /// What the service measured of it; null while it has not yet.
    #[serde(default)]
    pub facts: Option<PictureFacts>,
}

/// How far the machine is with the pictures of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Checking {
    /// Pictures that are measured.
    pub done: u32,
    /// Pictures that there are.
    pub total: u32,
}

impl Checking {
    /// Of these materials; videos and those without bytes do not count.
    pub fn of(materials: &[Material]) -> Self {
        let count =
            |pick: fn(&&Material) -> bool| u32::try_from(materials.iter().filter(pick).count()).unwrap_or(u32::MAX);
        Self {
            done: count(|one| one.is_picture() && one.facts.is_some()),
            total: count(|one| one.is_picture() && !one.sha256.is_empty()),
        }
    }
}

impl Material {
    /// Whether it can be looked at as a picture, and is not a video.
    pub fn is_picture(&self) -> bool {
        !self.content_type.starts_with("video/")
    }
}

/// The whole case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Case {
    /// What the queue shows of it.
    #[serde(flatten)]
    pub row: CaseRow,
    /// What the applicant filled in: `order`, `entity`, `entity_principal`, `service`, `service_principal`, `access`.
    #[serde(flatten)]
    pub filing: Filing,
    /// What the applicant uploaded.
    pub materials: Vec<Material>,
    /// The province pack that it was submitted under, e.g. `33@1:ab12cd34`; absent before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pack: String,
    /// How far the machine is with them.
    #[serde(default)]
    pub checking: Checking,
    /// What the machine found.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// When the authenticity verification was done (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    pub verified_at: Option<Timestamp>,
    /// Ids of everybody who passed a first review of this filing: they may not decide its second.
    #[serde(default)]
    pub first_passed_by: Vec<String>,
    /// The clocks that run, or stand still while the applicant acts.
    #[serde(default)]
    pub clocks: Vec<CaseClock>,
    /// Who gave it to the lead, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated: Option<Escalation>,
    /// Who put it off, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Snooze>,
    /// The entity's ICP filing number, once the administration gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_number: Option<String>,
    /// The service's ICP filing number, once the administration gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_number: Option<String>,
    /// The newest SMS verification, a row per principal who must answer; empty before the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sms: Vec<SmsState>,
}

/// A lease as given to its holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeaseGiven {
    /// Sent as `Lease-Token` with a decision, a renewal or a release.
    pub token: String,
    /// From this moment on the case is free (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// The answer to a claim: the case and the lease.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Claimed {
    /// The case.
    #[serde(flatten)]
    pub case: Case,
    /// The lease.
    pub lease: LeaseGiven,
}

/// The body of `claim-next`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimNext {
    /// Only this review; without it, whichever is most urgent among those the caller may do.
    #[serde(default)]
    pub stage: Option<Stage>,
}

/// The answer to a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionTaken {
    /// The case's id.
    pub id: String,
    /// The case's number.
    pub number: String,
    /// Where the case stands now.
    pub status: Open<Status>,
    /// The version now.
    pub version: i64,
    /// `approve` or `return`.
    pub outcome: String,
    /// `correct` or `reject`, for a return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ReturnKind>,
    /// The reasons as they reach the applicant.
    #[serde(default)]
    pub reasons: Vec<ReasonGiven>,
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Until then the author may take it back; absent where it took effect at once (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_effect_at: Option<Timestamp>,
}

/// One event of a case's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HistoryEvent {
    /// When (RFC 3339).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who, and in which role.
    pub actor: ActedAs,
    /// What was done.
    pub verb: Open<Verb>,
    /// Status before; null for the first event.
    #[serde(default)]
    pub from: Option<Open<Status>>,
    /// Status after.
    pub to: Open<Status>,
    /// The round it belongs to.
    pub round: u32,
    /// The reasons of a return.
    #[serde(default)]
    pub reasons: Vec<ReasonGiven>,
    /// What is to be told beside it; for reviewers only where the verb is theirs alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
