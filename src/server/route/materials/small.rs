//! `GET /v1/materials/{id}/small`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::version;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// The version that goes to the administration: upright, as JPEG of at most 100,000 bytes.
#[utoipa::path(get, path = "/v1/materials/{id}/small", tag = "materials",
    params(("id" = String, Path, description = "The material's id")),
    responses((status = 200, description = "The picture", content_type = "image/jpeg",
            headers(("ETag" = String, description = "SHA-256 of the original and the version, quoted"))),
        (status = 304, description = "As the ETag in If-None-Match says")))]
pub(in crate::server::route) async fn small(
    State(app): State<Arc<App>>,
    Id(id): Id,
    headers: HeaderMap,
) -> Done<Response> {
    version(&app, &id, &headers, "small", op::materials::small(&app, &id)).await
}
