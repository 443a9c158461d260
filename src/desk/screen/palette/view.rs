//! How the palette looks: the text typed, and below it what fits, with key and name; what cannot be done is greyed, with
//! the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{Item, Model};
use crate::desk::layout::popup;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, rows_around};
use crate::text::{Word, fit, pad, safe, width, wrap};

/// No wider than this, in cells: longer lines are hard to follow from key to name.
const WIDEST: u16 = 100;

/// Draws the palette over the screen; returns where the terminal's cursor belongs.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let over = Rect { height: area.height.saturating_sub(1), ..area };
    let tall = (over.height * 3 / 4).max(8).min(over.height);
    let frame = popup(over, WIDEST.min(over.width), tall);
    let inside = framed(ctx.word(Word::PaletteTitle), frame, ctx, buffer);
    if inside.height < 3 || inside.width < 10 {
        return None;
    }
    let inside = Rect { x: inside.x + 1, width: inside.width - 2, ..inside };
    let input = Rect { height: 1, ..inside };
    let foot = Rect { y: inside.bottom() - 1, height: 1, ..inside };
    let list = Rect { y: inside.y + 1, height: inside.height - 2, ..inside };
    let ground = ctx.style(Meaning::Popup);
    for (hit, y) in rows_around(model.cursor, model.hits.len(), list) {
        let row = Rect { y, height: 1, ..list };
        if let Some(item) = model.hits.get(hit).and_then(|at| model.items.get(*at)) {
            draw_item(item, hit == model.cursor, row, ctx, buffer);
        }
    }
    let hint = match model.selected() {
        Some(Item { why_not: Some(why), .. }) => Line::styled(cut(why, foot), ground.patch(plain(Meaning::Warn, ctx))),
        Some(_) => Line::styled(cut(ctx.word(Word::PaletteHint), foot), ground.patch(plain(Meaning::Muted, ctx))),
        None => {
            let text = crate::text::fill(Word::PaletteNothing, ctx.lang, &[&safe(model.input.value().trim())]);
            Line::styled(cut(&text, foot), ground.patch(plain(Meaning::Warn, ctx)))
        }
    };
    hint.render(foot, buffer);
    let room = usize::from(input.width.saturating_sub(3));
    let scroll = model.input.visual_scroll(room);
    let typed: String = safe(model.input.value());
    let visible = skip_cells(&typed, scroll);
    Line::from(vec![
        Span::styled(": ", ground.patch(plain(Meaning::Key, ctx))),
        Span::styled(visible, ground.patch(plain(Meaning::Input, ctx))),
    ])
    .render(input, buffer);
    let at = model.input.visual_cursor().saturating_sub(scroll).min(room) as u16;
    Some(Position::new(input.x + 2 + at, input.y))
}

fn draw_item(item: &Item, selected: bool, row: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let base = if selected { ctx.style(Meaning::Selected) } else { ctx.style(Meaning::Popup) };
    let tint = |meaning: Meaning| if selected { base } else { base.patch(plain(meaning, ctx)) };
    buffer.set_style(row, base);
    let words = ctx.lang.pick(&item.zh, &item.en);
    let cells = usize::from(row.width);
    let (key, name) = (11.min(cells / 4), 20.min(cells / 3));
    let middle = cells.saturating_sub(key + name + 2);
    let (text, meaning) = match &item.why_not {
        Some(why) => (format!("{words}  ({why})"), Meaning::Muted),
        None => ((*words).to_owned(), Meaning::Text),
    };
    let mark = if selected { ">" } else { " " };
    Line::from(vec![
        Span::styled(format!("{mark}{}", pad(&item.key, key.saturating_sub(1))), tint(Meaning::Key)),
        Span::styled(format!("{} ", pad(&text, middle)), tint(meaning)),
        Span::styled(pad(&item.name, name), tint(Meaning::Muted)),
    ])
    .render(row, buffer);
}

fn cut(text: &str, area: Rect) -> String {
    let cells = usize::from(area.width);
    match wrap(&safe(text), cells).as_slice() {
        [only] => only.clone(),
        _ => fit(&safe(text), cells),
    }
}

/// The rest of a text from this cell on.
fn skip_cells(text: &str, cells: usize) -> String {
    let mut skipped = 0;
    text.chars()
        .skip_while(|c| {
            let here = skipped < cells;
            skipped += width(c.encode_utf8(&mut [0; 4]));
            here
        })
        .collect()
}

fn plain(meaning: Meaning, ctx: &Ctx<'_>) -> Style {
    Style { bg: None, ..ctx.style(meaning) }
}
