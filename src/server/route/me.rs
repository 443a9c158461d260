//! `GET /v1/me`.

use axum::Json;

use crate::api::Me;
use crate::server::auth::Caller;

/// Who the token belongs to.
#[utoipa::path(get, path = "/v1/me", tag = "reference", responses((status = 200, body = Me)))]
pub(super) async fn me(caller: Caller) -> Json<Me> {
    let user = caller.0;
    Json(Me { id: user.id, name: user.name, roles: user.roles.into_iter().map(Into::into).collect() })
}
