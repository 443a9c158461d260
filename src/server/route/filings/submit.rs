//! `POST /v1/filings/{id}/submit`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::FilingStatus;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Hands a filing in: to the first review, or with its materials and verification to the second.
#[utoipa::path(post, path = "/v1/filings/{id}/submit", tag = "filings",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn submit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let filing = op::submit::submit(&app, &caller.actor(), &id).await?;
    Ok(versioned(filing.version, filing))
}
