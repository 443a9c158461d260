//! How the case screen looks, the picture apart: the header, and the columns of its entries.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub use super::header::draw as header;
pub use super::lines::{Around, size_words};

use super::lines::{Block, visible};
use super::model::Model;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar};
use crate::text::{Word, safe, width};

/// The column of fields and materials, with notes and history below them where these have no column of their own.
pub fn list(model: &Model, has_side: bool, around: Around<'_>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let end = if has_side { model.beside() } else { model.lines.len() };
    column(model, 0..end, around, area, ctx, buffer);
}

/// The column of notes and history, where there is room for one.
pub fn side(model: &Model, around: Around<'_>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    column(model, model.beside()..model.lines.len(), around, area, ctx, buffer);
}

fn column(model: &Model, range: Range<usize>, around: Around<'_>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let mut y = area.y;
    for Block { index, selected, lines } in visible(model, range, area, around, ctx) {
        let top = y;
        for line in lines {
            if y >= area.bottom() {
                break;
            }
            let row = Rect { y, height: 1, ..area };
            if selected {
                let style = if model.in_picture { Meaning::Tab } else { Meaning::Selected };
                buffer.set_style(row, ctx.style(style));
            }
            line.render(row, buffer);
            y += 1;
        }
        if top < area.bottom() {
            label(model, index, Rect { y: top, height: 1, ..area }, ctx, buffer);
        }
    }
}

/// The label to jump by, over the beginning of its line.
fn label(model: &Model, index: usize, row: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let Some(jump) = &model.jump else { return };
    let Some((label, _)) = jump.labels.iter().find(|(_, at)| *at == index) else { return };
    if !label.starts_with(&jump.typed) {
        return;
    }
    let typed = jump.typed.len().min(label.len());
    let (done, rest) = label.split_at(typed);
    Line::from(vec![
        Span::styled(done.to_owned(), ctx.style(Meaning::Muted)),
        Span::styled(rest.to_owned(), ctx.style(Meaning::TabActive)),
    ])
    .render(Rect { width: row.width.min(2), ..row }, buffer);
}

/// The search field, in the place of the footer; gives where the terminal's cursor belongs.
pub fn search(model: &Model, footer: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let search = model.search.as_ref().filter(|search| search.typing)?;
    bar(Meaning::Header, footer, ctx, buffer);
    let prompt = " / ";
    let room = usize::from(footer.width).saturating_sub(width(prompt) + 14).max(4);
    let scroll = search.input.visual_scroll(room);
    let mut passed = 0;
    let typed = safe(search.input.value());
    let typed: String = typed
        .chars()
        .skip_while(|c| {
            passed += width(c.encode_utf8(&mut [0; 4]));
            passed <= scroll
        })
        .collect();
    Line::from(vec![
        Span::styled(prompt, ctx.style(Meaning::Header).patch(ctx.style(Meaning::Key))),
        Span::styled(crate::text::fit(&typed, room + 1), ctx.style(Meaning::Input)),
        Span::styled(
            format!("  {}", crate::text::fill(Word::Matches, ctx.lang, &[&search.hits.to_string()])),
            ctx.style(Meaning::Header),
        ),
    ])
    .render(footer, buffer);
    let at = width(prompt) + search.input.visual_cursor().saturating_sub(scroll);
    Some(Position::new(footer.x + (at as u16).min(footer.width.saturating_sub(1)), footer.y))
}
