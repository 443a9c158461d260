//! `DELETE /v1/cases/{id}/decision`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::Claimed;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Takes the caller's own decision back before it takes effect; the case is his again.
#[utoipa::path(delete, path = "/v1/cases/{id}/decision", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Claimed, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn undo(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let claimed = op::undo::undo(&app, &caller.actor(), &id).await?;
    Ok(versioned(claimed.case.row.version, claimed))
}
