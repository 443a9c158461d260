//! `GET /v1/sections`, `PUT` and `DELETE /v1/sections/{scope}/{position}`.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;

use super::Done;
use crate::api::Page;
use crate::domain::section::{NewSection, POSITIONS, Scope, Section};
use crate::server::auth::Caller;
use crate::server::error::{Code, Failure};
use crate::server::extract::{Json, Language};
use crate::server::{App, op};

/// The scope and the position in a path.
pub(in crate::server::route) struct Place(Scope, u8);

impl<S: Send + Sync> FromRequestParts<S> for Place {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await.map_err(|_| Code::NotFound)?;
        let Path((scope, position)) = path;
        let scope = scope.parse().map_err(|_| Code::NotFound)?;
        let position = position.parse().ok().filter(|position| POSITIONS.contains(position)).ok_or(Code::NotFound)?;
        Ok(Self(scope, position))
    }
}

/// The saved filters under the digits 1 to 9, in their order: one's own goes before the shared one of the same position, and that
/// before what the program has (1 the first review, 2 the second).
#[utoipa::path(get, path = "/v1/sections", tag = "cases", responses((status = 200, body = Page<Section>)))]
pub(in crate::server::route) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Language(lang): Language,
) -> Done<axum::Json<Page<Section>>> {
    Ok(axum::Json(Page::whole(op::sections::all(&app, &caller.actor(), lang).await?)))
}

/// Saves a filter under a digit, in place of what stood there: `personal` for oneself, `shared` for everybody, by a lead.
#[utoipa::path(put, path = "/v1/sections/{scope}/{position}", tag = "cases", request_body = NewSection,
    params(("scope" = String, Path, description = "`personal` or `shared`"), ("position" = u8, Path, minimum = 1, maximum = 9, description = "The digit")),
    responses((status = 200, body = Section)))]
pub(in crate::server::route) async fn set(
    State(app): State<Arc<App>>,
    caller: Caller,
    Place(scope, position): Place,
    Json(new): Json<NewSection>,
) -> Done<axum::Json<Section>> {
    Ok(axum::Json(op::sections::put(&app, &caller.actor(), scope, position, &new).await?))
}

/// Removes a saved filter; what stood behind it is shown again.
#[utoipa::path(delete, path = "/v1/sections/{scope}/{position}", tag = "cases",
    params(("scope" = String, Path, description = "`personal` or `shared`"), ("position" = u8, Path, minimum = 1, maximum = 9, description = "The digit")),
    responses((status = 204, description = "Gone, or never there")))]
pub(in crate::server::route) async fn unset(
    State(app): State<Arc<App>>,
    caller: Caller,
    Place(scope, position): Place,
) -> Done<StatusCode> {
    op::sections::remove(&app, &caller.actor(), scope, position).await?;
    Ok(StatusCode::NO_CONTENT)
}
