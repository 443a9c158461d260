//! What may follow the keys pressed so far, above the footer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Ctx, framed};
use crate::desk::layout::columns;
use crate::desk::theme::Meaning;
use crate::keys::Bound;
use crate::text::{Word, fill, fit, width};

/// Draws the keys that may follow, with what they do, at the bottom of the area.
pub fn which_key(pressed: &str, following: &[(String, &Bound)], area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let pairs: Vec<_> = following.iter().map(|(keys, bound)| (keys.as_str(), bound.word(ctx.lang))).collect();
    let column = pairs.iter().map(|(keys, word)| width(keys) + width(word) + 4).max().unwrap_or(0).max(16);
    let inner = usize::from(area.width.saturating_sub(4));
    let columns = columns(inner as u16, column as u16);
    let rows = pairs.len().div_ceil(columns) as u16;
    let height = (rows + 2).min(area.height);
    let frame = Rect { y: area.bottom() - height, height, ..area };
    let title = fill(Word::WhichKey, ctx.lang, &[pressed]);
    let inside = framed(&title, frame, ctx, buffer);
    let ground = ctx.style(Meaning::Popup);
    for (at, (keys, word)) in pairs.iter().enumerate() {
        let (x, y) = ((at % columns * column) as u16, (at / columns) as u16);
        if y >= inside.height {
            return;
        }
        let place = Rect { x: inside.x + 1 + x, y: inside.y + y, width: inside.width.saturating_sub(x + 1), height: 1 };
        Line::from(vec![
            Span::styled((*keys).to_owned(), ground.patch(ctx.style(Meaning::Key))),
            Span::styled(fit(&format!("  {word}"), usize::from(place.width)), ground),
        ])
        .render(place, buffer);
    }
}
