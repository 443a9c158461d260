//! `POST /v1/administration/{id}/result`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;

use crate::api::{ResultSaid, Said, Told};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json};
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// The administration decided. Numbers that are not given are found or given by the service.
#[utoipa::path(post, path = "/v1/administration/{id}/result", tag = "administration", request_body = ResultSaid,
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Told)))]
pub(in crate::server::route) async fn result(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Json(body): Json<ResultSaid>,
) -> Done<(HeaderMap, axum::Json<Told>)> {
    let told = op::administration::tell(&app, &caller.actor(), &id, &Said::Result(body)).await?;
    Ok(versioned(told.version, told))
}
