//! Materials, for reviewers.

pub(super) mod content;
pub(super) mod preview;
pub(super) mod small;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::Done;
use crate::api::Material;
use crate::server::{App, op};

/// Headers of a picture: kept by nobody on the way, never taken for anything but a picture.
fn picture(content_type: &str, etag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(CONTENT_TYPE, content_type);
    put(ETAG, &format!("\"{etag}\""));
    put(CACHE_CONTROL, "private, no-store");
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(CONTENT_DISPOSITION, "inline");
    headers
}

/// The answer to a question for a version of a picture as JPEG. Who asks with the ETag that he has is told that nothing
/// changed, before any picture is made. `suffix` says which version the ETag is of.
async fn version(
    app: &App,
    id: &str,
    headers: &HeaderMap,
    suffix: &str,
    make: impl Future<Output = Done<(Material, Bytes)>>,
) -> Done<Response> {
    if let Some(known) = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) {
        let etag = format!("{}-{suffix}", op::materials::facts(app, id).await?.sha256);
        if matches(known, &etag) {
            return Ok((StatusCode::NOT_MODIFIED, picture("image/jpeg", &etag)).into_response());
        }
    }
    let (material, bytes) = make.await?;
    Ok((picture("image/jpeg", &format!("{}-{suffix}", material.sha256)), bytes).into_response())
}

/// Whether one of the quoted tags, weak or not, is this one.
fn matches(known: &str, etag: &str) -> bool {
    known.split(',').any(|tag| tag.trim().trim_start_matches("W/").trim_matches('"') == etag)
}
