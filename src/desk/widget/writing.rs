//! Longer text that a reviewer writes on a sheet: the area, what may come into it, and where its cursor is.
//!
//! One rule for Enter on the whole desk, which each field's hint shows: what is one line, Enter ends; in a text of several lines
//! it breaks the line, and Ctrl-s or Esc ends.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::Ctx;
use crate::desk::theme::Meaning;
use crate::text::safe;

/// An area with this text and the cursor at its end.
pub fn writing(text: &str) -> TextArea<'static> {
    let text = harmless(text);
    let mut area = TextArea::from(text.split('\n'));
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// What is written.
pub fn written(area: &TextArea<'static>) -> String {
    area.lines().join("\n")
}

/// A key of the area.
pub fn write_key(area: &mut TextArea<'static>, key: &KeyEvent) {
    if !matches!(key.code, KeyCode::Char(c) if harmless(c.encode_utf8(&mut [0; 4])).is_empty()) {
        area.input(*key);
    }
}

/// Text pasted into the area.
pub fn write_pasted(area: &mut TextArea<'static>, text: &str) {
    area.insert_str(harmless(text));
}

/// The text without what cannot be seen: controls, and characters that hide or reorder others. Line breaks stay.
fn harmless(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "  ");
    text.chars().filter(|c| *c == '\n' || safe(c.encode_utf8(&mut [0; 4])).chars().eq([*c])).collect()
}

/// Draws the area; while `active`, gives where the terminal's cursor belongs.
pub fn draw_writing(
    area: &TextArea<'static>,
    active: bool,
    place: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut area = area.clone();
    area.set_wrap_mode(WrapMode::Glyph);
    let style = ctx.style(if active { Meaning::Popup } else { Meaning::Muted });
    area.set_style(style);
    area.set_cursor_line_style(style);
    area.set_cursor_style(Style::default());
    (&area).render(place, buffer);
    let (at, (row, column)) = (area.screen_cursor(), area.scroll_offset());
    let (x, y) = (at.col.saturating_sub(usize::from(column)) as u16, at.row.saturating_sub(usize::from(row)) as u16);
    let inside = active && place.width > 0 && y < place.height;
    inside.then(|| Position::new(place.x + x.min(place.width - 1), place.y + y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_not_written() {
        let mut area = writing("第一行\r\n\u{202e}第二行\u{1b}[2J");
        write_pasted(&mut area, "\u{200b}尾\t.");
        assert_eq!(written(&area), "第一行\n第二行[2J尾  .");
    }
}
