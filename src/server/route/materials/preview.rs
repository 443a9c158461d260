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
use crate::server::material::Cut;
use crate::server::route::Done;
use crate::server::{App, op};

/// The side of a preview when nobody says.
const USUAL: u32 = 1024;

/// The longest side of a preview.
const MOST: u32 = 4096;

/// How large, and which part.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Wanted {
    /// Most pixels across, 1 to 4096, 1024 unless given.
    #[param(minimum = 1, maximum = 4096)]
    width: Option<u32>,
    /// Most pixels down, 1 to 4096, 1024 unless given.
    #[param(minimum = 1, maximum = 4096)]
    height: Option<u32>,
    /// Left edge of a part of the upright picture, in its pixels. The four of x, y, w and h come together.
    x: Option<u32>,
    /// Top edge of the part.
    y: Option<u32>,
    /// Pixels across of the part; what lies outside the picture is left out.
    #[param(minimum = 1)]
    w: Option<u32>,
    /// Pixels down of the part.
    #[param(minimum = 1)]
    h: Option<u32>,
}

impl Wanted {
    fn cut(&self) -> Result<Option<Cut>, Failure> {
        match (self.x, self.y, self.w, self.h) {
            (None, None, None, None) => Ok(None),
            (Some(x), Some(y), Some(width), Some(height)) if width > 0 && height > 0 => {
                Ok(Some(Cut { x, y, width, height }))
            }
            _ => Err(Failure::noted(
                Code::QueryInvalid,
                "x、y、w、h：须同时给出，w、h 至少为 1",
                "x, y, w, h: all four together, w and h at least 1",
            )),
        }
    }
}

/// The picture upright, or a part of it, no larger than asked and never enlarged, as JPEG.
#[utoipa::path(get, path = "/v1/materials/{id}/preview", tag = "materials",
    params(("id" = String, Path, description = "The material's id"), Wanted),
    responses((status = 200, description = "The preview", content_type = "image/jpeg",
            headers(("ETag" = String, description = "SHA-256 of the original, the size and the part asked for, quoted"))),
        (status = 304, description = "As the ETag in If-None-Match says")))]
pub(in crate::server::route) async fn preview(
    State(app): State<Arc<App>>,
    Id(id): Id,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Done<Response> {
    let (width, height) = (wanted.width.unwrap_or(USUAL), wanted.height.unwrap_or(USUAL));
    if !(1..=MOST).contains(&width) || !(1..=MOST).contains(&height) {
        return Err(Failure::noted(Code::QueryInvalid, "width、height：1-4096", "width, height: 1-4096"));
    }
    let cut = wanted.cut()?;
    let part = cut.map(|Cut { x, y, width, height }| format!("-{x},{y},{width},{height}")).unwrap_or_default();
    let made = op::materials::preview(&app, &id, (width, height), cut);
    version(&app, &id, &headers, &format!("{width}x{height}{part}"), made).await
}
