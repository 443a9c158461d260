//! `GET /v1/trainees`, `GET /v1/trainees/{id}/score`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Done;
use crate::api::{Page, TraineeScore};
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::{App, op};

/// How every trainee does against the reviewers, by id; a trainee sees himself.
#[utoipa::path(get, path = "/v1/trainees", tag = "cases", responses((status = 200, body = Page<TraineeScore>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Done<Json<Page<TraineeScore>>> {
    Ok(Json(Page::whole(op::proposals::scores(&app, &caller.actor()).await?)))
}

/// How one trainee does: agreement on outcomes, and on reasons by code and target.
#[utoipa::path(get, path = "/v1/trainees/{id}/score", tag = "cases",
    params(("id" = String, Path, description = "The trainee's user id")), responses((status = 200, body = TraineeScore)))]
pub(in crate::server::route) async fn score(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<Json<TraineeScore>> {
    Ok(Json(op::proposals::of(&app, &caller.actor(), &id).await?))
}
