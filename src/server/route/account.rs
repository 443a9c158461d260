//! `GET /v1/account` and `PUT /v1/account`.

use std::sync::Arc;

use axum::extract::State;

use crate::api::{Account, EditAccount};
use crate::server::auth::Caller;
use crate::server::extract::Json;
use crate::server::route::Done;
use crate::server::{App, op};

/// One's own account: its real name, what it rents, and where its notices go.
#[utoipa::path(get, path = "/v1/account", tag = "account", responses((status = 200, body = Account)))]
pub(in crate::server::route) async fn show(State(app): State<Arc<App>>, caller: Caller) -> Done<axum::Json<Account>> {
    Ok(axum::Json(op::account::show(&app, &caller.actor()).await?))
}

/// Sets where notices go and in which language; the rest is the account system's.
#[utoipa::path(put, path = "/v1/account", tag = "account", request_body = EditAccount,
    responses((status = 200, body = Account)))]
pub(in crate::server::route) async fn edit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<EditAccount>,
) -> Done<axum::Json<Account>> {
    Ok(axum::Json(op::account::edit(&app, &caller.actor(), body).await?))
}
