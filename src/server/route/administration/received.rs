//! `POST /v1/administration/{id}/received`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;

use crate::api::{Received, Said, Told};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json};
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// The administration took the filing and sent its messages.
#[utoipa::path(post, path = "/v1/administration/{id}/received", tag = "administration", request_body = Received,
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Told)))]
pub(in crate::server::route) async fn received(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Json(body): Json<Received>,
) -> Done<(HeaderMap, axum::Json<Told>)> {
    let told = op::administration::tell(&app, &caller.actor(), &id, &Said::Received(body)).await?;
    Ok(versioned(told.version, told))
}
