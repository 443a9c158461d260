//! `POST` and `DELETE /v1/cases/{id}/snooze`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use crate::api::{Case, PutOff};
use crate::domain::verb::Verb;
use crate::server::App;
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json, lease_token};
use crate::server::op::aside::{Aside, lay, take_back};
use crate::server::route::{Done, versioned};

/// Puts a held case off; the lease ends, the due time stays.
#[utoipa::path(post, path = "/v1/cases/{id}/snooze", tag = "cases", request_body = PutOff,
    params(("id" = String, Path, description = "Id or number"), ("Lease-Token" = String, Header, description = "From the claim")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn snooze(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    Json(body): Json<PutOff>,
) -> Done<impl IntoResponse> {
    let aside = Aside::Snoozed(body.until);
    let case = lay(&app, &caller.actor(), &id, lease_token(&headers)?, aside, &body.reason).await?;
    Ok(versioned(case.row.version, case))
}

/// Ends a putting off: by the lead, or by whoever put it off.
#[utoipa::path(delete, path = "/v1/cases/{id}/snooze", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn wake(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let case = take_back(&app, &caller.actor(), &id, Verb::Wake).await?;
    Ok(versioned(case.row.version, case))
}
