//! What a machine check found in a case: which rule, how much it weighs, where, what it looked at, and the return reason it
//! suggests. The rules stand in [`super::check`].

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::lang::Lang;
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
    /// The field or material it is about: a path of the form, an object, or `material:SLUG`.
    pub target: String,
    /// The return reason it suggests; empty where there is nothing to return.
    pub code: String,
    /// The value that the rule looked at, as it was given.
    #[serde(default)]
    pub input: String,
    /// What is wrong, naming the exact character or value, in Chinese.
    #[serde(default)]
    pub zh: String,
    /// The same in English.
    #[serde(default)]
    pub en: String,
}

impl Finding {
    /// What is wrong.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// How many findings of each weight a case has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindingCounts {
    /// What must be corrected.
    pub blocker: u32,
    /// What deserves a look.
    pub warning: u32,
    /// What is good to know.
    pub note: u32,
}

impl FindingCounts {
    /// Counts them; a weight that this build does not know counts as a warning.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity.known() {
                Some(Severity::Blocker) => counts.blocker += 1,
                Some(Severity::Note) => counts.note += 1,
                Some(Severity::Warning) | None => counts.warning += 1,
            }
        }
        counts
    }
}
