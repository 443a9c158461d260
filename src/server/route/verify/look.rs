//! `GET /verify/{token}`.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{Choice, gone, html, lang_of, page, token_of};
use crate::server::error::Failure;
use crate::server::extract::Query;
use crate::server::op::verification::Standing;
use crate::server::route::Done;
use crate::server::{App, op};

/// The page on which the service principal sends a photo or video, in Chinese or English by `Accept-Language`.
#[utoipa::path(get, path = "/verify/{token}", tag = "verification", security(()),
    params(("token" = String, Path, description = "The link's token"),
        ("lang" = Option<String>, Query, description = "`zh-CN` or `en`, before the browser's language")),
    responses((status = 200, description = "The form", content_type = "text/html", body = String),
        (status = 404, description = "A page: there is no such link", content_type = "text/html", body = String),
        (status = 410, description = "A page: the link is used, expired or void", content_type = "text/html",
            body = String)))]
pub(in crate::server::route) async fn look(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    choice: Result<Query<Choice>, Failure>,
    headers: HeaderMap,
) -> Done<Response> {
    let (token, lang) = (token_of(path), lang_of(choice, &headers));
    Ok(match op::verification::look(&app, &token).await? {
        Standing::Open(asked) => {
            page(StatusCode::OK, lang, html::form(&asked, &app.settings.provider, &token, None, lang))
        }
        ended => gone(&ended, lang),
    })
}
