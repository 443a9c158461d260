//! `GET /v1/filings/{id}/notices`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{Notice, Page};
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// What the applicant was told of his filing, oldest first.
#[utoipa::path(get, path = "/v1/filings/{id}/notices", tag = "filings",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Page<Notice>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<Json<Page<Notice>>> {
    Ok(Json(Page::whole(op::notices::told(&app, &caller.actor(), &id).await?)))
}
