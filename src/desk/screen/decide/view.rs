//! How the sheets look.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use ratatui_textarea::{TextArea, WrapMode};

use super::model::{Edit, Mode, Pick, Question, Return, Target};
use crate::desk::layout::popup;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, rows_around};
use crate::domain::catalogue::{self, target_name};
use crate::domain::draft::Draft;
use crate::domain::reason::ReasonGiven;
use crate::text::{Word, fill, fit, pad, safe, width, wrap};

/// A question: its title, and sentences that say what follows.
pub fn question(
    sheet: &Question,
    (title, sentences, yes): (&str, &[String], &str),
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) {
    let cells = area.width.saturating_sub(6).min(64);
    let mut lines: Vec<(String, Meaning)> =
        sentences.iter().flat_map(|text| wrap(text, usize::from(cells))).map(|line| (line, Meaning::Popup)).collect();
    if let Some(why) = &sheet.trouble {
        lines.push((String::new(), Meaning::Popup));
        lines.extend(wrap(why, usize::from(cells)).into_iter().map(|line| (line, Meaning::Bad)));
    }
    lines.push((String::new(), Meaning::Popup));
    let last = if sheet.sending { ctx.word(Word::Busy).to_owned() } else { fill(Word::YesNo, ctx.lang, &[yes]) };
    lines.push((last, Meaning::Key));
    let frame = popup(area, cells + 4, lines.len() as u16 + 2);
    let inside = framed(title, frame, ctx, buffer);
    for ((line, meaning), y) in lines.into_iter().zip(inside.top()..inside.bottom()) {
        let row = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
        Line::styled(line, ctx.style(meaning)).render(row, buffer);
    }
}

/// The return sheet; `then` says what follows once it is sent. Returns where the terminal's cursor belongs while text is typed.
pub fn give_back(
    sheet: &Return,
    draft: &Draft,
    (number, then): (&str, &str),
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let frame = popup(area, area.width.saturating_sub(4).min(110), area.height.saturating_sub(2).min(36));
    match &sheet.mode {
        Mode::List => {
            let title = format!(
                "{} · {} · {}",
                fill(Word::ReturnTitle, ctx.lang, &[number]),
                draft.kind.word(ctx.lang),
                fill(Word::ReasonCount, ctx.lang, &[&draft.reasons.len().to_string()])
            );
            let inside = framed(&title, frame, ctx, buffer);
            reasons(sheet, draft, then, inside, ctx, buffer);
            None
        }
        Mode::Pick(pick) => Some(catalogue_list(pick, frame, ctx, buffer)),
        Mode::Target(choice) => {
            target_list(choice, frame, ctx, buffer);
            None
        }
        Mode::Edit(edit) => {
            editor(edit, draft, frame, ctx, buffer);
            None
        }
    }
}

fn reasons(sheet: &Return, draft: &Draft, then: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let cells = usize::from(area.width.saturating_sub(2));
    let mut bottom: Vec<Line<'static>> = Vec::new();
    if !draft.reasons.is_empty() {
        let note = format!("{} {}", ctx.word(Word::ReturnNote), then);
        bottom.push(Line::default());
        bottom.extend(wrap(&note, cells).into_iter().map(|line| Line::styled(line, ctx.style(Meaning::Muted))));
    }
    if let Some(why) = &sheet.trouble {
        bottom.extend(wrap(why, cells).into_iter().map(|line| Line::styled(line, ctx.style(Meaning::Bad))));
    }
    if sheet.sending {
        bottom.push(Line::styled(ctx.word(Word::Busy), ctx.style(Meaning::Key)));
    }
    let room = usize::from(area.height).saturating_sub(bottom.len());
    let mut blocks: Vec<Vec<Line<'static>>> = draft
        .reasons
        .iter()
        .enumerate()
        .map(|(index, reason)| reason_lines(index, reason, index == sheet.cursor, cells, ctx))
        .collect();
    if blocks.is_empty() {
        blocks.push(vec![Line::styled(ctx.word(Word::ReturnNone), ctx.style(Meaning::Muted))]);
    }
    // Blocks before the cursor's leave at the top until the cursor's own is wholly visible.
    let mut first = 0;
    let height = |from: usize| blocks.iter().take(sheet.cursor + 1).skip(from).map(Vec::len).sum::<usize>();
    while first < sheet.cursor && height(first) > room {
        first += 1;
    }
    let lines = blocks.into_iter().skip(first).flatten().take(room).chain(bottom);
    for (line, y) in lines.zip(area.top()..area.bottom()) {
        line.render(Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 }, buffer);
    }
}

fn reason_lines(index: usize, reason: &ReasonGiven, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let target = match reason.target.as_str() {
        "" => ctx.word(Word::AnyTarget).to_owned(),
        target => target_name(target, ctx.lang),
    };
    let head = format!("{} {target}  {}", index + 1, reason.code);
    let style = if selected { Meaning::Selected } else { Meaning::Title };
    let mut lines = vec![Line::styled(pad(&head, cells), ctx.style(style))];
    let paragraphs =
        [(Word::EditText, &reason.text, Meaning::Popup), (Word::EditSuggestion, &reason.suggestion, Meaning::Muted)];
    for (word, text, meaning) in paragraphs.into_iter().filter(|(_, text, _)| !text.is_empty()) {
        let label = format!("   {}{}", ctx.word(word), ctx.lang.pick("：", ": "));
        let indent = width(&label);
        let text = text.split('\n').map(safe).collect::<Vec<_>>().join(" / ");
        for (number, line) in wrap(&text, cells.saturating_sub(indent)).into_iter().enumerate() {
            let label = if number == 0 { label.clone() } else { " ".repeat(indent) };
            lines.push(Line::from(vec![
                Span::styled(label, ctx.style(Meaning::Muted)),
                Span::styled(line, ctx.style(meaning)),
            ]));
        }
    }
    lines
}

fn catalogue_list(pick: &Pick, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Position {
    let title = match &pick.target {
        Some(target) => fill(Word::PickFor, ctx.lang, &[&target_name(target, ctx.lang)]),
        None => ctx.word(Word::PickTitle).to_owned(),
    };
    let inside = framed(&title, frame, ctx, buffer);
    let line = |y: u16| Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
    let prompt = "> ";
    let field = Line::from(vec![
        Span::styled(prompt, ctx.style(Meaning::Key)),
        Span::styled(safe(pick.input.value()), ctx.style(Meaning::Input)),
    ]);
    field.render(line(inside.y), buffer);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(2), ..inside };
    if pick.hits.is_empty() {
        Line::styled(ctx.word(Word::PickNothing), ctx.style(Meaning::Warn)).render(line(list.y), buffer);
    }
    let cells = usize::from(inside.width.saturating_sub(2));
    let code_cells = 28.min(cells / 3);
    for (index, y) in rows_around(pick.cursor, pick.hits.len(), list) {
        let Some(reason) = pick.hits.get(index) else { continue };
        let fits = pick
            .target
            .as_ref()
            .is_some_and(|target| reason.targets() != catalogue::Targets::Any && reason.fits(target));
        let (base, code) = if index == pick.cursor {
            (ctx.style(Meaning::Selected), ctx.style(Meaning::Selected))
        } else {
            (ctx.style(Meaning::Popup), ctx.style(if fits { Meaning::Flag } else { Meaning::Muted }))
        };
        let text = fit(reason.text(ctx.lang), cells.saturating_sub(code_cells + 1));
        let row = line(y);
        buffer.set_style(row, base.patch(ratatui::style::Style { bg: base.bg, ..Default::default() }));
        Line::from(vec![
            Span::styled(pad(&reason.code, code_cells), code),
            Span::styled(format!(" {}", pad(&text, cells.saturating_sub(code_cells + 1))), base),
        ])
        .render(row, buffer);
    }
    let hint = line(inside.bottom().saturating_sub(1));
    Line::styled(ctx.word(Word::PickHint), ctx.style(Meaning::Muted)).render(hint, buffer);
    let at = (width(prompt) + pick.input.visual_cursor()) as u16;
    Position::new(inside.x + 1 + at.min(inside.width.saturating_sub(3)), inside.y)
}

fn target_list(choice: &Target, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let title = fill(Word::TargetTitle, ctx.lang, &[&choice.code]);
    let frame = Rect { height: frame.height.min(choice.targets.len() as u16 + 2), ..frame };
    let inside = framed(&title, frame, ctx, buffer);
    for (index, y) in rows_around(choice.cursor, choice.targets.len(), inside) {
        let Some(target) = choice.targets.get(index) else { continue };
        let meaning = if index == choice.cursor { Meaning::Selected } else { Meaning::Popup };
        let row = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
        let text = pad(&format!("{}  {target}", target_name(target, ctx.lang)), usize::from(row.width));
        Line::styled(text, ctx.style(meaning)).render(row, buffer);
    }
}

fn editor(edit: &Edit, draft: &Draft, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let code = draft.reasons.get(edit.index).map_or("", |reason| reason.code.as_str());
    let inside = framed(&fill(Word::EditTitle, ctx.lang, &[code]), frame, ctx, buffer);
    let half = inside.height.saturating_sub(3) / 2;
    let parts = [(Word::EditText, &edit.text, false), (Word::EditSuggestion, &edit.suggestion, true)];
    for (number, (word, area, second)) in (0u16..).zip(parts) {
        let top = inside.y + number * (half + 1);
        let active = second == edit.on_suggestion;
        let label = Rect { x: inside.x + 1, y: top, width: inside.width.saturating_sub(2), height: 1 };
        let meaning = if active { Meaning::Focus } else { Meaning::Muted };
        Line::styled(ctx.word(word), ctx.style(meaning)).render(label.intersection(inside), buffer);
        let body = Rect { y: top + 1, height: half, ..label }.intersection(inside);
        text_area(area, active, body, ctx, buffer);
    }
    let hint = Rect {
        x: inside.x + 1,
        y: inside.bottom().saturating_sub(1),
        width: inside.width.saturating_sub(2),
        height: 1,
    };
    Line::styled(ctx.word(Word::EditHint), ctx.style(Meaning::Muted)).render(hint, buffer);
}

/// The text area draws its own cursor, as a reversed cell.
fn text_area(area: &TextArea<'static>, active: bool, body: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let mut area = area.clone();
    area.set_wrap_mode(WrapMode::Glyph);
    area.set_style(ctx.style(Meaning::Popup));
    area.set_cursor_line_style(ctx.style(Meaning::Popup));
    let cursor = if active { ratatui::style::Modifier::REVERSED } else { ratatui::style::Modifier::empty() };
    area.set_cursor_style(ratatui::style::Style::default().add_modifier(cursor));
    area.render(body, buffer);
}
