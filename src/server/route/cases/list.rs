//! `GET /v1/cases`.

use std::str::FromStr;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{CaseRow, Page};
use crate::domain::UnknownWord;
use crate::server::auth::Caller;
use crate::server::error::{Code, Failure};
use crate::server::extract::{Query, limit};
use crate::server::route::Done;
use crate::server::{App, op};

/// What to list. Empty values count as absent.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Wanted {
    /// `first` or `second`: cases that wait for this review; without it, and without a status, for either.
    stage: Option<String>,
    /// Any status: lists the cases that stand there.
    status: Option<String>,
    /// The grammar of the desk's `/`, in Chinese or English.
    filter: Option<String>,
    /// `due` (the default: most urgent first), `entered` (oldest first), `number`, `organizer`, `province`, `round` or `findings`; `-` in
    /// front reverses, so that `-entered` is the newest first and `-findings` what has most to correct.
    sort: Option<String>,
    /// `next_cursor` of the page before, in the same order.
    cursor: Option<String>,
    /// `true` walks the same list from its end: without a cursor the last page, last case first; with one, what stands before
    /// the place where the page that gave it ended.
    backwards: Option<String>,
    /// 1 to 200, 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Pending cases, or those in the statuses asked for; most urgent first unless sorted otherwise.
#[utoipa::path(get, path = "/v1/cases", tag = "cases", params(Wanted), responses((status = 200, body = Page<CaseRow>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Done<Json<Page<CaseRow>>> {
    let limit = limit(wanted.limit)?;
    let request = op::queue::Request {
        stage: word(wanted.stage.as_deref())?,
        status: word(wanted.status.as_deref())?,
        filter: wanted.filter.as_deref().unwrap_or(""),
        sort: word(wanted.sort.as_deref())?.unwrap_or_default(),
        cursor: wanted.cursor.as_deref().filter(|cursor| !cursor.is_empty()),
        backwards: truth(wanted.backwards.as_deref())?,
        limit,
        user: &caller.0.id,
    };
    Ok(Json(op::queue::list(&app, &request).await?))
}

pub(super) fn word<T: FromStr<Err = UnknownWord>>(text: Option<&str>) -> Done<Option<T>> {
    let parse = |text: &str| {
        text.parse()
            .map_err(|error: UnknownWord| Failure::noted(Code::QueryInvalid, error.to_string(), error.to_string()))
    };
    text.filter(|text| !text.is_empty()).map(parse).transpose()
}

fn truth(text: Option<&str>) -> Done<bool> {
    match text {
        None | Some("" | "false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Failure::noted(Code::QueryInvalid, "backwards：true 或 false", "backwards: true or false")),
    }
}
