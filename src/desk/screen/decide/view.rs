//! How the sheets look: here the question and the return; `pick` is the catalogue, `form` what is filled in, `told` what
//! is only read, `boxed` the box on the picture.

pub mod boxed;
mod form;
mod pick;
pub mod told;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use ratatui_textarea::{TextArea, WrapMode};

use super::model::{Edit, Mode, Over, Question, Return, Target};
use crate::desk::layout::{at_most, popup};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, first_block, framed, rows_around};
use crate::domain::catalogue::target_name;
use crate::domain::draft::Draft;
use crate::domain::finding::Finding;
use crate::domain::reason::ReasonGiven;
use crate::text::{Word, fill, pad, safe, width, wrap};

/// So many blockers are named one by one.
const BLOCKERS: usize = 6;

/// A question: its title, and sentences that say what follows. Returns where the terminal's cursor belongs while a reason is
/// typed.
pub fn question(
    sheet: &Question,
    (title, sentences, yes): (&str, &[String], &str),
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let cells = at_most(area.width, 70).saturating_sub(6);
    let mut lines: Vec<(String, Meaning)> =
        sentences.iter().flat_map(|text| wrap(text, usize::from(cells))).map(|line| (line, Meaning::Popup)).collect();
    let mut field = None;
    if let Some(over) = &sheet.over {
        lines.extend(blockers(&over.blockers, usize::from(cells), ctx));
        lines.push((ctx.word(Word::OverrideWhy).to_owned(), Meaning::Title));
        field = Some(lines.len());
        let shown = over.reason.value();
        lines.extend(
            wrap(&format!("> {}", safe(shown)), usize::from(cells)).into_iter().map(|line| (line, Meaning::Input)),
        );
    }
    let typing = sheet.over.as_ref().is_some_and(|over| !over.typed);
    if let Some(why) = &sheet.trouble {
        lines.push((String::new(), Meaning::Popup));
        lines.extend(wrap(&safe(why), usize::from(cells)).into_iter().map(|line| (line, Meaning::Bad)));
    }
    lines.push((String::new(), Meaning::Popup));
    let last = match () {
        () if sheet.sending => ctx.word(Word::Busy).to_owned(),
        () if typing => ctx.word(Word::OverrideHint).to_owned(),
        () => ctx.spelled(&fill(Word::YesNo, ctx.lang, &[yes])),
    };
    lines.push((last, Meaning::Key));
    let frame = popup(area, cells + 4, lines.len() as u16 + 2);
    let inside = framed(title, frame, ctx, buffer);
    // The end is what has to be seen: the answer, and what is typed.
    let skipped = lines.len().saturating_sub(usize::from(inside.height));
    for ((line, meaning), y) in lines.into_iter().skip(skipped).zip(inside.top()..inside.bottom()) {
        let row = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
        Line::styled(line, ctx.style(meaning)).render(row, buffer);
    }
    let over: &Over = sheet.over.as_ref().filter(|_| typing)?;
    let before: String = over.reason.value().chars().take(over.reason.cursor()).collect();
    let typed = wrap(&format!("> {}", safe(&before)), usize::from(cells));
    let row = (field? + typed.len().max(1) - 1).saturating_sub(skipped) as u16;
    let column = typed.last().map_or(0, |line| width(line)) as u16;
    Some(Position::new(inside.x + 1 + column.min(cells), inside.y + row.min(inside.height.saturating_sub(1))))
}

/// What stands in the way of an approval, each where and why.
fn blockers(blockers: &[Finding], cells: usize, ctx: &Ctx<'_>) -> Vec<(String, Meaning)> {
    let mut lines = vec![(fill(Word::OverrideBlockers, ctx.lang, &[&blockers.len().to_string()]), Meaning::Bad)];
    for finding in blockers.iter().take(BLOCKERS) {
        let place = target_name(&finding.target, ctx.lang);
        let text = format!("{} {place}: {}", ctx.flag(), safe(finding.text(ctx.lang)));
        lines.extend(wrap(&text, cells).into_iter().map(|line| (line, Meaning::Warn)));
    }
    if blockers.len() > BLOCKERS {
        lines.push((format!("… {}", blockers.len() - BLOCKERS), Meaning::Muted));
    }
    lines
}

/// What the return sheet shows beside its own reasons.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// The case's number.
    pub number: &'a str,
    /// What follows once it is sent.
    pub then: &'a str,
    /// What the applicant will read; made only while it is looked at.
    pub preview: &'a [String],
}

/// The return sheet. Returns where the terminal's cursor belongs while text is typed.
pub fn give_back(
    sheet: &Return,
    draft: &Draft,
    beside: Beside<'_>,
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let frame = popup(area, at_most(area.width, 114).saturating_sub(4), area.height.saturating_sub(2).min(36));
    match &sheet.mode {
        Mode::List => {
            let title = format!(
                "{} · {} · {}",
                fill(Word::ReturnTitle, ctx.lang, &[beside.number]),
                draft.kind.word(ctx.lang),
                fill(Word::ReasonCount, ctx.lang, &[&draft.reasons.len().to_string()])
            );
            let inside = framed(&title, frame, ctx, buffer);
            reasons(sheet, draft, beside.then, inside, ctx, buffer);
            None
        }
        Mode::Pick(pick) => Some(pick::draw(pick, frame, ctx, buffer)),
        Mode::Slots(form) => form::slots(form, draft, frame, ctx, buffer),
        Mode::Which(cursor) => {
            form::which(*cursor, draft, frame, ctx, buffer);
            None
        }
        Mode::Preview(top) => {
            told::preview(beside.preview, *top, frame, ctx, buffer);
            None
        }
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
        bottom.extend(wrap(&safe(why), cells).into_iter().map(|line| Line::styled(line, ctx.style(Meaning::Bad))));
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
        blocks.push(vec![Line::styled(ctx.keyed(Word::ReturnNone), ctx.style(Meaning::Muted))]);
    }
    let first = first_block(&blocks, sheet.cursor, room);
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
    let code = if reason.code.is_empty() { ctx.word(Word::ReasonOpen) } else { reason.code.as_str() };
    let boxes = match reason.evidence.len() {
        0 => String::new(),
        count => format!("  {}", fill(Word::EvidenceCount, ctx.lang, &[&count.to_string()])),
    };
    let head = format!("{} {target}  {code}{boxes}", index + 1);
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
