//! `GET /openapi.json`.

use axum::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use bytes::Bytes;

/// The document, written out once.
#[derive(Debug, Clone)]
pub(in crate::server::route) struct Document(pub Bytes);

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "system", security(()), responses((status = 200, body = Object, content_type = "application/json")))]
pub(in crate::server::route) async fn openapi(Extension(document): Extension<Document>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], document.0)
}
