//! The catalogue: what is typed, what matches with the digit that picks it, and the words of the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::model::Pick;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, rows_around};
use crate::domain::catalogue::target_name;
use crate::text::{Word, fill, fit, pad, safe, width, wrap};

/// As many reasons as there are digits.
const BY_DIGIT: usize = 9;

/// Lines for the words of the reason under the cursor.
const WORDS: u16 = 4;

/// Draws it; returns where the cursor belongs.
pub fn draw(pick: &Pick, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Position {
    let title = match &pick.target {
        Some(target) => fill(Word::PickFor, ctx.lang, &[&target_name(target, ctx.lang)]),
        None => ctx.word(Word::PickTitle).to_owned(),
    };
    let inside = framed(&title, frame, ctx, buffer);
    let line =
        |y: u16| Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 }.intersection(inside);
    let prompt = "> ";
    let field = Line::from(vec![
        Span::styled(prompt, ctx.style(Meaning::Key)),
        Span::styled(safe(pick.input.value()), ctx.style(Meaning::Input)),
    ]);
    field.render(line(inside.y), buffer);
    let words = if inside.height > WORDS + 6 { WORDS } else { 0 };
    let note = u16::from(pick.beyond || pick.hits.is_empty());
    if note > 0 {
        let word = if pick.hits.is_empty() { Word::PickNothing } else { Word::PickBeyond };
        Line::styled(ctx.word(word), ctx.style(Meaning::Warn)).render(line(inside.y + 1), buffer);
    }
    let list = Rect { y: inside.y + 1 + note, height: inside.height.saturating_sub(2 + note + words), ..inside };
    rows(pick, list, ctx, buffer);
    if words > 0 {
        chosen(pick, Rect { y: list.bottom(), height: words, ..inside }, ctx, buffer);
    }
    Line::styled(ctx.word(Word::PickHint), ctx.style(Meaning::Muted))
        .render(line(inside.bottom().saturating_sub(1)), buffer);
    let at = (width(prompt) + pick.input.visual_cursor()) as u16;
    Position::new(inside.x + 1 + at.min(inside.width.saturating_sub(3)), inside.y)
}

fn rows(pick: &Pick, list: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let cells = usize::from(list.width.saturating_sub(2));
    let code_cells = 28.min(cells / 3);
    let by_digit = pick.input.value().is_empty();
    for (index, y) in rows_around(pick.cursor, pick.hits.len(), list) {
        let Some(reason) = pick.hits.get(index) else { continue };
        let selected = index == pick.cursor;
        let base = ctx.style(if selected { Meaning::Selected } else { Meaning::Popup });
        let code = if selected {
            base
        } else {
            ctx.style(if pick.target.is_some() && !pick.beyond { Meaning::Flag } else { Meaning::Muted })
        };
        let key = if selected { base } else { ctx.style(Meaning::Key) };
        let digit = if by_digit && index < BY_DIGIT { format!("{} ", index + 1) } else { "  ".to_owned() };
        let text = fit(reason.text(ctx.lang), cells.saturating_sub(code_cells + 3));
        let row = Rect { x: list.x + 1, y, width: list.width.saturating_sub(2), height: 1 };
        buffer.set_style(row, base.patch(Style { bg: base.bg, ..Style::default() }));
        Line::from(vec![
            Span::styled(digit, key),
            Span::styled(pad(&reason.code, code_cells), code),
            Span::styled(format!(" {}", pad(&text, cells.saturating_sub(code_cells + 3))), base),
        ])
        .render(row, buffer);
    }
}

/// What the applicant would read, in his words.
fn chosen(pick: &Pick, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let Some(reason) = pick.hits.get(pick.cursor) else { return };
    let cells = usize::from(area.width.saturating_sub(2));
    let labelled = |word: Word, text: &str| format!("{}{}{text}", ctx.word(word), ctx.lang.pick("：", ": "));
    let mut lines: Vec<(String, Meaning)> = vec![(String::new(), Meaning::Popup)];
    lines.push((labelled(Word::EditText, reason.text(ctx.lang)), Meaning::Popup));
    lines.push((labelled(Word::EditSuggestion, reason.fix(ctx.lang)), Meaning::Muted));
    let lines = lines.into_iter().flat_map(|(text, meaning)| {
        let wrapped = if text.is_empty() { vec![String::new()] } else { wrap(&text, cells) };
        wrapped.into_iter().map(move |line| (line, meaning))
    });
    for ((text, meaning), y) in lines.zip(area.top()..area.bottom()) {
        let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
        Line::styled(text, ctx.style(meaning)).render(row, buffer);
    }
}
