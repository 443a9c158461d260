//! `GET /v1/materials/{id}/preview`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::version;
use crate::server::error::{Code, Failure};
use crate::server::extract::{Id, Query};
use crate::server::route::Done;
use crate::server::{App, op};

/// The side of a preview when nobody says.
const USUAL: u32 = 1024;

/// The longest side of a preview.
const MOST: u32 = 4096;

/// How large.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Size {
    /// Most pixels across, 1 to 4096, 1024 unless given.
    #[param(minimum = 1, maximum = 4096)]
    width: Option<u32>,
    /// Most pixels down, 1 to 4096, 1024 unless given.
    #[param(minimum = 1, maximum = 4096)]
    height: Option<u32>,
}

/// The picture upright, no larger than asked and never enlarged, as JPEG.
#[utoipa::path(get, path = "/v1/materials/{id}/preview", tag = "materials",
    params(("id" = String, Path, description = "The material's id"), Size),
    responses((status = 200, description = "The preview", content_type = "image/jpeg",
            headers(("ETag" = String, description = "SHA-256 of the original and the size asked for, quoted"))),
        (status = 304, description = "As the ETag in If-None-Match says")))]
pub(in crate::server::route) async fn preview(
    State(app): State<Arc<App>>,
    Id(id): Id,
    Query(size): Query<Size>,
    headers: HeaderMap,
) -> Done<Response> {
    let (width, height) = (size.width.unwrap_or(USUAL), size.height.unwrap_or(USUAL));
    if !(1..=MOST).contains(&width) || !(1..=MOST).contains(&height) {
        return Err(Failure::noted(Code::QueryInvalid, "width、height：1-4096", "width, height: 1-4096"));
    }
    let made = op::materials::preview(&app, &id, width, height);
    version(&app, &id, &headers, &format!("{width}x{height}"), made).await
}
