//! `GET /v1/events`: what changes, as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt};
use serde::Deserialize;
use tokio::sync::watch;
use utoipa::IntoParams;

use super::Done;
use crate::api::Change;
use crate::server::error::{Code, Failure};
use crate::server::extract::Query;
use crate::server::op::events::{self, Told};
use crate::server::{App, Closing};

/// A quiet line is no dead line: something is sent this often.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_secs(3);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// From where to watch.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::server::route) struct Wanted {
    /// The `seq` of the last change that is known; without it, and without `Last-Event-ID`, from now on.
    #[param(minimum = 0)]
    after: Option<String>,
}

/// Changes of cases as they happen: `event: case` with a change as `data` and its `seq` as `id`. `event: reset` says that
/// changes were missed and the lists must be read anew; its `id` is where the feed goes on. Changes are kept for 7 days. A comment
/// comes every 15 seconds.
#[utoipa::path(get, path = "/v1/events", tag = "cases",
    params(Wanted, ("Last-Event-ID" = Option<String>, Header, description = "As a browser sends it when it connects again; goes before `after`")),
    responses((status = 200, body = Change, content_type = "text/event-stream")))]
pub(in crate::server::route) async fn events(
    State(app): State<Arc<App>>,
    closing: Option<Extension<Closing>>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Done<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>> {
    let known = match headers.get(&LAST_EVENT_ID) {
        Some(value) => value
            .to_str()
            .ok()
            .and_then(seq)
            .ok_or_else(|| Failure::noted(Code::HeaderInvalid, "Last-Event-ID", "Last-Event-ID"))
            .map(Some)?,
        None => known_after(wanted.after.as_deref())?,
    };
    // Who calls the router as a function waits for the whole answer, and this one has no end.
    let Extension(Closing(closing)) = closing.ok_or(Code::NotStreamable)?;
    Ok(Sse::new(stream_of(app, known, closing).await?).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

async fn stream_of(
    app: Arc<App>,
    known: Option<i64>,
    closing: watch::Receiver<bool>,
) -> Done<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let watcher = events::watch(app, known, closing).await?;
    // Says where the feed stands, so that a line that breaks before the first change loses none.
    let hello = Event::default().comment("connected").retry(RETRY).id(watcher.seq().to_string());
    let told = stream::unfold(watcher, |mut watcher| async move {
        let told = watcher.next().await?;
        Some((Ok(event(&told)), watcher))
    });
    Ok(stream::iter([Ok(hello)]).chain(told))
}

fn event(told: &Told) -> Event {
    match told {
        // A change has string keys and finite numbers, so that writing it cannot fail.
        Told::Change(change) => Event::default()
            .event("case")
            .id(change.seq.to_string())
            .data(serde_json::to_string(change).unwrap_or_default()),
        Told::Reset(seq) => {
            Event::default().event("reset").id(seq.to_string()).data(serde_json::json!({"seq": seq}).to_string())
        }
    }
}

fn known_after(after: Option<&str>) -> Done<Option<i64>> {
    let after = after.filter(|text| !text.is_empty());
    let unreadable =
        || Failure::noted(Code::QueryInvalid, "after：变动的 seq，如 120", "after: the seq of a change, e.g. 120");
    after.map(|text| seq(text).ok_or_else(unreadable)).transpose()
}

fn seq(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|seq| *seq >= 0)
}
