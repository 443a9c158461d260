//! `GET /v1/cases/{id}/related`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{Page, Related};
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// Other cases of the same entity, person, phone, e-mail, domain, address or picture; at most 50, those with most in common
/// first.
#[utoipa::path(get, path = "/v1/cases/{id}/related", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Page<Related>)))]
pub(in crate::server::route) async fn related(State(app): State<Arc<App>>, Id(id): Id) -> Done<Json<Page<Related>>> {
    Ok(Json(Page::whole(op::related::of(&app, &id).await?)))
}
