//! `PUT /v1/filings/{id}`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use crate::api::FilingStatus;
use crate::domain::filing::Filing;
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json, if_match};
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Replaces what was filled in; a filing password left empty stays as it is.
#[utoipa::path(put, path = "/v1/filings/{id}", tag = "filings", request_body = Filing,
    params(("id" = String, Path, description = "Id or number"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the filing as it was read; guards against two who edit at once")),
    responses((status = 200, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn edit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    Json(filing): Json<Filing>,
) -> Done<impl IntoResponse> {
    let filing = op::file::edit(&app, &caller.actor(), &id, filing, if_match(&headers)?).await?;
    Ok(versioned(filing.version, filing))
}
