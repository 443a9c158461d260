//! How the log looks: a line for each call.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::Model;
use crate::client::Exchange;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, message, rows_around};
use crate::domain::clocks::local_clock;
use crate::text::{Word, fit, pad, safe};

const TIME: usize = 8;
const METHOD: usize = 6;
const STATUS: usize = 6;
const TOOK: usize = 7;
/// A request's identifier is a UUID; where there is room all of it is shown.
const REQUEST: usize = 36;

/// Draws the log over the screen.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let frame = Rect { height: area.height.saturating_sub(1), ..area };
    let inside = framed(ctx.word(Word::LogTitle), frame, ctx, buffer);
    if inside.height < 3 {
        return;
    }
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let head = Rect { height: 1, ..inside };
    let whole = Rect { y: inside.bottom() - 1, height: 1, ..inside };
    let list = Rect { y: inside.y + 1, height: inside.height - 2, ..inside };
    let columns = Columns::of(usize::from(inside.width));
    let words = [Word::LogTime, Word::LogMethod, Word::LogStatus, Word::LogTook, Word::LogPath, Word::LogRequest];
    let ground = ctx.style(Meaning::Popup);
    Line::styled(columns.line(words.map(|word| ctx.word(word).to_owned())), ground.patch(tint(Meaning::Muted, ctx)))
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
        let style = if at == model.cursor { base } else { base.patch(tint(meaning, ctx)) };
        buffer.set_style(row, base);
        Line::styled(columns.line(cells(call, ctx)), style).render(row, buffer);
    }
    // What the columns cut stands here in full.
    if let Some(call) = model.calls.get(model.cursor) {
        let text = format!("{} {}  {}", call.method, safe(&call.path), safe(&call.request_id));
        let line = vec![Span::styled(fit(&text, usize::from(whole.width)), ground.patch(tint(Meaning::Muted, ctx)))];
        Line::from(line).render(whole, buffer);
    }
}

fn cells(call: &Exchange, ctx: &Ctx<'_>) -> [String; 6] {
    let status = call.status.map_or_else(|| ctx.word(Word::LogNoAnswer).to_owned(), |status| status.to_string());
    [
        local_clock(call.at),
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
    fn of(width: usize) -> Self {
        let rest = width.saturating_sub(TIME + METHOD + STATUS + TOOK + 5);
        let request = if rest >= REQUEST + 24 { REQUEST } else { (rest / 3).min(REQUEST) };
        Self { path: rest.saturating_sub(request), request }
    }

    fn line(&self, [time, method, status, took, path, request]: [String; 6]) -> String {
        [
            pad(&time, TIME),
            pad(&method, METHOD),
            pad(&status, STATUS),
            pad(&took, TOOK),
            pad(&path, self.path),
            pad(&request, self.request),
        ]
        .join(" ")
    }
}

fn tint(meaning: Meaning, ctx: &Ctx<'_>) -> Style {
    Style { bg: None, ..ctx.style(meaning) }
}
