//! How the help looks: the keymap, the present screen first, in as many columns as fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{About, GAP, Model, Row};
use crate::desk::layout::{at_most, popup};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed};
use crate::text::{Word, fit, pad, safe, width};

/// No wider than this, in cells: keys stand in columns, sentences are read.
const WIDEST: u16 = 160;
const WIDEST_TEXT: u16 = 80;

/// The cells of the box in a window of this width.
fn across(about: &About, width: u16) -> u16 {
    at_most(width, if matches!(about, About::Text { .. }) { WIDEST_TEXT } else { WIDEST })
}

/// The cells inside the help's box in such a window: across and down.
pub fn inside(about: &About, width: u16, height: u16) -> (usize, usize) {
    (usize::from(across(about, width).saturating_sub(4)), usize::from(height.saturating_sub(3)))
}

/// Draws the help over the screen; returns where the terminal's cursor belongs while something is looked for.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let (cells, height) = inside(&model.about, area.width, area.height);
    let rows = model.rows(ctx.keys, ctx.lang, cells);
    let over = Rect { height: area.height.saturating_sub(1), ..area };
    let box_height = (rows.len().min(height) as u16 + 2).max(4).min(over.height);
    let frame =
        popup(over, across(&model.about, over.width), if model.find.is_some() { over.height } else { box_height });
    let title = match &model.about {
        About::Keys(scope) => format!("{} · {}", ctx.word(Word::HelpTitle), scope.word(ctx.lang)),
        About::Text { title, .. } => title.clone(),
    };
    let seen = height.min(rows.len());
    let title = match rows.len() > seen {
        true => format!("{title}  {}-{}/{}", model.top + 1, model.top + seen, rows.len()),
        false => title,
    };
    let inside = framed(&title, frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let top = model.top.min(rows.len().saturating_sub(usize::from(inside.height)));
    for (row, y) in rows.iter().skip(top).zip(inside.top()..inside.bottom()) {
        line(row, ctx).render(Rect { y, height: 1, ..inside }, buffer);
    }
    let input = model.find.as_ref()?;
    // What is looked for stands in the box's lower edge.
    let edge = Rect { x: frame.x + 2, y: frame.bottom() - 1, width: frame.width.saturating_sub(4), height: 1 };
    let label = format!(" {} ", ctx.word(Word::Find));
    let typed = safe(input.value());
    let ground = ctx.style(Meaning::Popup);
    let at = width(&label) as u16 + input.visual_cursor() as u16;
    Line::from(vec![
        Span::styled(label, ground.patch(ctx.ink(Meaning::Key))),
        Span::styled(fit(&typed, usize::from(edge.width).saturating_sub(10)), ground.patch(ctx.ink(Meaning::Input))),
        Span::styled(" ", ground),
    ])
    .render(edge, buffer);
    model.typing.then(|| Position::new(edge.x + at.min(edge.width.saturating_sub(1)), edge.y))
}

fn line(row: &Row, ctx: &Ctx<'_>) -> Line<'static> {
    match row {
        Row::Blank => Line::default(),
        Row::Text(text) => Line::styled(safe(text), ctx.ink(Meaning::Muted)),
        Row::Head(text) => Line::styled(text.clone(), ctx.ink(Meaning::Focus)),
        Row::Keys(columns, pairs) => {
            let mut spans = Vec::new();
            for (keys, word) in pairs {
                spans.push(Span::styled(pad(keys, columns.keys + GAP), ctx.ink(Meaning::Key)));
                spans.push(Span::raw(pad(word, columns.words + GAP)));
            }
            Line::from(spans)
        }
    }
}
