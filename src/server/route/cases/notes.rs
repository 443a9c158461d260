//! `GET` and `POST /v1/cases/{id}/notes`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::api::{NewNote, Note, Page};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json};
use crate::server::route::Done;
use crate::server::{App, op};

/// The notes of reviewers on a case, oldest first; applicants never see them.
#[utoipa::path(get, path = "/v1/cases/{id}/notes", tag = "cases",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Page<Note>)))]
pub(in crate::server::route) async fn list(State(app): State<Arc<App>>, Id(id): Id) -> Done<axum::Json<Page<Note>>> {
    Ok(axum::Json(Page::whole(op::notes::all(&app, &id).await?)))
}

/// Writes a note; status, holder and version stay.
#[utoipa::path(post, path = "/v1/cases/{id}/notes", tag = "cases", request_body = NewNote,
    params(("id" = String, Path, description = "Id or number")), responses((status = 201, body = Note)))]
pub(in crate::server::route) async fn write(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Json(body): Json<NewNote>,
) -> Done<(StatusCode, axum::Json<Note>)> {
    let note = op::notes::write(&app, &caller.actor(), &id, &body.text).await?;
    Ok((StatusCode::CREATED, axum::Json(note)))
}
