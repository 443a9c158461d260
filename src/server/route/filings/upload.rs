//! `POST /v1/filings/{id}/materials`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::form::Form;
use crate::api::{Material, NewMaterial};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Query};
use crate::server::op::upload::File;
use crate::server::route::Done;
use crate::server::{App, op};

/// What becomes of earlier files.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Manner {
    /// `true`: the file takes the place of all files of its slug. May stand in the form as well.
    replace: Option<bool>,
}

/// Takes one file, JPEG or PNG by content, at most 10 MB.
#[utoipa::path(post, path = "/v1/filings/{id}/materials", tag = "filings",
    params(("id" = String, Path, description = "Id or number"), Manner),
    request_body(content = NewMaterial, content_type = "multipart/form-data"),
    responses((status = 201, body = Material)))]
pub(in crate::server::route) async fn upload(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Query(manner): Query<Manner>,
    mut form: Form,
) -> Done<(StatusCode, Json<Material>)> {
    let replace = manner.replace.unwrap_or(false) || form.text("replace")? == "true";
    let file = File { slug: form.text("slug")?, bytes: form.take("file")?, replace };
    Ok((StatusCode::CREATED, Json(op::upload::upload(&app, &caller.actor(), &id, file).await?)))
}
