//! Cases: the queue, claims, decisions.

use http::Method;
use jiff::Timestamp;

use super::call::{Call, encoded};
use super::{Client, Result};
use crate::api::{
    Backlog, Case, CaseRow, ClaimNext, Claimed, Counts, DecisionTaken, DraftSaved, Escalate, HistoryEvent,
    IDEMPOTENCY_KEY, KeptDraft, LEASE_TOKEN, LeaseGiven, NewDecision, NewDraft, NewNote, Note, Page, PutOff, Related,
    Reveal, Revealed,
};
use crate::domain::draft::Draft;
use crate::domain::reason::{Decision, Override};
use crate::domain::round::RoundView;
use crate::domain::sort::Sort;
use crate::domain::status::Stage;
use crate::domain::tutorial::Progress;

/// Which cases are listed, and how. The usual one: what waits for either review, most urgent first.
#[derive(Debug, Clone, Copy, Default)]
pub struct CaseQuery<'a> {
    /// Only what waits for this review.
    pub stage: Option<Stage>,
    /// Only cases that stand there; any slug, also of a status that this build does not know.
    pub status: Option<&'a str>,
    /// As on the desk; empty lets everything through.
    pub filter: &'a str,
    /// The order.
    pub sort: Sort,
    /// `next_cursor` of the page before.
    pub cursor: Option<&'a str>,
    /// The same list from its end, last case first; a cursor is good for either way.
    pub backwards: bool,
    /// 1 to 200.
    pub limit: Option<u32>,
}

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
        let query = CaseQuery { stage, status, filter, cursor, limit: Some(limit), ..CaseQuery::default() };
        self.cases(&query).await
    }

    /// One page of cases.
    ///
    /// # Errors
    /// As every call; an unreadable filter is `filter_invalid`, a cursor of another order `cursor_invalid`.
    pub async fn cases(&self, query: &CaseQuery<'_>) -> Result<Page<CaseRow>> {
        let sort = (query.sort != Sort::default()).then(|| query.sort.to_string());
        let limit = query.limit.map(|limit| limit.to_string());
        let given = [
            ("stage", query.stage.map(Stage::slug)),
            ("status", query.status),
            ("filter", Some(query.filter)),
            ("sort", sort.as_deref()),
            ("cursor", query.cursor),
            ("backwards", query.backwards.then_some("true")),
            ("limit", limit.as_deref()),
        ];
        self.ask(Call::get(format!("/v1/cases?{}", asked(&given)))).await
    }

    /// How many cases stand where.
    ///
    /// # Errors
    /// As every call.
    pub async fn counts(&self) -> Result<Counts> {
        self.ask(Call::get("/v1/cases/counts".to_owned())).await
    }

    /// The same, and in `matching` how many cases a list with the query's stage, status and filter has.
    ///
    /// # Errors
    /// As every call; an unreadable filter is `filter_invalid`.
    pub async fn counts_of(&self, query: &CaseQuery<'_>) -> Result<Counts> {
        let given = [("stage", query.stage.map(Stage::slug)), ("status", query.status), ("filter", Some(query.filter))];
        self.ask(Call::get(format!("/v1/cases/counts?{}", asked(&given)))).await
    }

    /// Other cases that have something in common with this one, most first; at most 50.
    ///
    /// # Errors
    /// As every call.
    pub async fn related(&self, id: &str) -> Result<Page<Related>> {
        self.ask(Call::get(path(id, "/related"))).await
    }

    /// What changed in a case since its last round.
    ///
    /// # Errors
    /// As every call.
    pub async fn round(&self, id: &str) -> Result<RoundView> {
        self.ask(Call::get(path(id, "/round"))).await
    }

    /// Lets the machine check a case again.
    ///
    /// # Errors
    /// As every call.
    pub async fn recheck(&self, id: &str) -> Result<Case> {
        self.ask(Call::new(Method::POST, path(id, "/recheck")).repeatable()).await
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

    /// How far the guide is, by what the API wrote into the histories of its cases; none where there is no guide.
    ///
    /// # Errors
    /// As every call.
    pub async fn progress(&self) -> Result<Option<Progress>> {
        let Some(tutorial) = self.tutorial() else { return Ok(None) };
        let mut histories = Vec::with_capacity(tutorial.steps.len());
        for step in &tutorial.steps {
            histories.push((step.number.as_str(), self.history(&step.number).await?.items));
        }
        let did = histories.iter().flat_map(|(number, events)| events.iter().map(|event| event.did(number)));
        Ok(Some(tutorial.progress(&did.collect::<Vec<_>>())))
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
        self.decide_over(id, decision, None, version, token, key).await
    }

    /// The same over blockers, each of which `overriding` names with a reason.
    ///
    /// # Errors
    /// As every call; `role_missing` for whoever may not.
    pub async fn decide_over(
        &self,
        id: &str,
        decision: &Decision,
        overriding: Option<Override>,
        version: i64,
        token: &str,
        key: &str,
    ) -> Result<DecisionTaken> {
        let body = NewDecision { decision: decision.clone(), overriding };
        let call = Call::new(Method::POST, path(id, "/decision"))
            .header("if-match", format!("\"{version}\""))
            .header(LEASE_TOKEN, token)
            .header(IDEMPOTENCY_KEY, key)
            .json(&body)
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

    /// Ends an escalation: by the lead, or by whoever escalated.
    ///
    /// # Errors
    /// As every call.
    pub async fn deescalate(&self, id: &str) -> Result<Case> {
        self.ask(Call::new(Method::DELETE, path(id, "/escalate")).repeatable()).await
    }

    /// Ends a putting off: by the lead, or by whoever put it off.
    ///
    /// # Errors
    /// As every call.
    pub async fn wake(&self, id: &str) -> Result<Case> {
        self.ask(Call::new(Method::DELETE, path(id, "/snooze")).repeatable()).await
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

    /// The values of masked fields (see `domain::mask`), in the order of the question; that one looked is kept.
    ///
    /// # Errors
    /// As every call; `not_masked` where a target is no masked field, and then nothing is revealed.
    pub async fn reveal(&self, id: &str, targets: &[&str]) -> Result<Revealed> {
        let body = Reveal { targets: targets.iter().map(|target| (*target).to_owned()).collect() };
        self.ask(Call::new(Method::POST, path(id, "/reveal")).json(&body)).await
    }

    /// The review in the making: what the last holder noted, or oneself; `revision` 0 where nothing is kept.
    ///
    /// # Errors
    /// As every call.
    pub async fn draft(&self, id: &str) -> Result<KeptDraft> {
        self.ask(Call::get(path(id, "/draft"))).await
    }

    /// Keeps the review in the making under the lease `token`. `revision` must be higher than that of [`Self::draft`] and of every
    /// writing before; a writing that overtakes another makes the other fail harmlessly.
    ///
    /// # Errors
    /// As every call; `draft_outdated` where a newer one is kept, `draft_limit` where it is too long, `held_by_other` or `lease_lost`
    /// once the lease is gone.
    pub async fn keep_draft(&self, id: &str, token: &str, revision: i64, draft: &Draft) -> Result<DraftSaved> {
        let body = NewDraft { revision, draft: draft.clone() };
        let call = Call::new(Method::PUT, path(id, "/draft")).header(LEASE_TOKEN, token).json(&body);
        self.ask(call.repeatable()).await
    }

    /// The lead's figures.
    ///
    /// # Errors
    /// As every call.
    pub async fn backlog(&self) -> Result<Backlog> {
        self.ask(Call::get("/v1/backlog".to_owned())).await
    }
}

/// What is given, as a query.
fn asked(given: &[(&str, Option<&str>)]) -> String {
    let given = given.iter().filter_map(|(key, value)| Some((key, value.filter(|value| !value.is_empty())?)));
    let given: Vec<_> = given.map(|(key, value)| format!("{key}={}", encoded(value))).collect();
    given.join("&")
}

fn path(id: &str, rest: &str) -> String {
    format!("/v1/cases/{}{rest}", encoded(id))
}
