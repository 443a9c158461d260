//! `POST /v1/cases/claim-next`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::{ClaimNext, Claimed};
use crate::server::auth::Caller;
use crate::server::extract::Json;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Takes the most urgent case that the caller may have and nobody holds.
#[utoipa::path(post, path = "/v1/cases/claim-next", tag = "cases", request_body = ClaimNext,
    responses((status = 200, body = Claimed, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn claim_next(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(wanted): Json<ClaimNext>,
) -> Done<impl IntoResponse> {
    let claimed = op::claim::next(&app, &caller.actor(), wanted.stage).await?;
    Ok(versioned(claimed.case.row.version, claimed))
}
