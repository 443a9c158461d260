//! `POST /v1/filings/{id}/check-site`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::SiteCheck;
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// Reads the home page of an approved filing and says whether number and link are shown.
#[utoipa::path(post, path = "/v1/filings/{id}/check-site", tag = "filings",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = SiteCheck)))]
pub(in crate::server::route) async fn check_site(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<Json<SiteCheck>> {
    Ok(Json(op::obligations::check_site(&app, &caller.actor(), &id).await?))
}
