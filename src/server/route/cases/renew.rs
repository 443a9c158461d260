//! `PUT /v1/cases/{id}/lease`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use crate::api::LeaseGiven;
use crate::server::auth::Caller;
use crate::server::extract::{Id, lease_token};
use crate::server::route::Done;
use crate::server::{App, op};

/// Keeps a lease alive; the token stays.
#[utoipa::path(put, path = "/v1/cases/{id}/lease", tag = "cases",
    params(("id" = String, Path, description = "Id or number"), ("Lease-Token" = String, Header, description = "From the claim")),
    responses((status = 200, body = LeaseGiven)))]
pub(in crate::server::route) async fn renew(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Done<Json<LeaseGiven>> {
    Ok(Json(op::claim::renew(&app, &caller.actor(), &id, lease_token(&headers)?).await?))
}
