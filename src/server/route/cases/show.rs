//! `GET /v1/cases/{id}`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::Case;
use crate::server::extract::Id;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// One case; needs no claim.
#[utoipa::path(get, path = "/v1/cases/{id}", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn show(State(app): State<Arc<App>>, Id(id): Id) -> Done<impl IntoResponse> {
    let case = op::show::show(&app, &id).await?;
    Ok(versioned(case.row.version, case))
}
