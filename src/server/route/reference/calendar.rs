//! `GET /v1/calendar/{year}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::domain::calendar::Year;
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::extract::Id;

/// The official working-day calendar of a year.
#[utoipa::path(get, path = "/v1/calendar/{year}", tag = "reference",
    params(("year" = i16, Path, description = "e.g. 2026")),
    responses((status = 200, body = Year)))]
pub(in crate::server::route) async fn calendar(
    State(app): State<Arc<App>>,
    Id(year): Id,
) -> Result<Json<Year>, Failure> {
    let year = year.parse().map_err(|_| Code::NotFound)?;
    app.settings.working.calendar.year(year).cloned().map(Json).map_err(|_| Code::NotFound.into())
}
