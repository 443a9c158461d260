//! `GET /v1/administration`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{HandedOver, Page};
use crate::server::extract::{Paging, Query};
use crate::server::route::Done;
use crate::server::{App, op};

/// Filings on their way to the administration or under its eyes, longest there first.
#[utoipa::path(get, path = "/v1/administration", tag = "administration", params(Paging),
    responses((status = 200, body = Page<HandedOver>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    Query(paging): Query<Paging>,
) -> Done<Json<Page<HandedOver>>> {
    Ok(Json(op::administration::list(&app, paging.cursor(), paging.limit()?).await?))
}
