//! `POST /v1/cases/{id}/recheck`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::Case;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Lets the machine look at a case again; its version stays.
#[utoipa::path(post, path = "/v1/cases/{id}/recheck", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn recheck(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<impl IntoResponse> {
    let case = op::check::recheck(&app, &caller.actor(), &id).await?;
    Ok(versioned(case.row.version, case))
}
