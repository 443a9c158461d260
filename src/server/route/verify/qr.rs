//! `GET /verify/{token}/qr.png`.

use std::io::Cursor;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

use super::{Choice, gone, guarded, lang_of, token_of};
use crate::server::error::Failure;
use crate::server::extract::Query;
use crate::server::op::verification::Standing;
use crate::server::route::Done;
use crate::server::{App, op};

/// Pixels to a module, and modules of quiet around the code, as the standard wants.
const MODULE: u32 = 8;
const QUIET: u32 = 4;

/// The address of the page as a QR code, while the link can be used.
#[utoipa::path(get, path = "/verify/{token}/qr.png", tag = "verification", security(()),
    params(("token" = String, Path, description = "The link's token"),
        ("lang" = Option<String>, Query, description = "`zh-CN` or `en`, before the browser's language")),
    responses((status = 200, description = "The QR code", content_type = "image/png"),
        (status = 404, description = "A page: there is no such link", content_type = "text/html", body = String),
        (status = 410, description = "A page: the link is used, expired or void", content_type = "text/html",
            body = String)))]
pub(in crate::server::route) async fn qr(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    choice: Result<Query<Choice>, Failure>,
    headers: HeaderMap,
) -> Done<Response> {
    let (token, lang) = (token_of(path), lang_of(choice, &headers));
    let standing = op::verification::look(&app, &token).await?;
    if !matches!(standing, Standing::Open(_)) {
        return Ok(gone(&standing, lang));
    }
    let mut response = Response::new(Body::from(drawn(&op::verification::address(&app, &token))?));
    response.headers_mut().insert(CONTENT_TYPE, "image/png".parse().map_err(|error| Failure::internal(&error))?);
    guarded(response.headers_mut());
    Ok(response)
}

fn drawn(address: &str) -> Done<Vec<u8>> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|error| Failure::internal(&error))?;
    let modules = u32::try_from(code.width()).unwrap_or(0);
    let side = (modules + 2 * QUIET) * MODULE;
    let picture = GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(QUIET).filter(|module| *module < modules);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| code[(x as usize, y as usize)] == Color::Dark);
        Luma([if dark { 0 } else { 255 }])
    });
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(|error| Failure::internal(&error))?;
    Ok(out.into_inner())
}
