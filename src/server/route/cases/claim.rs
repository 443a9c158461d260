//! `POST /v1/cases/{id}/claim`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::Claimed;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Takes a case; by its holder, renews. A trainee gets the case with a lease for practice, which holds nothing.
#[utoipa::path(post, path = "/v1/cases/{id}/claim", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Claimed, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn claim(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let claimed = op::claim::claim(&app, &caller.actor(), &id).await?;
    Ok(versioned(claimed.case.row.version, claimed))
}
