//! `GET /v1/filings`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{FilingRow, Page};
use crate::server::auth::Caller;
use crate::server::extract::{Paging, Query};
use crate::server::route::Done;
use crate::server::{App, op};

/// One's own filings, newest first.
#[utoipa::path(get, path = "/v1/filings", tag = "filings", params(Paging),
    responses((status = 200, body = Page<FilingRow>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Done<Json<Page<FilingRow>>> {
    Ok(Json(op::filing::list(&app, &caller.actor(), paging.cursor(), paging.limit()?).await?))
}
