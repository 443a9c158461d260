//! What a machine check found in a case: the shape that cases carry. The rules themselves are not written yet, so
//! a case's list of findings is empty.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::open::Open;
use super::words::closed_list;

closed_list! {
    /// How much a finding weighs.
    Severity {
        Blocker = "blocker", "必改", "blocker";
        Warning = "warning", "提醒", "warning";
        Note = "note", "备注", "note";
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The rule's version.
    pub version: u32,
    /// How much it weighs.
    pub severity: Open<Severity>,
    /// The field or material it is about.
    pub target: String,
    /// The return reason it suggests.
    pub code: String,
}
