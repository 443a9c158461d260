//! The queue as it is asked for, page by page.

use jiff::Timestamp;

use super::{Done, cursor, search};
use crate::api::{CaseRow, Counts, Page};
use crate::domain::backlog::StatusCount;
use crate::domain::filter::{self, Term};
use crate::domain::lang::Lang;
use crate::domain::sort::Sort;
use crate::domain::status::{Stage, Status};
use crate::server::App;
use crate::server::error::{Code, Failure};
use crate::server::store::lease;
use crate::server::store::queue::{self, Asked, Position};

/// What a client asks of the queue.
#[derive(Debug)]
pub(in crate::server) struct Request<'a> {
    pub stage: Option<Stage>,
    pub status: Option<Status>,
    pub filter: &'a str,
    pub sort: Sort,
    pub cursor: Option<&'a str>,
    /// From the end of the list towards its beginning; a cursor is good for either way.
    pub backwards: bool,
    pub limit: u32,
    pub user: &'a str,
}

impl<'a> Request<'a> {
    fn asked(&'a self, terms: &'a [Term], after: Option<&'a Position>, now: Timestamp) -> Asked<'a> {
        let &Self { stage, status, sort, backwards, limit, user, .. } = self;
        Asked { stage, status, terms, sort, after, backwards, limit, user, now }
    }
}

/// One page, most urgent first unless another order is asked for.
pub(in crate::server) async fn list(app: &App, request: &Request<'_>) -> Done<Page<CaseRow>> {
    let terms = terms_of(request.filter)?;
    let after = request.cursor.map(|text| read_cursor(text, request.sort).ok_or(Code::CursorInvalid)).transpose()?;
    let mut db = app.store.read().await?;
    let asked = request.asked(&terms, after.as_ref(), app.now());
    let (items, end) = queue::page(&mut db, &asked).await?;
    if items.is_empty() && request.cursor.is_none() {
        return Ok(Page { items: search::nearly(&mut db, &asked).await?, next_cursor: None });
    }
    Ok(Page { items, next_cursor: end.as_ref().map(|end| write_cursor(end, request.sort)) })
}

fn terms_of(filter: &str) -> Done<Vec<Term>> {
    filter::parse(filter)
        .map_err(|error| Failure::noted(Code::FilterInvalid, error.message(Lang::Zh), error.message(Lang::En)))
}

/// How many cases stand where, now; and how many are as asked for, if anything is.
pub(in crate::server) async fn counts(app: &App, wanted: &Request<'_>) -> Done<Counts> {
    let terms = terms_of(wanted.filter)?;
    let mut db = app.store.read().await?;
    let statuses = queue::statuses(&mut db).await?;
    let count = |status: Status| statuses.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count);
    let mut stages = Vec::with_capacity(Stage::ALL.len());
    for stage in Stage::ALL {
        stages.push(queue::waiting(&mut db, *stage, app.now()).await?);
    }
    let statuses = Status::ALL.iter().map(|status| StatusCount { status: *status, count: count(*status) }).collect();
    let asked = wanted.asked(&terms, None, app.now());
    let matching = match (wanted.stage, wanted.status, terms.as_slice()) {
        (None, None, []) => None,
        _ => Some(queue::matching(&mut db, &asked).await?),
    };
    let mine = lease::held(&mut db, wanted.user, app.now()).await?;
    let overdue = stages.iter().map(|stage| stage.overdue).sum();
    Ok(Counts { statuses, stages, overdue, mine, matching })
}

/// The order goes with the position: in another order the same position is somewhere else.
fn write_cursor(position: &Position, sort: Sort) -> String {
    cursor::write(&(sort.to_string(), position))
}

fn read_cursor(text: &str, sort: Sort) -> Option<Position> {
    let (of, position): (String, Position) = cursor::read(text)?;
    (of == sort.to_string() && queue::fits(&position, sort)).then_some(position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::store::queue::Value;

    #[test]
    fn a_cursor_comes_back_as_it_went_and_only_for_its_order() {
        let (due, back): (Sort, Sort) = ("due".parse().unwrap(), "-due".parse().unwrap());
        let position = vec![Value::Number(i64::MAX), Value::Number(-5), Value::Text("a b".into())];
        let text = write_cursor(&position, due);
        assert_eq!(read_cursor(&text, due), Some(position.clone()));
        assert_eq!(read_cursor(&text, back), None);
        let short = write_cursor(&position[..2].to_vec(), due);
        let text = write_cursor(&vec![Value::Text("x".into()); 3], due);
        let nul = write_cursor(&vec![Value::Number(1), Value::Number(1), Value::Text("\0".into())], due);
        for text in ["", "!", "MSAy", "eCAxIGE", &short, &text, &nul] {
            assert_eq!(read_cursor(text, due), None, "{text}");
        }
    }
}
