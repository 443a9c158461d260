//! The field in the footer, with how its word may go on above it and what cannot be read underlined.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::desk::layout::QueueLayout;
use crate::desk::screen::queue::field::{Field, Purpose};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar};
use crate::text::{Word, fit, pad, safe, width, wrap};

/// Completions that are shown at a time.
const MOST: usize = 8;

/// Draws the field; returns where the terminal's cursor belongs.
pub(super) fn draw(field: &Field, at: &QueueLayout, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Position {
    let area = at.footer;
    let word = match field.purpose {
        Purpose::Filter => Word::Filter,
        Purpose::Section => Word::KeepAs,
    };
    let label = format!(" {}{}", ctx.word(word), ctx.lang.pick("：", ": "));
    let left = u16::try_from(width(&label)).unwrap_or(u16::MAX).min(area.width);
    let inside = Rect { x: area.x + left, width: area.width - left, ..area };
    bar(Meaning::Popup, area, ctx, buffer);
    Line::styled(label, ctx.style(Meaning::Key)).render(area, buffer);
    let cursor = text(field, inside, ctx, buffer);
    let mut above = area.y;
    let hint = match field.purpose {
        Purpose::Filter if field.text().is_empty() => Some(Word::FilterHint),
        Purpose::Section => Some(Word::SectionHint),
        Purpose::Filter => None,
    };
    if field.text().is_empty()
        && let Some(hint) = hint
    {
        let room = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
        Line::styled(fit(ctx.word(hint), usize::from(room.width)), ctx.style(Meaning::Muted)).render(room, buffer);
    } else if let Some(hint) = hint {
        above = reason(ctx.word(hint), Meaning::Muted, Rect { y: above, ..area }, ctx, buffer);
    }
    let fault = field.seen_faults().next();
    if let Some(fault) = fault {
        above = reason(&safe(&fault.error.message(ctx.lang)), Meaning::Bad, Rect { y: above, ..area }, ctx, buffer);
    }
    completions(field, Rect { x: inside.x, width: inside.width, y: above, height: 1 }, at.list.y, ctx, buffer);
    cursor
}

/// The text, as much as fits around the cursor, with the faults underlined.
fn text(field: &Field, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Position {
    let room = usize::from(area.width.saturating_sub(1)).max(1);
    let at = field.input.cursor();
    let chars: Vec<char> = field.text().chars().collect();
    // From the left as far as the cursor still fits.
    let shown = |c: &char| width(&safe(&c.to_string()));
    let mut first = 0;
    while first < at && chars.get(first..at).unwrap_or(&[]).iter().map(shown).sum::<usize>() > room {
        first += 1;
    }
    let base = ctx.style(Meaning::Popup).patch(ctx.style(Meaning::Input).remove_modifier(Modifier::UNDERLINED));
    let bad = ctx.style(Meaning::Popup).patch(ctx.style(Meaning::Bad)).add_modifier(Modifier::UNDERLINED);
    let is_bad = |place: usize| field.seen_faults().any(|fault| fault.range.contains(&place));
    let spans: Vec<_> = chars
        .iter()
        .enumerate()
        .skip(first)
        .map(|(place, c)| Span::styled(safe(&c.to_string()), if is_bad(place) { bad } else { base }))
        .collect();
    Line::from(spans).render(area, buffer);
    let before: usize = chars.get(first..at).unwrap_or(&[]).iter().map(shown).sum();
    let x = area.x + u16::try_from(before).unwrap_or(0).min(area.width.saturating_sub(1));
    Position::new(x, area.y)
}

/// A sentence above the field, growing upwards; gives the line on which it begins.
fn reason(text: &str, meaning: Meaning, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> u16 {
    let mut lines = wrap(text, usize::from(area.width.saturating_sub(2)));
    lines.truncate(3);
    let top = area.y.saturating_sub(u16::try_from(lines.len()).unwrap_or(0));
    for (line, y) in lines.into_iter().zip(top..area.y) {
        let row = Rect { y, height: 1, ..area };
        bar(Meaning::Popup, row, ctx, buffer);
        Line::styled(format!(" {line}"), ctx.style(Meaning::Popup).patch(ctx.style(meaning))).render(row, buffer);
    }
    top
}

fn completions(field: &Field, area: Rect, highest: u16, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let items = &field.completions.items;
    let room = usize::from(area.y.saturating_sub(highest)).min(MOST);
    if items.is_empty() || room == 0 || field.purpose != Purpose::Filter {
        return;
    }
    let count = items.len().min(room);
    let first = field.chosen.map_or(0, |chosen| (chosen + 1).saturating_sub(count));
    let text = |at: usize| items.get(at).map_or("", |item| item.text.as_str());
    let shown = first..(first + count).min(items.len());
    let name = shown.clone().map(|at| width(text(at))).max().unwrap_or(0).max(8);
    let note = shown.clone().filter_map(|at| items.get(at)).map(|item| width(&item.note)).max().unwrap_or(0);
    let more = ctx.word(Word::CompletionKeys);
    let wide = (name + note + 4).max(width(more) + 2).min(usize::from(area.width));
    let wide = u16::try_from(wide).unwrap_or(area.width);
    let top = area.y - u16::try_from(count).unwrap_or(0);
    for (at, y) in shown.zip(top..area.y) {
        let Some(item) = items.get(at) else { continue };
        let row = Rect { x: area.x, y, width: wide, height: 1 };
        let chosen = field.chosen == Some(at);
        let ground = if chosen { ctx.style(Meaning::Selected) } else { ctx.style(Meaning::Popup) };
        let muted = if chosen { ground } else { ground.patch(ctx.style(Meaning::Muted)) };
        clear(row, buffer);
        buffer.set_style(row, ground);
        let line = Line::from(vec![
            Span::styled(format!(" {} ", pad(&item.text, name)), ground),
            Span::styled(item.note.clone(), muted),
        ]);
        line.render(row, buffer);
    }
    if top > highest {
        let row = Rect { x: area.x, y: top - 1, width: wide, height: 1 };
        clear(row, buffer);
        buffer.set_style(row, ctx.style(Meaning::Popup));
        let line = Line::styled(format!(" {more}"), ctx.style(Meaning::Popup).patch(ctx.style(Meaning::Muted)));
        line.render(row, buffer);
    }
}

/// Empties the cells, and those of a wide glyph that would hang into them or out of them.
fn clear(row: Rect, buffer: &mut Buffer) {
    if let Some(x) = row.x.checked_sub(1)
        && let Some(cell) = buffer.cell_mut((x, row.y))
        && width(cell.symbol()) > 1
    {
        cell.set_symbol(" ");
    }
    Clear.render(row, buffer);
}
