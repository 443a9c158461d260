//! `GET /v1/calendar/{year}`.

use axum::Json;

use crate::domain::calendar::{Calendar, Year};
use crate::server::error::{Code, Failure};
use crate::server::extract::Id;

/// The official working-day calendar of a year.
#[utoipa::path(get, path = "/v1/calendar/{year}", tag = "reference",
    params(("year" = i16, Path, description = "e.g. 2026")),
    responses((status = 200, body = Year)))]
pub(in crate::server::route) async fn calendar(Id(year): Id) -> Result<Json<Year>, Failure> {
    let year = year.parse().map_err(|_| Code::NotFound)?;
    Calendar::embedded().year(year).cloned().map(Json).map_err(|_| Code::NotFound.into())
}
