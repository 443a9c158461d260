//! `POST /v1/filings/{id}/verification`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::{FilingStatus, NewPhoto};
use crate::server::auth::Caller;
use crate::server::extract::Id;
use crate::server::route::form::Form;
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Takes the photo or video of the authenticity verification in place of an earlier one.
#[utoipa::path(post, path = "/v1/filings/{id}/verification", tag = "filings",
    params(("id" = String, Path, description = "Id or number")),
    request_body(content = NewPhoto, content_type = "multipart/form-data"),
    responses((status = 200, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn verify(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    mut form: Form,
) -> Done<impl IntoResponse> {
    let filing = op::upload::verify(&app, &caller.actor(), &id, form.take("photo")?).await?;
    Ok(versioned(filing.version, filing))
}
