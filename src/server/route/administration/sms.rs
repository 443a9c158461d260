//! `POST /v1/administration/{id}/sms`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;

use crate::api::{Said, SmsSaid, Told};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Json};
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Something happened to the SMS verification: an answer, a wrong one, another message, the end of the time.
#[utoipa::path(post, path = "/v1/administration/{id}/sms", tag = "administration", request_body = SmsSaid,
    params(("id" = String, Path, description = "Id or number")), responses((status = 200, body = Told)))]
pub(in crate::server::route) async fn sms(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Json(body): Json<SmsSaid>,
) -> Done<(HeaderMap, axum::Json<Told>)> {
    let told = op::administration::tell(&app, &caller.actor(), &id, &Said::Sms(body)).await?;
    Ok(versioned(told.version, told))
}
