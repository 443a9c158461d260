//! `POST /v1/filings/{id}/materials`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{Material, NewMaterial};
use crate::server::auth::Caller;
use crate::server::extract::{Id, Query};
use crate::server::op::upload::{File, Taken};
use crate::server::route::Done;
use crate::server::route::form::Form;
use crate::server::{App, op};

/// What becomes of earlier files.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Manner {
    /// `true`: the file takes the place of all files of its slug. May stand in the form as well.
    replace: Option<bool>,
}

/// Takes one file by content: JPEG or PNG of at most 10 MB; MP4 or WebM of at most 50 MB where a video belongs.
///
/// The very file that the slot holds already changes nothing and is answered with 200.
#[utoipa::path(post, path = "/v1/filings/{id}/materials", tag = "filings",
    params(("id" = String, Path, description = "Id or number"), Manner),
    request_body(content = NewMaterial, content_type = "multipart/form-data"),
    responses((status = 201, body = Material), (status = 200, description = "The file was there already", body = Material)))]
pub(in crate::server::route) async fn upload(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    Query(manner): Query<Manner>,
    mut form: Form,
) -> Done<(StatusCode, Json<Material>)> {
    let replace = manner.replace.unwrap_or(false) || form.text("replace")? == "true";
    let file = File { slug: form.text("slug")?, bytes: form.take("file")?, replace };
    Ok(match op::upload::upload(&app, &caller.actor(), &id, file).await? {
        Taken::New(material) => (StatusCode::CREATED, Json(material)),
        Taken::Same(material) => (StatusCode::OK, Json(material)),
    })
}
