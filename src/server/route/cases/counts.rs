//! `GET /v1/cases/counts`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::Counts;
use crate::server::route::Done;
use crate::server::{App, op};

/// How many cases stand in every status, and how many wait for each review in which condition.
#[utoipa::path(get, path = "/v1/cases/counts", tag = "cases", responses((status = 200, body = Counts)))]
pub(in crate::server::route) async fn counts(State(app): State<Arc<App>>) -> Done<Json<Counts>> {
    Ok(Json(op::queue::counts(&app).await?))
}
