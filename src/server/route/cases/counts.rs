//! `GET /v1/cases/counts`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::list::word;
use crate::api::Counts;
use crate::server::auth::Caller;
use crate::server::extract::Query;
use crate::server::route::Done;
use crate::server::{App, op};

/// What to count besides. Empty values count as absent.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Wanted {
    /// As of the list.
    stage: Option<String>,
    /// As of the list.
    status: Option<String>,
    /// As of the list.
    filter: Option<String>,
}

/// How many cases stand in every status, how many wait for each review in which condition, how many the caller holds; and how many
/// a list with this filter, stage and status has.
#[utoipa::path(get, path = "/v1/cases/counts", tag = "cases", params(Wanted), responses((status = 200, body = Counts)))]
pub(in crate::server::route) async fn counts(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Done<Json<Counts>> {
    let request = op::queue::Request {
        stage: word(wanted.stage.as_deref())?,
        status: word(wanted.status.as_deref())?,
        filter: wanted.filter.as_deref().unwrap_or(""),
        sort: Default::default(),
        cursor: None,
        backwards: false,
        limit: 1,
        user: &caller.0.id,
    };
    Ok(Json(op::queue::counts(&app, &request).await?))
}
