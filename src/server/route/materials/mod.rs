//! Materials, for reviewers.

pub(super) mod content;
pub(super) mod preview;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};

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
