//! `GET /v1/administration`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{HandedOver, Page};
use crate::server::error::{Code, Failure};
use crate::server::extract::Query;
use crate::server::route::Done;
use crate::server::{App, op};

/// How many filings a page has when nobody says.
const USUAL: u32 = 50;

/// How many a page may have.
const MOST: u32 = 200;

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Wanted {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Filings on their way to the administration or under its eyes, longest there first.
#[utoipa::path(get, path = "/v1/administration", tag = "administration", params(Wanted),
    responses((status = 200, body = Page<HandedOver>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Done<Json<Page<HandedOver>>> {
    let limit = wanted.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Failure::noted(Code::QueryInvalid, "limit：1-200", "limit: 1-200"));
    }
    let cursor = wanted.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(op::administration::list(&app, cursor, limit).await?))
}
