//! What is only read: what the applicant will be told, and what waits to be sent.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::client::outbox::Unsent;
use crate::desk::layout::popup;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, rows_around};
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
    let height = (list.len() * 2 + 4).max(5).min(usize::from(area.height)) as u16;
    let frame = popup(area, area.width.saturating_sub(4).min(100), height);
    let inside = framed(ctx.word(Word::OutboxTitle), frame, ctx, buffer);
    let row = |y: u16| Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
    if list.is_empty() {
        Line::styled(ctx.word(Word::OutboxEmpty), ctx.style(Meaning::Muted)).render(row(inside.y), buffer);
    }
    let half = Rect { height: inside.height.saturating_sub(1) / 2, ..inside };
    for (index, at) in rows_around(cursor, list.len(), half) {
        let Some(one) = list.get(index) else { continue };
        let y = inside.y + (at - half.y) * 2;
        let verb = match &one.decision {
            Decision::Approve => Verb::Approve.word(ctx.lang).to_owned(),
            Decision::Return { kind, reasons } => {
                format!(
                    "{} · {}",
                    kind.word(ctx.lang),
                    fill(Word::ReasonCount, ctx.lang, &[&reasons.len().to_string()])
                )
            }
        };
        let head = pad(&format!("{}  {verb}  {}", safe(&one.number), local_stamp(one.at)), usize::from(row(y).width));
        let meaning = if index == cursor { Meaning::Selected } else { Meaning::Popup };
        Line::styled(head, ctx.style(meaning)).render(row(y), buffer);
        let (text, meaning) = match &one.refused {
            Some(why) => (safe(why), Meaning::Bad),
            None => (ctx.word(Word::OutboxWaits).to_owned(), Meaning::Muted),
        };
        Line::styled(format!("   {text}"), ctx.style(meaning)).render(row(y + 1), buffer);
    }
    Line::styled(ctx.keyed(Word::OutboxHint), ctx.style(Meaning::Muted))
        .render(row(inside.bottom().saturating_sub(1)), buffer);
}
