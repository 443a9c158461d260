//! `GET /v1/provinces`.

use axum::Json;

use crate::api::Page;
use crate::domain::catalogue::{self, Province};

/// The provinces.
#[utoipa::path(get, path = "/v1/provinces", tag = "reference", responses((status = 200, body = Page<Province>)))]
pub(in crate::server::route) async fn provinces() -> Json<Page<&'static Province>> {
    Json(Page::whole(catalogue::provinces().iter().collect()))
}
