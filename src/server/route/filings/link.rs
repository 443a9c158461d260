//! `POST /v1/filings/{id}/verification/link`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::VerificationLink;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// Makes a one-time link to the verification page for the service principal's phone. An earlier unused one is void.
#[utoipa::path(post, path = "/v1/filings/{id}/verification/link", tag = "filings",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 201, body = VerificationLink)))]
pub(in crate::server::route) async fn link(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<(StatusCode, Json<VerificationLink>)> {
    Ok((StatusCode::CREATED, Json(op::verification::link(&app, &caller.actor(), &id).await?)))
}
