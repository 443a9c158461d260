//! `POST /v1/notices/{id}/retry`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::OutgoingNotice;
use crate::server::extract::Id;
use crate::server::route::Done;
use crate::server::{App, op};

/// Makes a notice that was given up wait to be sent again; any other stays as it is.
#[utoipa::path(post, path = "/v1/notices/{id}/retry", tag = "notices",
    params(("id" = String, Path, description = "The notice's id")), responses((status = 200, body = OutgoingNotice)))]
pub(in crate::server::route) async fn retry(State(app): State<Arc<App>>, Id(id): Id) -> Done<Json<OutgoingNotice>> {
    Ok(Json(op::notices::retry(&app, &id).await?))
}
