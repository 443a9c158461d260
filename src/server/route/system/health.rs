//! `GET /healthz`.

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "system", security(()), responses((status = 200, body = String, content_type = "text/plain")))]
pub(in crate::server::route) async fn health() -> &'static str {
    "ok\n"
}
