//! What is filled in: the slots of a reason's text, and which reason a box belongs to.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::model::Slots;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, rows_around};
use crate::domain::catalogue::{self, slots_of, target_name};
use crate::domain::draft::Draft;
use crate::text::{Word, fill, pad, safe, width, wrap};

/// The form of a reason's slots, with the text that comes of it. Returns where the cursor belongs.
pub fn slots(form: &Slots, draft: &Draft, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let reason = draft.reasons.get(form.index)?;
    let slots = slots_of(&reason.code);
    let cells = usize::from(frame.width.saturating_sub(4));
    let text = wrap(&safe(&reason.text), cells);
    let height = (form.fields.len() * 2 + text.len() + 6).min(usize::from(frame.height)) as u16;
    let title = fill(Word::SlotsTitle, ctx.lang, &[&reason.code]);
    let inside = framed(&title, Rect { height, ..frame }, ctx, buffer);
    let row =
        |y: u16| Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 }.intersection(inside);
    let mut y = inside.y;
    let mut cursor = None;
    for (index, (field, slot)) in form.fields.iter().zip(&slots).enumerate() {
        let active = index == form.focus;
        let missing = slot.required && field.value().trim().is_empty();
        let label = match slot.required {
            true => format!("{} *", slot.name(ctx.lang)),
            false => slot.name(ctx.lang).to_owned(),
        };
        let meaning = if missing {
            Meaning::Bad
        } else if active {
            Meaning::Focus
        } else {
            Meaning::Muted
        };
        Line::styled(label, ctx.style(meaning)).render(row(y), buffer);
        let scroll = field.visual_scroll(cells.saturating_sub(3));
        let shown: String = safe(field.value()).chars().skip(scroll).collect();
        let line = Line::from(vec![
            Span::styled("> ", ctx.style(Meaning::Key)),
            Span::styled(pad(&shown, cells.saturating_sub(2)), ctx.style(Meaning::Input)),
        ]);
        line.render(row(y + 1), buffer);
        if active {
            let column = 2 + field.visual_cursor().saturating_sub(scroll).min(cells.saturating_sub(3));
            cursor = Some(Position::new(inside.x + 1 + column as u16, (y + 1).min(inside.bottom().saturating_sub(1))));
        }
        y += 2;
    }
    for (line, y) in text.into_iter().zip(y + 1..inside.bottom().saturating_sub(1)) {
        Line::styled(line, ctx.style(Meaning::Popup)).render(row(y), buffer);
    }
    Line::styled(ctx.word(Word::SlotsHint), ctx.style(Meaning::Muted))
        .render(row(inside.bottom().saturating_sub(1)), buffer);
    cursor
}

/// Which reason the box belongs to.
pub fn which(cursor: usize, draft: &Draft, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let count = draft.reasons.len() + 1;
    let frame = Rect { height: frame.height.min(count as u16 + 3), ..frame };
    let inside = framed(ctx.word(Word::WhichTitle), frame, ctx, buffer);
    let list = Rect { height: inside.height.saturating_sub(1), ..inside };
    for (index, y) in rows_around(cursor, count, list) {
        let text = match draft.reasons.get(index) {
            Some(reason) => {
                let name =
                    catalogue::reason(&reason.code).map_or(ctx.word(Word::ReasonOpen), |known| known.text(ctx.lang));
                let place = match reason.target.as_str() {
                    "" => ctx.word(Word::AnyTarget).to_owned(),
                    target => target_name(target, ctx.lang),
                };
                format!("{} {place}  {name}", index + 1)
            }
            None => format!("m {}", ctx.word(Word::WhichNew)),
        };
        let meaning = if index == cursor { Meaning::Selected } else { Meaning::Popup };
        let row = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
        Line::styled(pad(&text, usize::from(row.width)), ctx.style(meaning)).render(row, buffer);
    }
    let hint = ctx.word(Word::WhichHint);
    let row = Rect {
        x: inside.x + 1,
        y: inside.bottom().saturating_sub(1),
        width: inside.width.saturating_sub(2),
        height: 1,
    };
    if width(hint) > 0 {
        Line::styled(hint, ctx.style(Meaning::Muted)).render(row, buffer);
    }
}
