//! Decisions that are not acknowledged: kept before they are sent, under the key that makes sending them again harmless, and
//! gone once the API has said yes or no.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::state::{Entries, Store};
use super::{Client, Result, override_key};
use crate::api::DecisionTaken;
use crate::domain::reason::{Decision, Override};

/// The prefix of the outbox in the state file.
const PREFIX: &str = "outbox/";

/// A decision on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// The case's id.
    pub id: String,
    /// The case's number.
    pub number: String,
    /// What is decided.
    pub decision: Decision,
    /// Why over blockers, of a lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overriding: Option<Override>,
    /// The version that was looked at.
    pub version: i64,
    /// The lease under which it was decided; empty where the case was not held.
    #[serde(default)]
    pub token: String,
    /// The idempotency key.
    pub key: String,
    /// When it was decided.
    pub at: Timestamp,
    /// Why the API refused it; such a decision is kept to be looked at, and not sent again by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl Unsent {
    /// A decision on a case as it was in `version`.
    pub fn new(
        (id, number): (&str, &str),
        decision: Decision,
        overriding: Option<Override>,
        version: i64,
        token: &str,
        at: Timestamp,
    ) -> Self {
        let key = override_key(id, version, &decision, overriding.as_ref());
        let (id, number, token) = (id.to_owned(), number.to_owned(), token.to_owned());
        Self { id, number, decision, overriding, version, token, key, at, refused: None }
    }

    /// Its key in the state file.
    pub fn state_key(&self) -> String {
        format!("{PREFIX}{}", self.key)
    }

    /// Keeps it.
    pub fn keep(&self, store: &Store) {
        store.put(self.state_key(), serde_json::to_value(self).unwrap_or(Value::Null));
    }

    /// Forgets it.
    pub fn forget(&self, store: &Store) {
        store.put(self.state_key(), Value::Null);
    }
}

/// The decisions in a state file, oldest first.
pub fn unsent(entries: &Entries) -> Vec<Unsent> {
    let kept = entries.iter().filter(|(key, _)| key.starts_with(PREFIX));
    let mut list: Vec<Unsent> =
        kept.filter_map(|(_, entry)| serde_json::from_value(entry.value.clone()).ok()).collect();
    list.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
    list
}

impl Client {
    /// Sends a decision under its key, claiming first where the case was not held.
    ///
    /// # Errors
    /// As [`Client::decide_over`].
    pub async fn send_decision(&self, unsent: &Unsent) -> Result<DecisionTaken> {
        let token = match unsent.token.as_str() {
            "" => self.claim(&unsent.id).await?.lease.token,
            token => token.to_owned(),
        };
        let Unsent { id, decision, overriding, version, key, .. } = unsent;
        self.decide_over(id, decision, overriding.clone(), *version, &token, key).await
    }

    /// Sends a decision that waited: where its lease ran out meanwhile, the case is claimed again if nobody else took it, and
    /// the version that was looked at still has to be the present one.
    ///
    /// # Errors
    /// As [`Client::decide_over`].
    pub async fn send_waiting(&self, unsent: &Unsent) -> Result<DecisionTaken> {
        match self.send_decision(unsent).await {
            Err(error) if matches!(error.code(), Some("lease_lost" | "not_held")) => {
                let token = self.claim(&unsent.id).await?.lease.token;
                self.send_decision(&Unsent { token, ..unsent.clone() }).await
            }
            answer => answer,
        }
    }
}
