//! The few things that every screen draws: bars, messages, key hints, boxes, and a list's visible rows.

mod found;
mod hints;
mod pasted;
mod which_key;
mod writing;

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::theme::{Meaning, Theme};
use crate::domain::lang::Lang;
use crate::keys::{Intent, Keymap, Scope};
use crate::text::{Word, width, wrap};

pub use found::highlighted;
pub use hints::hints;
pub use pasted::paste_line;
pub use which_key::which_key;
pub use writing::{draw_writing, write_key, write_pasted, writing, written};

/// What every drawing needs to know beside its model.
pub struct Ctx<'a> {
    /// Language of the words.
    pub lang: Lang,
    /// Styles by meaning.
    pub theme: &'a Theme,
    /// The keys in force.
    pub keys: &'a Keymap,
    /// Now, for the clocks.
    pub now: Timestamp,
    /// Whether frames and marks must be ASCII, because the terminal shows such glyphs two cells wide.
    pub ascii: bool,
}

impl Ctx<'_> {
    /// The word in the desk's language.
    pub const fn word(&self, word: Word) -> &'static str {
        word.text(self.lang)
    }

    /// The word, with the keys that it names.
    pub fn keyed(&self, word: Word) -> String {
        self.spelled(word.text(self.lang))
    }

    /// A sentence with the keys that it names.
    pub fn spelled(&self, text: &str) -> String {
        self.keys.spell(Scope::Everywhere, text)
    }

    /// The style of a meaning.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// The style of a meaning without its ground, to be laid over another.
    pub fn ink(&self, meaning: Meaning) -> Style {
        Style { bg: None, ..self.style(meaning) }
    }

    /// The style of a meaning on a line that may be under the cursor: there the selection's own style carries the text.
    pub fn tint(&self, meaning: Meaning, selected: bool) -> Style {
        self.style(if selected { Meaning::Selected } else { meaning })
    }

    /// The key to show for an intent; empty where it has none.
    pub fn key(&self, scope: Scope, intent: Intent) -> String {
        self.keys.key_of(scope, intent).unwrap_or_default()
    }

    /// The mark of what is mine.
    pub const fn mark(&self) -> &'static str {
        if self.ascii { "*" } else { "●" }
    }

    /// The mark of a verified field.
    pub const fn tick(&self) -> &'static str {
        if self.ascii { "v" } else { "✓" }
    }

    /// The mark of a flagged field.
    pub const fn flag(&self) -> &'static str {
        if self.ascii { "!" } else { "⚑" }
    }
}

/// Fills a line with a meaning's ground.
pub fn bar(meaning: Meaning, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    buffer.set_style(area, ctx.style(meaning));
}

/// A sentence in the middle of an empty area.
pub fn message(text: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let lines = wrap(text, usize::from(area.width.saturating_sub(4)).max(2));
    let top = area.y + area.height.saturating_sub(lines.len() as u16) / 3;
    for (line, y) in lines.into_iter().zip(top..area.bottom()) {
        let row = Rect { x: area.x, y, width: area.width, height: 1 };
        Line::styled(line, ctx.style(Meaning::Muted)).centered().render(row, buffer);
    }
}

/// An empty box with a title over whatever lies below; returns its inside.
pub fn framed(title: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Rect {
    uncover(area, buffer);
    Clear.render(area, buffer);
    let set = if ctx.ascii { ASCII } else { border::ROUNDED };
    let block = Block::bordered()
        .border_set(set)
        .border_style(ctx.style(Meaning::Popup).patch(ctx.style(Meaning::Focus)))
        .style(ctx.style(Meaning::Popup))
        .title(Line::styled(format!(" {title} "), ctx.style(Meaning::Popup).patch(ctx.style(Meaning::Title))));
    let inside = block.inner(area);
    block.render(area, buffer);
    inside
}

/// A wide glyph that begins just left of the box would cover the box's own edge: it makes way.
fn uncover(area: Rect, buffer: &mut Buffer) {
    let Some(x) = area.x.checked_sub(1) else { return };
    for y in area.top()..area.bottom() {
        if let Some(cell) = buffer.cell_mut((x, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}

/// Lines from the top of an area, as many as fit; where more follow, the last one says so.
pub fn paragraph(lines: Vec<Line<'static>>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let height = usize::from(area.height);
    let more = lines.len() > height;
    for (number, (line, y)) in lines.into_iter().zip(area.top()..area.bottom()).enumerate() {
        let row = Rect { y, height: 1, ..area };
        let line = if more && number + 1 == height { Line::styled("…", ctx.style(Meaning::Muted)) } else { line };
        line.render(row, buffer);
    }
}

/// The block of lines that is drawn first, so that the cursor's is wholly visible in so many lines: those before it leave at the top.
pub fn first_block(blocks: &[Vec<Line<'static>>], cursor: usize, room: usize) -> usize {
    let height = |from: usize| blocks.iter().take(cursor + 1).skip(from).map(Vec::len).sum::<usize>();
    (0..cursor).find(|first| height(*first) <= room).unwrap_or(cursor)
}

/// A vertical line.
pub fn divider(x: u16, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(if ctx.ascii { "|" } else { "│" }).set_style(ctx.style(Meaning::Border));
        }
    }
}

/// Which rows of a list of `len` are visible in `area`, with their screen line. The window moves by half its height,
/// so that the list jumps seldom and the cursor is seldom at the edge of what is seen.
pub fn rows_around(cursor: usize, len: usize, area: Rect) -> impl Iterator<Item = (usize, u16)> {
    let height = usize::from(area.height);
    let half = (height / 2).max(1);
    let top = match height {
        _ if len <= height => 0,
        0 | 1 => cursor,
        _ => (cursor / half).saturating_sub(1).saturating_mul(half).min(len - height),
    };
    (top..len.min(top + height)).zip(area.top()..area.bottom())
}

/// Frames of ASCII.
pub const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::terminal::Depth;

    #[test]
    fn a_box_over_chinese_text_keeps_its_left_edge() {
        let theme = Theme::load("dark", Path::new("/nonexistent"), Depth::True).unwrap();
        let keys = Keymap::default();
        let ctx = Ctx { lang: Lang::Zh, theme: &theme, keys: &keys, now: Timestamp::UNIX_EPOCH, ascii: true };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 3));
        Line::raw("主办单位名称").render(Rect::new(0, 1, 12, 1), &mut buffer);
        framed("", Rect::new(3, 0, 6, 3), &ctx, &mut buffer);
        assert_eq!(buffer[(2, 1)].symbol(), " ", "a wide glyph here would cover the edge");
        assert_eq!((buffer[(0, 1)].symbol(), buffer[(3, 1)].symbol()), ("主", "|"));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_among_the_visible_rows(len in 1usize..500, at in 0usize..500, height in 1u16..80) {
            let cursor = at.min(len - 1);
            let area = Rect::new(0, 2, 80, height);
            let rows: Vec<_> = rows_around(cursor, len, area).collect();
            prop_assert!(rows.iter().any(|(index, _)| *index == cursor));
            prop_assert_eq!(rows.len(), len.min(usize::from(height)));
            prop_assert!(rows.iter().all(|(_, y)| (2..2 + height).contains(y)));
        }
    }
}
