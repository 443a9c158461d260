//! `POST /v1/filings/type`.

use std::sync::Arc;

use axum::extract::State;

use crate::api::{FindType, FoundType};
use crate::server::auth::Caller;
use crate::server::extract::{Json, Language};
use crate::server::route::Done;
use crate::server::{App, op};

/// Finds the type of a filing from certificate, number and domain, against what is filed. Nothing is stored.
#[utoipa::path(post, path = "/v1/filings/type", tag = "filings", request_body = FindType,
    responses((status = 200, body = FoundType)))]
pub(in crate::server::route) async fn find_type(
    State(app): State<Arc<App>>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<FindType>,
) -> Done<axum::Json<FoundType>> {
    Ok(axum::Json(op::order::find_type(&app, &caller.actor(), body, lang).await?))
}
