//! `GET /v1/provinces/{code}`.

use axum::Json;

use crate::domain::catalogue::{self, Province};
use crate::server::error::{Code, Failure};
use crate::server::extract::Id;

/// One province, by its two-digit code.
#[utoipa::path(get, path = "/v1/provinces/{code}", tag = "reference",
    params(("code" = String, Path, description = "Two-digit code, e.g. 33")),
    responses((status = 200, body = Province)))]
pub(in crate::server::route) async fn province(Id(code): Id) -> Result<Json<&'static Province>, Failure> {
    let found = catalogue::provinces().iter().find(|province| province.code == code);
    found.map(Json).ok_or_else(|| Code::NotFound.into())
}
