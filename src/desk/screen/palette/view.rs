//! How the palette looks: the text typed, and below it what fits, with key and name; what cannot be done is greyed, with
//! the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{Item, Model};
use crate::desk::layout::{at_most, popup};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, rows_around};
use crate::text::{Word, fill, pad, safe, width, wrap};

/// No wider than this, in cells: longer lines are hard to follow from key to name.
const WIDEST: u16 = 116;

/// Draws the palette over the screen; returns where the terminal's cursor belongs.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let over = Rect { height: area.height.saturating_sub(1), ..area };
    let tall = (over.height * 3 / 4).max(8).min(over.height);
    let frame = popup(over, at_most(over.width, WIDEST), tall);
    let inside = framed(ctx.word(Word::PaletteTitle), frame, ctx, buffer);
    if inside.height < 3 || inside.width < 10 {
        return None;
    }
    let inside = Rect { x: inside.x + 1, width: inside.width - 2, ..inside };
    let input = Rect { height: 1, ..inside };
    let ground = ctx.style(Meaning::Popup);
    let (said, meaning) = match model.selected() {
        Some(Item { why_not: Some(why), .. }) => (safe(why), Meaning::Warn),
        Some(_) => (ctx.word(Word::PaletteHint).to_owned(), Meaning::Muted),
        None => (fill(Word::PaletteNothing, ctx.lang, &[&safe(model.input.value().trim())]), Meaning::Warn),
    };
    // A reason that the row has no room for stands here in full; the list stays where it is whichever it is.
    let cells = usize::from(inside.width);
    let reasons = model.hits.iter().filter_map(|at| model.items.get(*at)?.why_not.as_ref());
    let said = wrap(&said, cells);
    let most = reasons.map(|why| wrap(&safe(why), cells).len()).chain([said.len()]).max().unwrap_or(1);
    let tall = (most as u16).min(inside.height - 2);
    let foot = Rect { y: inside.bottom() - tall, height: tall, ..inside };
    let list = Rect { y: inside.y + 1, height: inside.height - 1 - tall, ..inside };
    let columns = Columns::of(model, usize::from(list.width));
    for (hit, y) in rows_around(model.cursor, model.hits.len(), list) {
        let row = Rect { y, height: 1, ..list };
        if let Some(item) = model.hits.get(hit).and_then(|at| model.items.get(*at)) {
            draw_item(item, hit == model.cursor, columns, row, ctx, buffer);
        }
    }
    for (line, y) in said.into_iter().zip(foot.top()..foot.bottom()) {
        Line::styled(line, ground.patch(ctx.ink(meaning))).render(Rect { y, height: 1, ..foot }, buffer);
    }
    let room = usize::from(input.width.saturating_sub(3));
    let scroll = model.input.visual_scroll(room);
    let typed: String = safe(model.input.value());
    let visible = skip_cells(&typed, scroll);
    Line::from(vec![
        Span::styled(": ", ground.patch(ctx.ink(Meaning::Key))),
        Span::styled(visible, ground.patch(ctx.ink(Meaning::Input))),
    ])
    .render(input, buffer);
    let at = model.input.visual_cursor().saturating_sub(scroll).min(room) as u16;
    Some(Position::new(input.x + 2 + at, input.y))
}

/// Cells of the keys and of the names: as many as the longest need, whatever is typed.
#[derive(Debug, Clone, Copy)]
struct Columns {
    key: usize,
    name: usize,
}

impl Columns {
    fn of(model: &Model, cells: usize) -> Self {
        let widest = |of: fn(&Item) -> &String| model.items.iter().map(|item| width(of(item))).max().unwrap_or(0);
        Self { key: (widest(|item| &item.key) + 2).min(cells / 4), name: widest(|item| &item.name).min(cells / 3) }
    }
}

fn draw_item(item: &Item, selected: bool, columns: Columns, row: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let base = if selected { ctx.style(Meaning::Selected) } else { ctx.style(Meaning::Popup) };
    let tint = |meaning: Meaning| if selected { base } else { base.patch(ctx.ink(meaning)) };
    buffer.set_style(row, base);
    let words = ctx.lang.pick(&item.zh, &item.en);
    let Columns { key, name } = columns;
    let middle = usize::from(row.width).saturating_sub(key + name + 2);
    let (text, meaning) = match &item.why_not {
        Some(why) => (format!("{words}  ({})", safe(why)), Meaning::Muted),
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
