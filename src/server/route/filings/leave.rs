//! `POST /v1/filings/{id}/withdraw` and `POST /v1/filings/{id}/abandon`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use crate::api::FilingStatus;
use crate::server::auth::Caller;
use crate::server::extract::{Id, if_match};
use crate::server::route::{Done, versioned};
use crate::server::{App, op};

/// Takes the filing back from a review, or before it is handed over; that ends it.
#[utoipa::path(post, path = "/v1/filings/{id}/withdraw", tag = "filings",
    params(("id" = String, Path, description = "Id or number"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the filing as it was read")),
    responses((status = 200, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn withdraw(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Done<impl IntoResponse> {
    let filing = op::leave::withdraw(&app, &caller.actor(), &id, if_match(&headers)?).await?;
    Ok(versioned(filing.version, filing))
}

/// Gives the filing up while it waits for its applicant; that ends it.
#[utoipa::path(post, path = "/v1/filings/{id}/abandon", tag = "filings",
    params(("id" = String, Path, description = "Id or number"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the filing as it was read")),
    responses((status = 200, body = FilingStatus, headers(("ETag" = String, description = "The version, quoted")))))]
pub(in crate::server::route) async fn abandon(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Done<impl IntoResponse> {
    let filing = op::leave::abandon(&app, &caller.actor(), &id, if_match(&headers)?).await?;
    Ok(versioned(filing.version, filing))
}
