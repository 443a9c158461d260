//! The routes: a folder per resource, a file per verb. Each takes the request apart, calls one operation and replies.
//!
//! Router and OpenAPI document are collected from the same list, so that neither can know a route that the other
//! does not.

mod account;
mod administration;
mod backlog;
mod cases;
mod events;
mod filings;
mod form;
mod materials;
mod me;
mod notices;
mod reference;
mod sections;
mod system;
mod trainees;
mod verify;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::ETAG;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::{Json, Router};
use serde::Serialize;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::{Code, Failure};
use super::{App, auth, openapi, request};

/// The largest JSON body, in bytes.
const MOST_JSON: usize = 2 * 1024 * 1024;

/// The largest upload with what a form wraps around it; what is over the limit of its kind alone is told so.
const MOST_FORM: usize = super::material::MOST_OF_ANY + 1024 * 1024;

type Done<T> = Result<T, Failure>;

/// Every route behind its layers.
pub(super) fn router(app: Arc<App>) -> Router {
    let (router, described) = listed().split_for_parts();
    let document = serde_json::to_vec(&openapi::complete(described)).unwrap_or_default();
    router
        .with_state(Arc::clone(&app))
        .layer(axum::Extension(system::openapi::Document(document.into())))
        .fallback(|| async { Failure::from(Code::NotFound) })
        .layer(from_fn_with_state(Arc::clone(&app), ring))
        .layer(from_fn_with_state(app, auth::guard))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(request::around))
}

/// Whatever is asked for that is not only a look may have changed a case: those who watch look again.
async fn ring(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let looks = request.method().is_safe();
    let response = next.run(request).await;
    if !looks && response.extensions().get::<Quiet>().is_none() {
        app.changed.send_replace(());
    }
    response
}

/// Marks the answer to a request that changed nothing which others see.
#[derive(Debug, Clone, Copy)]
struct Quiet;

/// The one list of routes.
fn listed() -> OpenApiRouter<Arc<App>> {
    let json = OpenApiRouter::with_openapi(openapi::base())
        .routes(routes!(system::openapi::openapi))
        .routes(routes!(system::health::health))
        .routes(routes!(system::ready::ready))
        .routes(routes!(me::me))
        .routes(routes!(reference::reasons::reasons))
        .routes(routes!(reference::provinces::provinces))
        .routes(routes!(reference::province::province))
        .routes(routes!(reference::calendar::calendar))
        .routes(routes!(backlog::backlog))
        .routes(routes!(cases::list::list))
        .routes(routes!(sections::list))
        .routes(routes!(sections::set, sections::unset))
        .routes(routes!(cases::counts::counts))
        .routes(routes!(events::events))
        .routes(routes!(cases::claim_next::claim_next))
        .routes(routes!(cases::show::show))
        .routes(routes!(cases::history::history))
        .routes(routes!(cases::related::related))
        .routes(routes!(cases::round::round))
        .routes(routes!(cases::recheck::recheck))
        .routes(routes!(cases::claim::claim))
        .routes(routes!(cases::renew::renew, cases::release::release))
        .routes(routes!(cases::decide::decide, cases::undo::undo))
        .routes(routes!(cases::escalate::escalate, cases::escalate::deescalate))
        .routes(routes!(cases::snooze::snooze, cases::snooze::wake))
        .routes(routes!(cases::notes::list, cases::notes::write))
        .routes(routes!(cases::reveal::reveal))
        .routes(routes!(cases::proposals::list))
        .routes(routes!(trainees::list))
        .routes(routes!(trainees::score))
        .routes(routes!(cases::draft::read, cases::draft::keep))
        .routes(routes!(materials::content::content))
        .routes(routes!(materials::preview::preview))
        .routes(routes!(account::show, account::edit))
        .routes(routes!(filings::list::list, filings::create::create))
        .routes(routes!(filings::find_type::find_type))
        .routes(routes!(materials::small::small))
        .routes(routes!(filings::show::show, filings::edit::edit))
        .routes(routes!(filings::requirements::requirements))
        .routes(routes!(filings::submit::submit))
        .routes(routes!(filings::leave::withdraw))
        .routes(routes!(filings::leave::abandon))
        .routes(routes!(filings::link::link))
        .routes(routes!(verify::qr::qr))
        .routes(routes!(filings::obligations::list))
        .routes(routes!(filings::obligations::fulfil))
        .routes(routes!(filings::check_site::check_site))
        .routes(routes!(administration::list::list))
        .routes(routes!(administration::received::received))
        .routes(routes!(administration::sms::sms))
        .routes(routes!(administration::result::result))
        .routes(routes!(filings::notices::list))
        .routes(routes!(notices::list::list))
        .routes(routes!(notices::retry::retry))
        .layer(DefaultBodyLimit::max(MOST_JSON));
    let forms = OpenApiRouter::new()
        .routes(routes!(filings::upload::upload))
        .routes(routes!(filings::verify::verify))
        .routes(routes!(verify::look::look, verify::take::take))
        .layer(DefaultBodyLimit::max(MOST_FORM));
    json.merge(forms)
}

/// An answer with the version as its ETag, for the `If-Match` of what follows.
fn versioned<T: Serialize>(version: i64, body: T) -> (HeaderMap, Json<T>) {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        headers.insert(ETAG, value);
    }
    (headers, Json(body))
}
