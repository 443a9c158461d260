//! The entries of a case as lines of the screen, and which of them are visible: asked by the view that draws them and by the
//! update that labels them.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::model::{Aside, Entry, Model, material_name, target_of};
use super::{changes, find, marks, secret};
use crate::api::{HistoryEvent, Material, Note};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, highlighted};
use crate::domain::catalogue::target_name;
use crate::domain::clocks::{local_stamp, local_time};
use crate::domain::draft::Draft;
use crate::text::{Word, fill, fit, pad, safe, safe_lines, said, width, wrap};

/// A value is shown up to so many screen lines, and this many when its line is under the cursor.
const LINES: usize = 3;
const LINES_SELECTED: usize = 12;

/// Of a longer value only so many characters are looked at.
const LONGEST: usize = 4000;

/// What the lines depend on beside the case itself.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The material on the screen, and whether the reviewer holds it there.
    pub shown: Option<(usize, bool)>,
    /// What is noted and not sent.
    pub draft: Option<&'a Draft>,
}

/// A block of lines: which entry, and whether the cursor is on it.
pub struct Block {
    /// The entry's position.
    pub index: usize,
    /// Whether the cursor is on it.
    pub selected: bool,
    /// Its lines.
    pub lines: Vec<Line<'static>>,
}

/// The blocks that are visible in `area` of the entries in `range`, with the cursor's wholly in it if it is one of them. Only
/// what can be seen is laid out, however long a case is.
pub fn visible(model: &Model, range: Range<usize>, area: Rect, around: Around<'_>, ctx: &Ctx<'_>) -> Vec<Block> {
    let (height, cells) = (usize::from(area.height), usize::from(area.width));
    if range.is_empty() || height == 0 {
        return Vec::new();
    }
    let inside = range.contains(&model.cursor);
    let start = if inside { model.cursor } else { range.start };
    let wanted = find::wanted(model);
    let block = |index: usize| {
        let selected = index == model.cursor;
        let mut lines = entry(model, index, selected, around, cells, ctx);
        if let Some(wanted) = &wanted {
            lines = lines.into_iter().map(|line| highlighted(line, wanted, ctx)).collect();
        }
        Block { index, selected, lines }
    };
    let first = block(start);
    let mut used = first.lines.len();
    let mut out = std::collections::VecDeque::from([first]);
    let (mut up, mut down) = (start, start + 1);
    let above = height / 2;
    let mut used_above = 0;
    while up > range.start && used < height && used_above < above {
        up -= 1;
        let block = block(up);
        if used + block.lines.len() > height {
            break;
        }
        used += block.lines.len();
        used_above += block.lines.len();
        out.push_front(block);
    }
    while down < range.end && used < height {
        let block = block(down);
        used += block.lines.len();
        down += 1;
        out.push_back(block);
    }
    while up > range.start && used < height {
        up -= 1;
        let block = block(up);
        if used + block.lines.len() > height {
            break;
        }
        used += block.lines.len();
        out.push_front(block);
    }
    out.into()
}

fn entry(
    model: &Model,
    index: usize,
    selected: bool,
    around: Around<'_>,
    cells: usize,
    ctx: &Ctx<'_>,
) -> Vec<Line<'static>> {
    let Some(entry) = model.lines.get(index) else { return Vec::new() };
    let round = model.round.as_ref();
    let mark = |target: &str| mark(model, entry, target, around.draft, ctx);
    let mut lines = match entry {
        Entry::Group(group) => vec![head(group.word(ctx.lang), ctx)],
        Entry::Field { path, label, values } => {
            let shown = secret::shown(model, path, values);
            field(label, &shown, mark(path), selected, cells, ctx)
        }
        Entry::Round => vec![head(&ctx.keyed(Word::SinceLastRound), ctx)],
        Entry::SeenTo(at) => round
            .and_then(|view| view.reasons.get(*at))
            .map_or_else(Vec::new, |seen| changes::seen_to(seen, selected, cells, ctx)),
        Entry::Change(at) => round
            .and_then(|view| view.changes.get(*at))
            .map_or_else(Vec::new, |one| changes::change(model, one, selected, cells, ctx)),
        Entry::Compared(at) => round
            .and_then(|view| view.pictures.get(*at))
            .map_or_else(Vec::new, |one| changes::compared(one, selected, ctx)),
        Entry::SamePerson => {
            vec![Line::styled(format!("  {}", ctx.word(Word::SamePerson)), ctx.tint(Meaning::Muted, selected))]
        }
        Entry::Materials => materials(model, cells, ctx),
        Entry::Material(at) => match model.case.materials.get(*at) {
            Some(found) => vec![material(found, *at, mark(&target_of(found)), around, selected, cells, ctx)],
            None => Vec::new(),
        },
        Entry::Notes => vec![head(ctx.word(Word::Notes), ctx)],
        Entry::Note(at) => match model.notes.as_deref().and_then(|notes| notes.get(*at)) {
            Some(found) => note(found, model.expanded.contains(&Aside::Note(*at)), selected, cells, ctx),
            None => Vec::new(),
        },
        Entry::History => vec![head(ctx.word(Word::History), ctx)],
        Entry::Event(at) => match model.history.as_deref().and_then(|events| events.get(*at)) {
            Some(found) => event(found, model.expanded.contains(&Aside::Event(*at)), selected, cells, ctx),
            None => Vec::new(),
        },
    };
    if !matches!(entry, Entry::Materials) {
        let found = model.found_at(entry);
        lines.extend(found.into_iter().flat_map(|finding| changes::finding(model, finding, selected, cells, ctx)));
    }
    lines
}

/// What stands before a line: that it is flagged, that it is verified, or nothing.
fn mark(model: &Model, entry: &Entry, target: &str, draft: Option<&Draft>, ctx: &Ctx<'_>) -> (&'static str, Meaning) {
    if draft.is_some_and(|draft| draft.flags(target) > 0) {
        return (ctx.flag(), Meaning::Flag);
    }
    if marks::is_verified(model, entry, draft) { (ctx.tick(), Meaning::Good) } else { (" ", Meaning::Text) }
}

fn head(text: &str, ctx: &Ctx<'_>) -> Line<'static> {
    Line::styled(format!(" {text}"), ctx.style(Meaning::Focus))
}

fn field(
    label: &str,
    values: &[String],
    (mark, meaning_of_mark): (&'static str, Meaning),
    selected: bool,
    cells: usize,
    ctx: &Ctx<'_>,
) -> Vec<Line<'static>> {
    let label_cells = (cells * 2 / 5).clamp(10, 22);
    let room = cells.saturating_sub(label_cells + 4).max(4);
    let most = if selected { LINES_SELECTED } else { LINES };
    let (text, meaning) = if values.is_empty() {
        (vec![ctx.word(Word::Empty).to_owned()], Meaning::Bad)
    } else {
        (value_lines(values, room, most), Meaning::Text)
    };
    let labels = wrap(label, label_cells);
    let count = text.len().max(labels.len());
    let mut lines = Vec::new();
    for number in 0..count {
        let part = |parts: &[String]| parts.get(number).cloned().unwrap_or_default();
        lines.push(Line::from(vec![
            Span::styled(pad(if number == 0 { mark } else { " " }, 2), ctx.tint(meaning_of_mark, selected)),
            Span::styled(pad(&part(&labels), label_cells), ctx.tint(Meaning::Muted, selected)),
            Span::styled(" ", ctx.tint(Meaning::Text, selected)),
            Span::styled(part(&text), ctx.tint(meaning, selected)),
        ]));
    }
    lines
}

/// The values, safe and wrapped, at most `most` lines; what is left out is counted.
fn value_lines(values: &[String], room: usize, most: usize) -> Vec<String> {
    let length: usize = values.iter().map(|value| value.chars().count()).sum();
    let mut lines: Vec<String> = values
        .iter()
        .flat_map(|value| safe_lines(&value.chars().take(LONGEST).collect::<String>()))
        .flat_map(|line| wrap(&line, room))
        .take(most + 1)
        .collect();
    if lines.len() > most || length > LONGEST {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let count = format!("… ({length})");
            *last = format!("{}{count}", fit(last, room.saturating_sub(width(&count) + 1)));
        }
    }
    lines
}

fn materials(model: &Model, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let mut lines = vec![head(ctx.word(Word::Materials), ctx)];
    if model.case.materials.is_empty() {
        lines.push(Line::styled(format!("  {}", ctx.word(Word::MaterialNone)), ctx.style(Meaning::Muted)));
    }
    if let Some(at) = model.case.verified_at {
        let text = fill(Word::VerifiedAt, ctx.lang, &[&local_stamp(at)]);
        lines.push(Line::styled(format!("  {text}"), ctx.style(Meaning::Good)));
    }
    // What is missing has no line of its own to stand under.
    for finding in model.missing() {
        lines.extend(changes::named(finding, cells, ctx));
    }
    lines
}

fn material(
    found: &Material,
    index: usize,
    (mark, meaning): (&'static str, Meaning),
    around: Around<'_>,
    selected: bool,
    cells: usize,
    ctx: &Ctx<'_>,
) -> Line<'static> {
    let size = size_words(found.bytes);
    let facts = match found.is_picture() {
        true if cells < 50 => size,
        true => format!("{}×{} {size}", found.width, found.height),
        false => format!("{} {size}", safe(&found.content_type)),
    };
    let unseen = found.is_picture() && !around.draft.is_some_and(|draft| draft.seen.contains(&found.sha256));
    let facts = if unseen { format!("{} {facts}", ctx.word(Word::Unseen)) } else { facts };
    let facts = if ctx.ascii { facts.replace('×', "x") } else { facts };
    let room = cells.saturating_sub(width(&facts) + 6);
    let shown = match around.shown {
        Some((at, true)) if at == index => ">>",
        Some((at, false)) if at == index => "> ",
        _ => "  ",
    };
    Line::from(vec![
        Span::styled(pad(mark, 2), ctx.tint(meaning, selected)),
        Span::styled(shown, ctx.tint(Meaning::Key, selected)),
        Span::styled(pad(&material_name(found, ctx.lang), room), ctx.tint(Meaning::Text, selected)),
        Span::styled(format!(" {facts}"), ctx.tint(Meaning::Muted, selected)),
    ])
}

fn note(found: &Note, open: bool, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let head = format!("  {}  {}", local_time(found.at), safe(&found.author));
    let mut lines = vec![Line::styled(fit(&head, cells), ctx.tint(Meaning::Muted, selected))];
    lines.extend(paragraph(&found.text, open, Meaning::Text, selected, cells, ctx));
    lines
}

fn event(found: &HistoryEvent, open: bool, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let verb = said(&found.verb, ctx.lang);
    let role = said(&found.actor.role, ctx.lang);
    let who = format!("{}{}", safe(&found.actor.id), ctx.lang.pick("（", " ("));
    let who = format!("{who}{role}{}", ctx.lang.pick("）", ")"));
    let count = match found.reasons.len() {
        0 => String::new(),
        count => format!("  {}", fill(Word::ReasonCount, ctx.lang, &[&count.to_string()])),
    };
    let text = format!("{}  {verb}  {who}{count}", local_time(found.at));
    let style = ctx.tint(Meaning::Text, selected);
    let mut lines: Vec<_> = indented(&text, 2, cells).map(|line| Line::styled(line, style)).collect();
    let muted = ctx.tint(Meaning::Muted, selected);
    let arrow = |from: &str, to: &str| format!("{from} -> {to}");
    if found.from.as_ref() != Some(&found.to) {
        let from = found.from.as_ref().map(|from| said(from, ctx.lang)).unwrap_or_default();
        let moved = arrow(&from, &said(&found.to, ctx.lang));
        let round = match found.round {
            0 => String::new(),
            round => fill(Word::RoundN, ctx.lang, &[&round.to_string()]),
        };
        lines.extend(
            indented(format!("{}  {round}", moved.trim()).trim_end(), 4, cells).map(|line| Line::styled(line, muted)),
        );
    }
    if !found.note.is_empty() {
        lines.extend(paragraph(&found.note, open, Meaning::Text, selected, cells, ctx));
    }
    if open {
        for reason in &found.reasons {
            let target = match reason.target.as_str() {
                "" => String::new(),
                target => format!("{}: ", target_name(target, ctx.lang)),
            };
            let text = format!("{target}{}", reason.text);
            lines.extend(paragraph(&text, true, Meaning::Warn, selected, cells, ctx));
            if !reason.suggestion.is_empty() {
                lines.extend(paragraph(&reason.suggestion, true, Meaning::Muted, selected, cells, ctx));
            }
        }
    }
    lines
}

fn indented(text: &str, indent: usize, cells: usize) -> impl Iterator<Item = String> {
    let lines = wrap(text, cells.saturating_sub(indent));
    lines.into_iter().map(move |line| format!("{}{line}", " ".repeat(indent)))
}

/// Text of several lines, indented; without `open` only its beginning, with the sign that there is more.
fn paragraph(
    text: &str,
    open: bool,
    meaning: Meaning,
    selected: bool,
    cells: usize,
    ctx: &Ctx<'_>,
) -> Vec<Line<'static>> {
    let most = if open { LINES_SELECTED } else { LINES - 1 };
    let values = [text.to_owned()];
    let style = ctx.tint(meaning, selected);
    value_lines(&values, cells.saturating_sub(4).max(4), most)
        .into_iter()
        .map(|line| Line::styled(format!("    {line}"), style))
        .collect()
}

/// `812 B`, `96 KB`, `3.4 MB`.
pub fn size_words(bytes: u64) -> String {
    match bytes {
        ..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} KB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
