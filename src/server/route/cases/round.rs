//! `GET /v1/cases/{id}/round`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::domain::round::RoundView;
use crate::server::extract::{Id, Language};
use crate::server::route::Done;
use crate::server::{App, op};

/// What changed since the last round: per reason, per field with the difference, per picture. Empty in the first.
#[utoipa::path(get, path = "/v1/cases/{id}/round", tag = "cases",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = RoundView)))]
pub(in crate::server::route) async fn round(
    State(app): State<Arc<App>>,
    Language(lang): Language,
    Id(id): Id,
) -> Done<Json<RoundView>> {
    Ok(Json(op::check::round(&app, &id, lang).await?))
}
