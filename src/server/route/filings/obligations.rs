//! `GET /v1/filings/{id}/obligations` and `PUT …/obligations/{kind}`.

use std::sync::Arc;

use axum::extract::{Path, State};

use crate::api::{Fulfilled, Obligation, Page};
use crate::server::auth::Caller;
use crate::server::error::Code;
use crate::server::extract::{Id, Json};
use crate::server::route::Done;
use crate::server::{App, op};

/// What an approved filing obliges to; empty before.
#[utoipa::path(get, path = "/v1/filings/{id}/obligations", tag = "filings",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Page<Obligation>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<axum::Json<Page<Obligation>>> {
    Ok(axum::Json(Page::whole(op::obligations::all(&app, &caller.actor(), &id).await?)))
}

/// Says how an obligation stands.
#[utoipa::path(put, path = "/v1/filings/{id}/obligations/{kind}", tag = "filings", request_body = Fulfilled,
    params(("id" = String, Path, description = "Id or number"), ("kind" = String, Path, description = "Its kind")),
    responses((status = 200, body = Obligation)))]
pub(in crate::server::route) async fn fulfil(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: Result<Path<(String, String)>, axum::extract::rejection::PathRejection>,
    Json(body): Json<Fulfilled>,
) -> Done<axum::Json<Obligation>> {
    let Path((id, kind)) = path.map_err(|_| Code::NotFound)?;
    let owed = op::obligations::set(&app, &caller.actor(), &id, &kind, body.state, body.detail).await?;
    Ok(axum::Json(owed))
}
