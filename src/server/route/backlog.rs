//! `GET /v1/backlog`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Done;
use crate::api::Backlog;
use crate::server::{App, op};

/// The lead's figures.
#[utoipa::path(get, path = "/v1/backlog", tag = "cases", responses((status = 200, body = Backlog)))]
pub(super) async fn backlog(State(app): State<Arc<App>>) -> Done<Json<Backlog>> {
    Ok(Json(op::backlog::count(&app).await?))
}
