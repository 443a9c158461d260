//! What is only read: what the applicant will be told, and what waits to be sent.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::client::outbox::Unsent;
use crate::desk::layout::{at_most, popup};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, first_block, framed, paragraph};
use crate::domain::clocks::local_stamp;
use crate::domain::reason::Decision;
use crate::domain::verb::Verb;
use crate::text::{Word, fill, pad, safe, wrap};

/// The applicant's notice, from a line on.
pub fn preview(text: &[String], top: usize, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let inside = framed(ctx.word(Word::PreviewTitle), frame, ctx, buffer);
    let cells = usize::from(inside.width.saturating_sub(2));
    let lines: Vec<String> =
        text.iter().flat_map(|line| if line.is_empty() { vec![String::new()] } else { wrap(line, cells) }).collect();
    let room = usize::from(inside.height.saturating_sub(1));
    let top = top.min(lines.len().saturating_sub(room));
    let more = lines.len() > top + room;
    let row = |y: u16| Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
    for (line, y) in lines.into_iter().skip(top).take(room).zip(inside.top()..inside.bottom()) {
        Line::styled(line, ctx.style(Meaning::Popup)).render(row(y), buffer);
    }
    let hint = format!("{}{}", ctx.keyed(Word::PreviewHint), if more { " …" } else { "" });
    Line::styled(hint, ctx.style(Meaning::Muted)).render(row(inside.bottom().saturating_sub(1)), buffer);
}

/// The decisions that wait to be sent.
pub fn outbox(cursor: usize, list: &[Unsent], area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let wide = at_most(area.width, 104).saturating_sub(4);
    let cells = usize::from(wide.saturating_sub(4));
    let blocks: Vec<Vec<Line<'static>>> =
        list.iter().enumerate().map(|(at, one)| unsent(one, at == cursor, cells, ctx)).collect();
    let hint = wrap(&outbox_hint(list.is_empty(), ctx), cells);
    let lines = blocks.iter().map(Vec::len).sum::<usize>().max(1) + hint.len() + 3;
    let frame = popup(area, wide, lines.max(5).min(usize::from(area.height)) as u16);
    let inside = framed(ctx.word(Word::OutboxTitle), frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let foot = (hint.len() as u16).min(inside.height.saturating_sub(1));
    let list_area = Rect { height: inside.height.saturating_sub(foot + 1).max(1), ..inside };
    if list.is_empty() {
        Line::styled(ctx.word(Word::OutboxEmpty), ctx.style(Meaning::Muted)).render(list_area, buffer);
    }
    let first = first_block(&blocks, cursor, usize::from(list_area.height));
    paragraph(blocks.into_iter().skip(first).flatten().collect(), list_area, ctx, buffer);
    for (line, y) in hint.into_iter().zip(inside.bottom() - foot..inside.bottom()) {
        Line::styled(line, ctx.style(Meaning::Muted)).render(Rect { y, height: 1, ..inside }, buffer);
    }
}

/// What can be done in the outbox: with nothing in it, only to leave.
fn outbox_hint(is_empty: bool, ctx: &Ctx<'_>) -> String {
    ctx.keyed(if is_empty { Word::EscGoesBack } else { Word::OutboxHint })
}

/// A decision that waits: which, since when, and what became of it.
fn unsent(one: &Unsent, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let verb = match &one.decision {
        Decision::Approve => Verb::Approve.word(ctx.lang).to_owned(),
        Decision::Return { kind, reasons } => {
            format!("{} · {}", kind.word(ctx.lang), fill(Word::ReasonCount, ctx.lang, &[&reasons.len().to_string()]))
        }
    };
    let head = pad(&format!("{}  {verb}  {}", safe(&one.number), local_stamp(one.at)), cells);
    let meaning = if selected { Meaning::Selected } else { Meaning::Popup };
    let mut lines = vec![Line::styled(head, ctx.style(meaning))];
    let (text, meaning) = match &one.refused {
        Some(why) => (safe(why), Meaning::Bad),
        None => (ctx.word(Word::OutboxWaits).to_owned(), Meaning::Muted),
    };
    let told = wrap(&text, cells.saturating_sub(3)).into_iter();
    lines.extend(told.map(|line| Line::styled(format!("   {line}"), ctx.style(meaning))));
    lines
}
