//! `GET /v1/notices`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{OutgoingNotice, Page};
use crate::domain::UnknownWord;
use crate::domain::notice::NoticeState;
use crate::server::error::{Code, Failure};
use crate::server::extract::{Query, limit};
use crate::server::route::Done;
use crate::server::{App, op};

/// What to list. Empty values count as absent.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Wanted {
    /// `dead` (the default), `waiting`, `sent` or `kept`.
    state: Option<String>,
    /// `next_cursor` of the page before, in the same state.
    cursor: Option<String>,
    /// 1 to 200, 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Notices by how far they came, oldest first; those given up unless asked otherwise.
#[utoipa::path(get, path = "/v1/notices", tag = "notices", params(Wanted),
    responses((status = 200, body = Page<OutgoingNotice>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Done<Json<Page<OutgoingNotice>>> {
    let limit = limit(wanted.limit)?;
    let state = wanted.state.as_deref().filter(|state| !state.is_empty()).unwrap_or(NoticeState::Dead.slug());
    let state = state
        .parse()
        .map_err(|error: UnknownWord| Failure::noted(Code::QueryInvalid, error.to_string(), error.to_string()))?;
    let cursor = wanted.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(op::notices::list(&app, state, cursor, limit).await?))
}
