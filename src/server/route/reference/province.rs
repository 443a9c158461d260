//! `GET /v1/provinces/{code}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::ProvinceDetail;
use crate::server::error::Failure;
use crate::server::extract::{Id, Language};
use crate::server::{App, op};

/// One province, by its two-digit code, with what it asks beyond the national rules.
#[utoipa::path(get, path = "/v1/provinces/{code}", tag = "reference",
    params(("code" = String, Path, description = "Two-digit code, e.g. 33")),
    responses((status = 200, body = ProvinceDetail)))]
pub(in crate::server::route) async fn province(
    State(app): State<Arc<App>>,
    Language(lang): Language,
    Id(code): Id,
) -> Result<Json<ProvinceDetail>, Failure> {
    op::province::detail(&app, &code, lang).map(Json)
}
