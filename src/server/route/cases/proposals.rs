//! `GET /v1/cases/{id}/proposals`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{Page, Proposal};
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// What trainees proposed for a case, with what was decided and where the two agree; a trainee sees his own.
#[utoipa::path(get, path = "/v1/cases/{id}/proposals", tag = "cases",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Page<Proposal>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<Json<Page<Proposal>>> {
    Ok(Json(Page::whole(op::proposals::of_case(&app, &caller.actor(), &id).await?)))
}
