//! The list of orders over the list of cases.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::desk::layout::popup;
use crate::desk::screen::queue::model::Model;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed};
use crate::domain::sort::{Sort, SortKey};
use crate::text::{Word, pad};

/// Draws the orders, the chosen one reversed.
pub(super) fn draw(model: &Model, chosen: usize, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let height = u16::try_from(SortKey::ALL.len() + 3).unwrap_or(u16::MAX);
    let inside = framed(ctx.word(Word::OrderTitle), popup(area, 56, height), ctx, buffer);
    let now = model.sort_of(model.section());
    for ((at, key), y) in SortKey::ALL.iter().enumerate().zip(inside.top()..inside.bottom()) {
        let in_force = *key == now.key;
        let note = if in_force { ctx.word(if now.reversed { Word::TurnBack } else { Word::TurnRound }) } else { "" };
        let first = first_words(Sort { key: *key, reversed: in_force && now.reversed }, ctx);
        let text = format!(" {} {} {}", pad(key.word(ctx.lang), 12), pad(first, 18), note);
        let style = if at == chosen { ctx.style(Meaning::Selected) } else { ctx.style(Meaning::Popup) };
        let row = Rect { y, height: 1, ..inside };
        buffer.set_style(row, style);
        Line::styled(pad(&text, usize::from(inside.width)), style).render(row, buffer);
    }
    if inside.height as usize > SortKey::ALL.len() {
        let row = Rect { y: inside.bottom() - 1, height: 1, ..inside };
        let hint = ctx.keyed(Word::OrderHint);
        Line::styled(format!(" {hint}"), ctx.style(Meaning::Popup).patch(ctx.style(Meaning::Muted)))
            .render(row, buffer);
    }
}

/// What stands first in an order.
const fn first_words(sort: Sort, ctx: &Ctx<'_>) -> &'static str {
    ctx.word(match (sort.key, sort.reversed) {
        (SortKey::Due, false) => Word::MostUrgentFirst,
        (SortKey::Due, true) => Word::LeastUrgentFirst,
        (SortKey::Entered, false) => Word::OldestFirst,
        (SortKey::Entered, true) => Word::NewestFirst,
        (SortKey::Number | SortKey::Organizer | SortKey::Province, false) => Word::Rising,
        (SortKey::Number | SortKey::Organizer | SortKey::Province, true) => Word::Falling,
        (SortKey::Round | SortKey::Findings, false) => Word::FewestFirst,
        (SortKey::Round | SortKey::Findings, true) => Word::MostFirst,
    })
}
