//! `GET /v1/materials/{id}/content`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use super::picture;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// The original bytes.
#[utoipa::path(get, path = "/v1/materials/{id}/content", tag = "materials",
    params(("id" = String, Path, description = "The material's id")),
    responses((status = 200, description = "The file as it was uploaded",
        content(("image/jpeg"), ("image/png"), ("video/mp4"), ("video/webm")), headers(("ETag" = String, description = "SHA-256, quoted")))))]
pub(in crate::server::route) async fn content(State(app): State<Arc<App>>, Id(id): Id) -> Done<impl IntoResponse> {
    let (material, bytes) = op::materials::content(&app, &id).await?;
    Ok((picture(&material.content_type, &material.sha256), bytes))
}
