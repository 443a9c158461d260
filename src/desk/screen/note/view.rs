//! How the sheet of notes looks: earlier notes above, the one being written below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::model::Model;
use crate::api::Note;
use crate::desk::layout::popup;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, draw_writing, framed, paragraph};
use crate::domain::clocks::local_time;
use crate::text::{Word, fill, safe, safe_lines, wrap};

/// Of a longer note only so many characters are shown; none that is stored is longer.
const LONGEST: usize = 4000;

/// Draws the sheet; returns where the terminal's cursor belongs while text is written.
pub fn draw(model: &Model, notes: Option<&[Note]>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let frame = popup(area, area.width.saturating_sub(4).min(96), area.height.saturating_sub(2).min(30));
    let inside = framed(&fill(Word::NoteTitle, ctx.lang, &[&safe(&model.number)]), frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let cells = usize::from(inside.width);
    let mut below: Vec<Line<'static>> = Vec::new();
    if let Some(why) = &model.trouble {
        below.extend(wrap(&safe(why), cells).into_iter().map(|line| Line::styled(line, ctx.style(Meaning::Bad))));
    }
    let hint = match (model.sending, model.typing) {
        (true, _) => Word::Busy,
        (false, true) => Word::NoteHint,
        (false, false) => Word::NoteReady,
    };
    below.extend(wrap(&ctx.keyed(hint), cells).into_iter().map(|line| Line::styled(line, ctx.style(Meaning::Key))));
    let room = inside.height.saturating_sub(below.len() as u16);
    let writing = (room * 2 / 5).clamp(3.min(room), 12);
    let list = Rect { height: room - writing, ..inside };
    earlier(model, notes, list, ctx, buffer);
    let place = Rect { y: list.bottom(), height: writing, ..inside };
    let cursor = draw_writing(&model.text, model.typing && !model.sending, place, ctx, buffer);
    let foot = Rect { y: place.bottom(), height: inside.height - room, ..inside };
    paragraph(below, foot, ctx, buffer);
    cursor
}

/// Earlier notes, the newest at the bottom.
fn earlier(model: &Model, notes: Option<&[Note]>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let cells = usize::from(area.width);
    let muted = ctx.style(Meaning::Muted);
    let mut lines: Vec<Line<'static>> = Vec::new();
    match notes {
        None => lines.push(Line::styled(ctx.word(Word::Loading), muted)),
        Some([]) => lines.push(Line::styled(ctx.word(Word::NoNotes), muted)),
        Some(notes) => {
            for note in notes {
                lines.push(Line::styled(format!("{}  {}", local_time(note.at), safe(&note.author)), muted));
                let text: String = note.text.chars().take(LONGEST).collect();
                let wrapped = safe_lines(&text).into_iter().flat_map(|line| wrap(&line, cells.saturating_sub(2)));
                lines.extend(wrapped.map(|line| Line::styled(format!("  {line}"), ctx.style(Meaning::Popup))));
            }
        }
    }
    let height = usize::from(area.height);
    let most = lines.len().saturating_sub(height);
    let skip = most - model.back.min(most);
    let mut shown: Vec<_> = lines.into_iter().skip(skip).take(height).collect();
    if skip > 0
        && let Some(first) = shown.first_mut()
    {
        *first = Line::styled("…", muted);
    }
    paragraph(shown, area, ctx, buffer);
}
