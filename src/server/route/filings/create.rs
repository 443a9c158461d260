//! `POST /v1/filings`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::api::FilingStatus;
use crate::domain::filing::Filing;
use crate::server::auth::Caller;
use crate::server::extract::Json;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Makes a draft; may be incomplete.
#[utoipa::path(post, path = "/v1/filings", tag = "filings", request_body = Filing,
    responses((status = 201, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(filing): Json<Filing>,
) -> Done<impl IntoResponse> {
    let made = op::file::create(&app, &caller.actor(), filing).await?;
    Ok((StatusCode::CREATED, versioned(made.version, made)))
}
