//! Cases: the queue, claims, decisions.

use http::Method;
use jiff::Timestamp;

use super::call::{Call, encoded};
use super::{Client, Result};
use crate::api::{
    Backlog, Case, CaseRow, ClaimNext, Claimed, DecisionTaken, Escalate, HistoryEvent, IDEMPOTENCY_KEY, LEASE_TOKEN,
    LeaseGiven, NewNote, Note, Page, PutOff,
};
use crate::domain::reason::Decision;
use crate::domain::status::Stage;

impl Client {
    /// One page of the queue, most urgent first: of one review, of cases in any `status`, or of both reviews.
    /// `limit` is 1 to 200.
    ///
    /// # Errors
    /// As every call; an unreadable filter is `filter_invalid`.
    pub async fn queue(
        &self,
        stage: Option<Stage>,
        status: Option<&str>,
        filter: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<CaseRow>> {
        let mut path = format!("/v1/cases?limit={limit}");
        let given =
            [("stage", stage.map(Stage::slug)), ("status", status), ("filter", Some(filter)), ("cursor", cursor)];
        for (key, value) in given {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                path.push_str(&format!("&{key}={}", encoded(value)));
            }
        }
        self.ask(Call::get(path)).await
    }

    /// A case, by id or number.
    ///
    /// # Errors
    /// As every call.
    pub async fn case(&self, id: &str) -> Result<Case> {
        self.ask(Call::get(path(id, ""))).await
    }

    /// A case exactly as the API gives it, with whatever this build does not know.
    ///
    /// # Errors
    /// As every call.
    pub async fn case_json(&self, id: &str) -> Result<serde_json::Value> {
        self.ask(Call::get(path(id, ""))).await
    }

    /// What happened to a case, oldest first.
    ///
    /// # Errors
    /// As every call.
    pub async fn history(&self, id: &str) -> Result<Page<HistoryEvent>> {
        self.ask(Call::get(path(id, "/history"))).await
    }

    /// Takes the most urgent case, of one review or of those one may do.
    ///
    /// # Errors
    /// As every call; `queue_empty` where none waits.
    pub async fn claim_next(&self, stage: Option<Stage>) -> Result<Claimed> {
        self.ask(Call::new(Method::POST, "/v1/cases/claim-next".to_owned()).json(&ClaimNext { stage })).await
    }

    /// Takes a case, or renews one's own claim.
    ///
    /// # Errors
    /// As every call.
    pub async fn claim(&self, id: &str) -> Result<Claimed> {
        self.ask(Call::new(Method::POST, path(id, "/claim"))).await
    }

    /// Keeps a claim alive.
    ///
    /// # Errors
    /// As every call.
    pub async fn renew(&self, id: &str, token: &str) -> Result<LeaseGiven> {
        self.ask(Call::new(Method::PUT, path(id, "/lease")).header(LEASE_TOKEN, token)).await
    }

    /// Hands a case back.
    ///
    /// # Errors
    /// As every call.
    pub async fn release(&self, id: &str, token: &str) -> Result<()> {
        self.send(Call::new(Method::DELETE, path(id, "/lease")).header(LEASE_TOKEN, token)).await.map(drop)
    }

    /// Decides a case as it was in `version`, under the lease `token`. `key` must be fresh for every decision and the
    /// same for every repetition of one; a broken connection is tried once more with it.
    ///
    /// # Errors
    /// As every call; after `Unreachable` it is unknown whether the decision was taken, until it is sent again.
    pub async fn decide(
        &self,
        id: &str,
        decision: &Decision,
        version: i64,
        token: &str,
        key: &str,
    ) -> Result<DecisionTaken> {
        let call = Call::new(Method::POST, path(id, "/decision"))
            .header("if-match", format!("\"{version}\""))
            .header(LEASE_TOKEN, token)
            .header(IDEMPOTENCY_KEY, key)
            .json(decision)
            .repeatable();
        self.ask(call).await
    }

    /// Takes one's own decision back before it takes effect; the case is one's own again.
    ///
    /// # Errors
    /// As every call; `nothing_held` once it took effect.
    pub async fn undo(&self, id: &str) -> Result<Claimed> {
        self.ask(Call::new(Method::DELETE, path(id, "/decision"))).await
    }

    /// Gives a held case to the lead; the lease ends.
    ///
    /// # Errors
    /// As every call.
    pub async fn escalate(&self, id: &str, token: &str, reason: &str) -> Result<Case> {
        let body = Escalate { reason: reason.to_owned() };
        self.ask(Call::new(Method::POST, path(id, "/escalate")).header(LEASE_TOKEN, token).json(&body)).await
    }

    /// Puts a held case off; the lease ends.
    ///
    /// # Errors
    /// As every call.
    pub async fn snooze(&self, id: &str, token: &str, until: Timestamp, reason: &str) -> Result<Case> {
        let body = PutOff { until, reason: reason.to_owned() };
        self.ask(Call::new(Method::POST, path(id, "/snooze")).header(LEASE_TOKEN, token).json(&body)).await
    }

    /// The notes of reviewers on a case, oldest first.
    ///
    /// # Errors
    /// As every call.
    pub async fn notes(&self, id: &str) -> Result<Page<Note>> {
        self.ask(Call::get(path(id, "/notes"))).await
    }

    /// Writes a note.
    ///
    /// # Errors
    /// As every call.
    pub async fn note(&self, id: &str, text: &str) -> Result<Note> {
        self.ask(Call::new(Method::POST, path(id, "/notes")).json(&NewNote { text: text.to_owned() })).await
    }

    /// The lead's figures.
    ///
    /// # Errors
    /// As every call.
    pub async fn backlog(&self) -> Result<Backlog> {
        self.ask(Call::get("/v1/backlog".to_owned())).await
    }
}

fn path(id: &str, rest: &str) -> String {
    format!("/v1/cases/{}{rest}", encoded(id))
}
