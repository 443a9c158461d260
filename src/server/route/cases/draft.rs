//! `GET` and `PUT /v1/cases/{id}/draft`.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;

use crate::api::{DraftSaved, KeptDraft, NewDraft};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json, lease_token};
use crate::server::route::{Done, Quiet};
use crate::server::{App, op};

/// The review in the making, whoever wrote it last, so that the next holder of a case goes on where the last one stopped;
/// `revision` 0 where nothing is kept. A trainee gets his own. It is kept while a decision is held, and gone when the case moves on.
#[utoipa::path(get, path = "/v1/cases/{id}/draft", tag = "cases",
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = KeptDraft)))]
pub(in crate::server::route) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
) -> Done<axum::Json<KeptDraft>> {
    Ok(axum::Json(op::draft::of(&app, &caller.actor(), &id).await?))
}

/// Keeps the review in the making; status, holder and version stay. The newest wins: each writing carries a higher `revision`, and
/// one that comes late is refused with `draft_outdated`. A trainee needs no lease for his own.
#[utoipa::path(put, path = "/v1/cases/{id}/draft", tag = "cases", request_body = NewDraft,
    params(("id" = String, Path, description = "Id or number"), ("Lease-Token" = String, Header, description = "From the claim")),
    responses((status = 200, body = DraftSaved)))]
pub(in crate::server::route) async fn keep(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    Json(body): Json<NewDraft>,
) -> Done<(Extension<Quiet>, axum::Json<DraftSaved>)> {
    let saved = op::draft::keep(&app, &caller.actor(), &id, lease_token(&headers)?, &body).await?;
    // It comes with every few keystrokes.
    Ok((Extension(Quiet), axum::Json(saved)))
}
