//! `GET /v1/filings/{id}`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::FilingStatus;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// One's own filing and where it stands.
#[utoipa::path(get, path = "/v1/filings/{id}", tag = "filings",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let filing = op::filing::show(&app, &caller.actor(), &id).await?;
    Ok(versioned(filing.version, filing))
}
