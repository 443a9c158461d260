//! How the log looks: a line for each call.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::model::Model;
use crate::client::Exchange;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, message, rows_around};
use crate::domain::clocks::local_second;
use crate::text::{Word, fit_middle, pad, safe, width, wrap};

const TIME: usize = 8;
const METHOD: usize = 6;
const STATUS: usize = 6;
const TOOK: usize = 7;
/// A request's identifier is a UUID.
const REQUEST: usize = 36;
/// A path has at least so many cells, so that the columns seldom move.
const PATH: usize = 40;

/// Draws the log over the screen.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let frame = Rect { height: area.height.saturating_sub(1), ..area };
    let inside = framed(ctx.word(Word::LogTitle), frame, ctx, buffer);
    if inside.height < 3 {
        return;
    }
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let head = Rect { height: 1, ..inside };
    let columns = Columns::of(model, usize::from(inside.width));
    // What the columns cut stands below in full.
    let whole = model.calls.get(model.cursor).map(|call| {
        wrap(&format!("{} {}  {}", call.method, safe(&call.path), safe(&call.request_id)), usize::from(inside.width))
    });
    let whole = whole.unwrap_or_default();
    // As many lines as the longest call needs, so that the list stays where it is.
    let longest = model.calls.iter().map(|call| METHOD + 3 + width(&call.path) + REQUEST).max().unwrap_or(0);
    let tall = (longest.div_ceil(usize::from(inside.width).max(1)) as u16).clamp(1, inside.height - 2);
    let foot = Rect { y: inside.bottom() - tall, height: tall, ..inside };
    let list = Rect { y: inside.y + 1, height: inside.height - 1 - tall, ..inside };
    let words = [Word::LogTime, Word::LogMethod, Word::LogStatus, Word::LogTook, Word::LogPath, Word::LogRequest];
    let ground = ctx.style(Meaning::Popup);
    Line::styled(columns.line(words.map(|word| ctx.word(word).to_owned())), ground.patch(ctx.ink(Meaning::Muted)))
        .render(head, buffer);
    if model.calls.is_empty() {
        message(ctx.word(Word::LogEmpty), list, ctx, buffer);
    }
    for (at, y) in rows_around(model.cursor, model.calls.len(), list) {
        let Some(call) = model.calls.get(at) else { continue };
        let row = Rect { y, height: 1, ..list };
        let base = if at == model.cursor { ctx.style(Meaning::Selected) } else { ground };
        let meaning = match call.status {
            Some(200..=399) => Meaning::Text,
            Some(_) => Meaning::Warn,
            None => Meaning::Bad,
        };
        let style = if at == model.cursor { base } else { base.patch(ctx.ink(meaning)) };
        buffer.set_style(row, base);
        Line::styled(columns.line(cells(call, ctx)), style).render(row, buffer);
    }
    for (line, y) in whole.into_iter().zip(foot.top()..foot.bottom()) {
        Line::styled(line, ground.patch(ctx.ink(Meaning::Muted))).render(Rect { y, height: 1, ..foot }, buffer);
    }
}

fn cells(call: &Exchange, ctx: &Ctx<'_>) -> [String; 6] {
    let status = call.status.map_or_else(|| ctx.word(Word::LogNoAnswer).to_owned(), |status| status.to_string());
    [
        local_second(call.at),
        call.method.clone(),
        status,
        call.took.as_millis().to_string(),
        safe(&call.path),
        safe(&call.request_id),
    ]
}

struct Columns {
    path: usize,
    request: usize,
}

impl Columns {
    /// The path has all it needs; the identifier is whole or not there, for the beginning of one tells nothing.
    fn of(model: &Model, cells: usize) -> Self {
        let rest = cells.saturating_sub(TIME + METHOD + STATUS + TOOK + 4);
        let path = model.calls.iter().map(|call| width(&call.path)).max().unwrap_or(0).max(PATH).min(rest);
        let has_request = path + 1 + REQUEST <= rest;
        if has_request { Self { path, request: REQUEST } } else { Self { path: rest, request: 0 } }
    }

    fn line(&self, [time, method, status, took, path, request]: [String; 6]) -> String {
        let cells = [
            pad(&time, TIME),
            pad(&method, METHOD),
            pad(&status, STATUS),
            pad(&took, TOOK),
            pad(&fit_middle(&path, self.path), self.path),
            pad(&request, self.request),
        ];
        cells.join(" ").trim_end().to_owned()
    }
}
