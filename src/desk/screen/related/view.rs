//! How the overlay of related filings looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{Model, Peek};
use crate::api::{Case, HistoryEvent, Related};
use crate::desk::layout::{at_most, popup};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, first_block, framed, message, paragraph};
use crate::domain::catalogue::target_name;
use crate::domain::clocks::local_time;
use crate::domain::field::every_value;
use crate::domain::mask;
use crate::text::{Word, fill, pad, safe, safe_lines, said, width, wrap};

/// Of a longer name only so many characters are shown.
const NAME: usize = 100;

/// Of a longer value only so many characters are shown.
const LONGEST: usize = 600;

fn frame(area: Rect) -> Rect {
    popup(area, at_most(area.width, 114).saturating_sub(4), area.height.saturating_sub(2).min(44))
}

/// How many lines the overlay shows, and how many the filing that is looked at has.
pub fn lines(model: &Model, area: Rect, ctx: &Ctx<'_>) -> (usize, usize) {
    let frame = frame(area);
    let case = model.peek.as_ref().and_then(|peek| peek.case.as_deref());
    let item = model.items.as_ref().and_then(|items| items.get(model.cursor));
    let count = case.map_or(0, |case| text(case, item, usize::from(frame.width.saturating_sub(4)), ctx).len());
    (usize::from(frame.height.saturating_sub(2)), count)
}

/// Draws the overlay.
pub fn draw(model: &Model, number: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let frame = frame(area);
    if let Some(peek) = &model.peek {
        return look(peek, model.items.as_ref().and_then(|items| items.get(model.cursor)), frame, ctx, buffer);
    }
    let count = model.items.as_ref().map_or_else(|| "…".to_owned(), |items| items.len().to_string());
    let inside = framed(&fill(Word::RelatedTitle, ctx.lang, &[&safe(number), &count]), frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let items = match (&model.items, &model.trouble) {
        (_, Some(why)) => return message(&safe(why), inside, ctx, buffer),
        (None, None) => return message(ctx.word(Word::Loading), inside, ctx, buffer),
        (Some(items), None) if items.is_empty() => return message(ctx.word(Word::RelatedNone), inside, ctx, buffer),
        (Some(items), None) => items,
    };
    let cells = usize::from(inside.width);
    let blocks: Vec<Vec<Line<'static>>> =
        items.iter().enumerate().map(|(at, item)| block(item, at == model.cursor, cells, ctx)).collect();
    let first = first_block(&blocks, model.cursor, usize::from(inside.height));
    paragraph(blocks.into_iter().skip(first).flatten().collect(), inside, ctx, buffer);
}

/// One filing: who, where it stands, what the two share, how it was decided last.
fn block(item: &Related, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let row = &item.row;
    let limited = |name: &str| safe(&name.chars().take(NAME).collect::<String>());
    let head =
        [limited(&row.number), said(&row.status, ctx.lang), limited(&row.organizer), limited(&row.site)].join("  ");
    let style = ctx.style(if selected { Meaning::Selected } else { Meaning::Title });
    let mut lines: Vec<_> =
        hanging(&head, width(&row.number) + 2, cells).map(|line| Line::styled(pad(&line, cells), style)).collect();
    let shared: Vec<String> = item
        .why
        .iter()
        .map(|shared| {
            format!("{} {}", said(&shared.kind, ctx.lang), safe(&shared.value.chars().take(NAME).collect::<String>()))
        })
        .collect();
    let text = fill(Word::RelatedShares, ctx.lang, &[&shared.join(ctx.lang.pick("、", ", "))]);
    lines.extend(indented(&text, 2, cells).map(|line| Line::styled(line, ctx.style(Meaning::Warn))));
    match item.decisions.last() {
        Some(last) => lines.extend(decision(last, cells, ctx)),
        None => lines.push(Line::styled(format!("  {}", ctx.word(Word::RelatedUndecided)), ctx.style(Meaning::Muted))),
    }
    lines
}

fn decision(event: &HistoryEvent, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let round = fill(Word::RoundN, ctx.lang, &[&event.round.to_string()]);
    let (who, verb) = (safe(&event.actor.id), said(&event.verb, ctx.lang));
    let head = format!("{}  {round}  {verb}  {who}  {}", local_time(event.at), said(&event.to, ctx.lang));
    let muted = ctx.style(Meaning::Muted);
    let mut lines: Vec<_> = indented(&head, 2, cells).map(|line| Line::styled(line, muted)).collect();
    for reason in &event.reasons {
        let target =
            if reason.target.is_empty() { String::new() } else { target_name(&reason.target, ctx.lang) + ": " };
        let text: String = reason.text.chars().take(LONGEST).collect();
        let text = format!("{target}{}", safe(&text.replace('\n', " / ")));
        lines.extend(indented(&text, 4, cells).map(|line| Line::styled(line, ctx.style(Meaning::Popup))));
    }
    lines
}

fn indented(text: &str, indent: usize, cells: usize) -> impl Iterator<Item = String> {
    let lines = wrap(text, cells.saturating_sub(indent + 1));
    lines.into_iter().map(move |line| format!("{}{line}", " ".repeat(indent)))
}

/// Text in lines, of which all but the first are indented.
fn hanging(text: &str, indent: usize, cells: usize) -> impl Iterator<Item = String> {
    let lines = wrap(text, cells.saturating_sub(indent).max(8));
    let lead = move |at: usize| if at == 0 { 0 } else { indent };
    lines.into_iter().enumerate().map(move |(at, line)| format!("{}{line}", " ".repeat(lead(at))))
}

fn look(peek: &Peek, item: Option<&Related>, frame: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let number = item.map_or("", |item| item.row.number.as_str());
    let inside = framed(&fill(Word::PeekTitle, ctx.lang, &[&safe(number)]), frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let case = match (&peek.case, &peek.trouble) {
        (_, Some(why)) => return message(&safe(why), inside, ctx, buffer),
        (None, None) => return message(ctx.word(Word::Loading), inside, ctx, buffer),
        (Some(case), None) => case,
    };
    let lines = text(case, item, usize::from(inside.width), ctx);
    let height = usize::from(inside.height);
    let top = peek.top.min(lines.len().saturating_sub(height));
    for (line, y) in lines.into_iter().skip(top).zip(inside.top()..inside.bottom()) {
        line.render(Rect { y, height: 1, ..inside }, buffer);
    }
}

/// A filing as text: its decisions, then every field that says something, with persons' values masked, then its materials.
fn text(case: &Case, item: Option<&Related>, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let focus = ctx.style(Meaning::Focus);
    let organizer: String = case.row.organizer.chars().take(NAME).collect();
    let title = format!("{}  {}", safe(&organizer), said(&case.row.status, ctx.lang));
    let title = hanging(&title, 2, cells).map(|line| Line::styled(line, ctx.style(Meaning::Title)));
    let mut out: Vec<Line<'static>> = title.collect();
    for event in item.into_iter().flat_map(|item| item.decisions.iter().rev()) {
        out.extend(decision(event, cells, ctx));
    }
    let mut group = None;
    let label_cells = (cells / 3).clamp(10, 24);
    for (field, values) in every_value(&case.filing, ctx.lang) {
        if values.is_empty() || field.path.ends_with("is_same_as_entity_principal") {
            continue;
        }
        if group != Some(field.group) {
            group = Some(field.group);
            out.push(Line::styled(field.group.word(ctx.lang), focus));
        }
        let shown =
            values.iter().map(|value| mask::shown(&case.filing, &field.path, value)).collect::<Vec<_>>().join(" / ");
        let text: String = shown.chars().take(LONGEST).collect();
        let cut = if text.len() < shown.len() { "…" } else { "" };
        let lines = safe_lines(&format!("{text}{cut}"));
        for (number, line) in
            lines.iter().flat_map(|line| wrap(line, cells.saturating_sub(label_cells + 4))).enumerate()
        {
            let label = if number == 0 { field.text(ctx.lang) } else { "" };
            out.push(Line::from(vec![
                Span::styled(format!("  {} ", pad(label, label_cells)), ctx.style(Meaning::Muted)),
                Span::styled(line, ctx.style(Meaning::Popup)),
            ]));
        }
    }
    out.push(Line::styled(ctx.word(Word::Materials), focus));
    for material in &case.materials {
        let name = target_name(&format!("material:{}", material.slug), ctx.lang);
        let hash = material.sha256.get(..12).unwrap_or_default();
        out.push(Line::styled(format!("  {} {}  {hash}", safe(&name), material.page), ctx.style(Meaning::Popup)));
    }
    out
}
