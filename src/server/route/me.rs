//! `GET /v1/me`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::api::Me;
use crate::server::App;
use crate::server::auth::Caller;

/// Who the token belongs to.
#[utoipa::path(get, path = "/v1/me", tag = "reference", responses((status = 200, body = Me)))]
pub(super) async fn me(State(app): State<Arc<App>>, caller: Caller) -> Json<Me> {
    let user = caller.0;
    let roles = user.roles.into_iter().map(Into::into).collect();
    Json(Me { id: user.id, name: user.name, roles, provider: app.settings.provider.clone() })
}
