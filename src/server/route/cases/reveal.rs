//! `POST /v1/cases/{id}/reveal`.

use std::sync::Arc;

use axum::extract::State;

use crate::api::{Reveal, Revealed};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json};
use crate::server::route::Done;
use crate::server::{App, op};

/// The values of fields that are masked on screens. Who looked, when and at what is kept, and shown in the history to leads and
/// auditors; the case stays as it is.
#[utoipa::path(post, path = "/v1/cases/{id}/reveal", tag = "cases", request_body = Reveal,
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Revealed)))]
pub(in crate::server::route) async fn reveal(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Json(body): Json<Reveal>,
) -> Done<axum::Json<Revealed>> {
    Ok(axum::Json(op::reveal::look(&app, &caller.actor(), &id, &body.targets).await?))
}
