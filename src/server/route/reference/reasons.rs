//! `GET /v1/return-reasons`.

use axum::Json;

use crate::api::Page;
use crate::domain::catalogue::{self, Reason};

/// The catalogue of return reasons.
#[utoipa::path(get, path = "/v1/return-reasons", tag = "reference", responses((status = 200, body = Page<Reason>)))]
pub(in crate::server::route) async fn reasons() -> Json<Page<&'static Reason>> {
    Json(Page::whole(catalogue::reasons().iter().collect()))
}
