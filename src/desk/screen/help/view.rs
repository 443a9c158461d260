//! How the help looks: the key table, the present screen first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::model::Model;
use crate::desk::layout::popup;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, key_line};
use crate::keys::{BINDINGS, Scope};
use crate::text::{Word, wrap};

/// Draws the help over the screen.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let lines = lines(model.scope, usize::from(area.width).min(66), ctx);
    let frame = popup(area, 70, lines.len() as u16 + 2);
    let inside = framed(ctx.word(Word::HelpTitle), frame, ctx, buffer);
    let top = model.top.min(lines.len().saturating_sub(usize::from(inside.height)));
    for (line, y) in lines.into_iter().skip(top).zip(inside.top()..inside.bottom()) {
        line.render(Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 }, buffer);
    }
}

fn lines(first: Scope, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let mut out: Vec<Line<'static>> = wrap(ctx.word(Word::HelpRule), cells.saturating_sub(2))
        .into_iter()
        .map(|line| Line::styled(line, ctx.style(Meaning::Muted)))
        .collect();
    let others = Scope::ALL.into_iter().filter(|scope| *scope != first && *scope != Scope::Everywhere);
    for scope in [first, Scope::Everywhere].into_iter().chain(others) {
        out.push(Line::default());
        out.push(Line::styled(scope.word(ctx.lang), ctx.style(Meaning::Focus)));
        out.extend(BINDINGS.iter().filter(|binding| binding.scope == scope).map(|binding| key_line(binding, ctx)));
    }
    out
}
