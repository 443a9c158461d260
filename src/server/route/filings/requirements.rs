//! `GET /v1/filings/{id}/requirements`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{Page, Requirement};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Language};
use crate::server::route::Done;
use crate::server::{App, op};

/// Which materials the filing needs as it is filled in now, why, and how many are there.
#[utoipa::path(get, path = "/v1/filings/{id}/requirements", tag = "filings",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Page<Requirement>)))]
pub(in crate::server::route) async fn requirements(
    State(app): State<Arc<App>>,
    caller: Caller,
    Language(lang): Language,
    Id(id): Id,
) -> Done<Json<Page<Requirement>>> {
    Ok(Json(Page::whole(op::requirements::list(&app, &caller.actor(), &id, lang).await?)))
}
