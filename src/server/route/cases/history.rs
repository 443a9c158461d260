//! `GET /v1/cases/{id}/history`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::{HistoryEvent, Page};
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// What happened to a case, oldest first. Leads and auditors also see who looked at masked values (`reveal`), with the fields as note.
#[utoipa::path(get, path = "/v1/cases/{id}/history", tag = "cases",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = Page<HistoryEvent>)))]
pub(in crate::server::route) async fn history(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<Json<Page<HistoryEvent>>> {
    Ok(Json(Page::whole(op::reveal::history(&app, &caller.actor(), &id).await?)))
}
