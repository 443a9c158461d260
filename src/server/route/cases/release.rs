//! `DELETE /v1/cases/{id}/lease`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::server::auth::Caller;
use crate::server::extract::{Id, lease_token};
use crate::server::route::Done;
use crate::server::{App, op};

/// Hands a case back.
#[utoipa::path(delete, path = "/v1/cases/{id}/lease", tag = "cases",
    params(("id" = String, Path, description = "Id or number"), ("Lease-Token" = String, Header, description = "From the claim")),
    responses((status = 204, description = "Free")))]
pub(in crate::server::route) async fn release(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Done<StatusCode> {
    op::release::release(&app, &caller.actor(), &id, lease_token(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
