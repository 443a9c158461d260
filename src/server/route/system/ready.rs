//! `GET /readyz`.

use std::sync::Arc;

use axum::extract::State;

use crate::server::App;
use crate::server::error::{Code, Failure};

/// Database and store answer, too.
#[utoipa::path(get, path = "/readyz", tag = "system", security(()), responses((status = 200, body = String, content_type = "text/plain")))]
pub(in crate::server::route) async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Failure> {
    drop(app.store.read().await?);
    if app.pictures.ready().await { Ok("ready\n") } else { Err(Code::Internal.into()) }
}
