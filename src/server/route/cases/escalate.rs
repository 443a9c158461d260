//! `POST` and `DELETE /v1/cases/{id}/escalate`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use crate::api::{Case, Escalate};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json, lease_token};
use crate::server::op::aside::{Aside, lay, take_back};
use crate::server::route::{Done, versioned};

/// Gives a held case to the lead; the lease ends.
#[utoipa::path(post, path = "/v1/cases/{id}/escalate", tag = "cases", request_body = Escalate,
    params(("id" = String, Path, description = "Id or number"), ("Lease-Token" = String, Header, description = "From the claim")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn escalate(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    Json(body): Json<Escalate>,
) -> Done<impl IntoResponse> {
    let case = lay(&app, &caller.actor(), &id, lease_token(&headers)?, Aside::Escalated, &body.reason).await?;
    Ok(versioned(case.row.version, case))
}

/// Ends an escalation: by the lead, or by whoever escalated.
#[utoipa::path(delete, path = "/v1/cases/{id}/escalate", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn deescalate(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let case = take_back(&app, &caller.actor(), &id, Verb::Deescalate).await?;
    Ok(versioned(case.row.version, case))
}
