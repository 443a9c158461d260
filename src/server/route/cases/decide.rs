//! `POST /v1/cases/{id}/decision`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde::Deserialize;

use crate::api::{DecisionTaken, NewDecision};
use crate::domain::reason::{Decision, Override, ReasonGiven, ReturnKind};
use crate::server::auth::Caller;
use crate::server::error::{Code, Failure};
use crate::server::extract::{Id, Json, idempotency_key, if_match, lease_token};
use crate::server::op::decide::Sent;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// [`NewDecision`] as one flat object: read so, a mistake deep inside can be pointed at.
#[derive(Debug, Deserialize)]
pub(in crate::server::route) struct Flat {
    outcome: Outcome,
    kind: Option<ReturnKind>,
    #[serde(default)]
    reasons: Vec<ReasonGiven>,
    #[serde(rename = "override")]
    overriding: Option<Override>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Approve,
    Return,
}

impl Flat {
    fn decision(self) -> Done<Decision> {
        match self.outcome {
            Outcome::Approve => Ok(Decision::Approve),
            Outcome::Return => {
                let kind = self.kind.ok_or_else(|| Failure::at(Code::BodyInvalid, "/kind"))?;
                Ok(Decision::Return { kind, reasons: self.reasons })
            }
        }
    }
}

/// Approves or returns a case. Sent again with the same key and body, it gives the same answer. Of a trainee it is a proposal: the answer
/// says so, the case stays as it is and free for others, no lease is asked for, and what a reviewer then decides in the same round is
/// compared with it. He may propose anew until a decision is sent.
#[utoipa::path(post, path = "/v1/cases/{id}/decision", tag = "cases", request_body = NewDecision,
    params(("id" = String, Path, description = "Id or number"),
        ("Idempotency-Key" = String, Header, description = "Fresh for every decision"),
        ("If-Match" = String, Header, description = "The ETag of the case as it was looked at"),
        ("Lease-Token" = String, Header, description = "From the claim")),
    responses((status = 200, body = DecisionTaken, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn decide(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    Json(mut body): Json<Flat>,
) -> Done<impl IntoResponse> {
    let overriding = body.overriding.take();
    let sent = Sent {
        decision: body.decision()?,
        overriding,
        key: idempotency_key(&headers)?,
        seen: if_match(&headers)?.ok_or(Code::IfMatchMissing)?,
        token: lease_token(&headers)?,
    };
    let taken = op::decide::take(&app, &caller.actor(), &id, sent).await?;
    Ok(versioned(taken.version, taken))
}
