//! The queue as it is asked for, page by page.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::Done;
use crate::api::{CaseRow, Page};
use crate::domain::filter;
use crate::domain::lang::Lang;
use crate::domain::status::{Stage, Status};
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::queue::{self, Asked, Position};

/// What a client asks of the queue.
#[derive(Debug)]
pub(in crate::server) struct Request<'a> {
    pub stage: Option<Stage>,
    pub status: Option<Status>,
    pub filter: &'a str,
    pub cursor: Option<&'a str>,
    pub limit: u32,
    pub user: &'a str,
}

/// One page, most urgent first.
pub(in crate::server) async fn list(app: &App, request: &Request<'_>) -> Done<Page<CaseRow>> {
    let terms = filter::parse(request.filter)
        .map_err(|error| Failure::noted(Code::FilterInvalid, error.message(Lang::Zh), error.message(Lang::En)))?;
    let after = request.cursor.map(|text| read_cursor(text).ok_or(Code::CursorInvalid)).transpose()?;
    let mut db = app.store.read().await?;
    let asked = Asked {
        stage: request.stage,
        status: request.status,
        terms: &terms,
        after: after.as_ref(),
        limit: request.limit,
        user: request.user,
        now: app.now(),
    };
    let (items, end) = queue::page(&mut db, &asked).await?;
    Ok(Page { items, next_cursor: end.as_ref().map(write_cursor) })
}

fn write_cursor(position: &Position) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{} {} {}", position.due_sort, position.entered_ms, position.id))
}

fn read_cursor(text: &str) -> Option<Position> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let mut parts = text.splitn(3, ' ');
    let due_sort = parts.next()?.parse().ok()?;
    let entered_ms = parts.next()?.parse().ok()?;
    let id = parts.next().filter(|id| !id.contains('\0'))?.to_owned();
    Some(Position { due_sort, entered_ms, id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let position = Position { due_sort: i64::MAX, entered_ms: -5, id: "a b".into() };
        assert_eq!(read_cursor(&write_cursor(&position)), Some(position));
        for text in ["", "!", "MSAy", "eCAxIGE"] {
            assert_eq!(read_cursor(text), None, "{text}");
        }
    }
}
