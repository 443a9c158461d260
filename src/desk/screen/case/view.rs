//! How the case screen looks, the picture apart.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::changes;
use super::model::{Entry, Model, material_name, target_of};
use crate::api::{HistoryEvent, Material};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar};
use crate::domain::catalogue::{self, target_name};
use crate::domain::clocks::{local_clock, local_stamp, local_time, time_left};
use crate::domain::draft::Draft;
use crate::domain::open::Open;
use crate::text::{Word, fill, fit, pad, safe, safe_lines, said, width, wrap};

/// A value is shown up to so many screen lines, and this many when its line is under the cursor.
const LINES: usize = 3;
const LINES_SELECTED: usize = 12;

/// Of a longer value only so many characters are looked at.
const LONGEST: usize = 4000;

/// The two header lines: who and where; when and by whom.
pub fn header(model: &Model, me: &str, draft: Option<&Draft>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    let row = &model.case.row;
    let ground = ctx.style(Meaning::Header);
    let flags = draft.map_or(0, |draft| draft.reasons.len());
    let status = match &row.status {
        Open::Known(status) => status.word(ctx.lang).to_owned(),
        Open::Other(word) => format!("? {}", safe(word)),
    };
    let kind = said(&row.filing_type, ctx.lang);
    let province = catalogue::province(&row.province).map_or(row.province.as_str(), |known| known.text(ctx.lang));
    let first = vec![
        Span::styled(format!(" {} ", safe(&row.number)), ground.patch(ctx.style(Meaning::Title))),
        Span::styled(safe(&row.organizer), ground.patch(ctx.style(Meaning::Title))),
        Span::styled(format!("  {}", safe(&row.site)), ground),
        Span::styled(format!("  {province}  {kind}"), ground.patch(ctx.style(Meaning::Muted))),
    ];
    let (holder, meaning) = holder_words(model, me, ctx);
    let mut second = vec![
        Span::styled(format!(" {status}"), ground.patch(ctx.style(Meaning::Focus))),
        Span::styled(format!("  {}", fill(Word::RoundN, ctx.lang, &[&row.round.to_string()])), ground),
    ];
    if let Some(due) = row.due_at {
        let (word, meaning) = if due < ctx.now { (Word::Overdue, Meaning::Bad) } else { (Word::Due, Meaning::Text) };
        let text = fill(word, ctx.lang, &[&local_time(due), &time_left(due, ctx.now, ctx.lang)]);
        second.push(Span::styled(format!("  {text}"), ground.patch(Style { bg: None, ..ctx.style(meaning) })));
    } else if row.due_unknown.is_some() {
        second.push(Span::styled(format!("  {}", ctx.word(Word::DueUnknown)), ground.patch(ctx.style(Meaning::Warn))));
    }
    second.push(Span::styled(format!("  {holder}"), ground.patch(ctx.style(meaning))));
    let counts = row.finding_counts;
    if let Some((text, meaning)) = changes::counted(counts.blocker, counts.warning, ctx) {
        second.push(Span::styled(format!("  {text}"), ground.patch(Style { bg: None, ..ctx.style(meaning) })));
    }
    let pictures = model.case.checking;
    if pictures.done < pictures.total {
        let text = fill(Word::Measuring, ctx.lang, &[&pictures.done.to_string(), &pictures.total.to_string()]);
        second.push(Span::styled(format!("  {text}"), ground));
    }
    if flags > 0 {
        let text = format!("  {} {} {flags}", ctx.flag(), ctx.word(Word::Flagged));
        second.push(Span::styled(text, ground.patch(ctx.style(Meaning::Flag))));
    }
    for (line, y) in [first, second].into_iter().zip(area.top()..area.bottom()) {
        Line::from(line).render(Rect { y, height: 1, ..area }, buffer);
    }
}

fn holder_words(model: &Model, me: &str, ctx: &Ctx<'_>) -> (String, Meaning) {
    if let Some(held) = &model.case.row.decision {
        let text = fill(Word::DecidedBy, ctx.lang, &[&safe(&held.by), &local_stamp(held.takes_effect_at)]);
        return (text, Meaning::Warn);
    }
    let until = model.lease.as_ref().map(|lease| lease.expires_at);
    match (until, &model.case.row.holder) {
        (Some(until), _) if until > ctx.now => {
            (format!("{} {}", ctx.mark(), fill(Word::ClaimedByMe, ctx.lang, &[&local_clock(until)])), Meaning::Mine)
        }
        (None, Some(holder)) if holder.until > ctx.now && holder.id == me => (
            format!("{} {}", ctx.mark(), fill(Word::ClaimedByMe, ctx.lang, &[&local_clock(holder.until)])),
            Meaning::Mine,
        ),
        (None, Some(holder)) if holder.until > ctx.now => {
            (fill(Word::ClaimedBy, ctx.lang, &[&safe(&holder.id), &local_time(holder.until)]), Meaning::Warn)
        }
        (Some(_), _) => (ctx.word(Word::LeaseGone).to_owned(), Meaning::Bad),
        _ => (ctx.word(Word::NotClaimed).to_owned(), Meaning::Muted),
    }
}

/// The list of fields, materials and events.
pub fn list(
    model: &Model,
    shown: Option<usize>,
    draft: Option<&Draft>,
    area: Rect,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) {
    let blocks = around_cursor(model, usize::from(area.height), |index, selected| {
        entry(model, index, selected, shown, draft, usize::from(area.width), ctx)
    });
    let mut y = area.y;
    for (selected, lines) in blocks {
        for line in lines {
            if y >= area.bottom() {
                return;
            }
            let row = Rect { y, height: 1, ..area };
            if selected {
                let style = if model.in_picture { Meaning::Tab } else { Meaning::Selected };
                buffer.set_style(row, ctx.style(style));
            }
            line.render(row, buffer);
            y += 1;
        }
    }
}

/// The blocks of lines to draw, so that the cursor's block is wholly visible with as much as fits around it: only what
/// can be seen is laid out, however long a case is.
fn around_cursor<'a>(
    model: &Model,
    height: usize,
    mut block: impl FnMut(usize, bool) -> Vec<Line<'a>>,
) -> Vec<(bool, Vec<Line<'a>>)> {
    let mut out = std::collections::VecDeque::from([(true, block(model.cursor, true))]);
    let mut used = out.front().map_or(0, |(_, lines)| lines.len());
    let (mut up, mut down) = (model.cursor, model.cursor + 1);
    let above = height / 2;
    let mut used_above = 0;
    while up > 0 && used < height && used_above < above {
        up -= 1;
        let lines = block(up, false);
        if used + lines.len() > height {
            break;
        }
        used += lines.len();
        used_above += lines.len();
        out.push_front((false, lines));
    }
    while down < model.lines.len() && used < height {
        let lines = block(down, false);
        used += lines.len();
        down += 1;
        out.push_back((false, lines));
    }
    while up > 0 && used < height {
        up -= 1;
        let lines = block(up, false);
        if used + lines.len() > height {
            break;
        }
        used += lines.len();
        out.push_front((false, lines));
    }
    out.into()
}

fn entry(
    model: &Model,
    index: usize,
    selected: bool,
    shown: Option<usize>,
    draft: Option<&Draft>,
    cells: usize,
    ctx: &Ctx<'_>,
) -> Vec<Line<'static>> {
    let flags = |target: &str| draft.map_or(0, |draft| draft.flags(target)) > 0;
    let round = model.round.as_ref();
    let with_findings = |mut lines: Vec<Line<'static>>, target: &str| {
        lines.extend(changes::findings(&model.case.findings, target, cells, ctx));
        lines
    };
    match model.lines.get(index) {
        Some(Entry::Group(group)) => with_findings(vec![head(group.word(ctx.lang), ctx)], group.slug()),
        Some(Entry::Field { path, label, values }) => {
            with_findings(field(label, values, flags(path), selected, cells, ctx), path)
        }
        Some(Entry::Round) => vec![head(ctx.word(Word::SinceLastRound), ctx)],
        Some(Entry::SeenTo(at)) => round
            .and_then(|view| view.reasons.get(*at))
            .map_or_else(Vec::new, |seen| changes::seen_to(seen, selected, cells, ctx)),
        Some(Entry::Change(at)) => round
            .and_then(|view| view.changes.get(*at))
            .map_or_else(Vec::new, |one| changes::change(one, selected, cells, ctx)),
        Some(Entry::Compared(at)) => round
            .and_then(|view| view.pictures.get(*at))
            .map_or_else(Vec::new, |one| changes::compared(one, selected, ctx)),
        Some(Entry::SamePerson) => {
            vec![Line::styled(format!("  {}", ctx.word(Word::SamePerson)), tint(Meaning::Muted, selected, ctx))]
        }
        Some(Entry::Materials) => {
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
        Some(Entry::Material(at)) => match model.case.materials.get(*at) {
            Some(found) => {
                let line = material(found, shown == Some(*at), flags(&target_of(found)), selected, cells, ctx);
                with_findings(vec![line], &target_of(found))
            }
            None => Vec::new(),
        },
        Some(Entry::History) => vec![head(ctx.word(Word::History), ctx)],
        Some(Entry::Event(at)) => match model.history.as_deref().and_then(|events| events.get(*at)) {
            Some(found) => event(found, selected, cells, ctx),
            None => Vec::new(),
        },
        None => Vec::new(),
    }
}

fn head(text: &str, ctx: &Ctx<'_>) -> Line<'static> {
    Line::styled(format!(" {text}"), ctx.style(Meaning::Focus))
}

/// On the selected line the selection's own style carries the text.
fn tint(meaning: Meaning, selected: bool, ctx: &Ctx<'_>) -> Style {
    if selected { ctx.style(Meaning::Selected) } else { ctx.style(meaning) }
}

fn field(
    label: &str,
    values: &[String],
    flagged: bool,
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
    let mark = if flagged { ctx.flag() } else { " " };
    let mut lines = Vec::new();
    for (number, text) in text.into_iter().enumerate() {
        let label = if number == 0 { label } else { "" };
        let mark = if number == 0 { mark } else { " " };
        lines.push(Line::from(vec![
            Span::styled(pad(mark, 2), tint(Meaning::Flag, selected, ctx)),
            Span::styled(pad(label, label_cells), tint(Meaning::Muted, selected, ctx)),
            Span::styled(" ", tint(Meaning::Text, selected, ctx)),
            Span::styled(text, tint(meaning, selected, ctx)),
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

fn material(
    found: &Material,
    shown: bool,
    flagged: bool,
    selected: bool,
    cells: usize,
    ctx: &Ctx<'_>,
) -> Line<'static> {
    let size = size_words(found.bytes);
    let facts = match found.is_picture() {
        true => format!("{}×{} {size}", found.width, found.height),
        false => format!("{} {size}", safe(&found.content_type)),
    };
    let facts = if ctx.ascii { facts.replace('×', "x") } else { facts };
    let room = cells.saturating_sub(width(&facts) + 6);
    let mark = if flagged { ctx.flag() } else { " " };
    let seen = if shown { ">" } else { " " };
    Line::from(vec![
        Span::styled(pad(mark, 2), tint(Meaning::Flag, selected, ctx)),
        Span::styled(format!("{seen} "), tint(Meaning::Key, selected, ctx)),
        Span::styled(pad(&material_name(found, ctx.lang), room), tint(Meaning::Text, selected, ctx)),
        Span::styled(format!(" {facts}"), tint(Meaning::Muted, selected, ctx)),
    ])
}

fn event(found: &HistoryEvent, selected: bool, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let verb = said(&found.verb, ctx.lang);
    let to = said(&found.to, ctx.lang);
    let text = format!("  {}  {verb}  {}  -> {to}", local_time(found.at), safe(&found.actor.id));
    let mut lines = vec![Line::styled(fit(&text, cells), tint(Meaning::Text, selected, ctx))];
    for reason in &found.reasons {
        let target = if reason.target.is_empty() {
            String::new()
        } else {
            format!("{}: ", target_name(&reason.target, ctx.lang))
        };
        let text = format!("{target}{}", safe(&reason.text.chars().take(LONGEST).collect::<String>()));
        for line in wrap(&text, cells.saturating_sub(6)).into_iter().take(LINES) {
            lines.push(Line::styled(format!("    {line}"), tint(Meaning::Warn, selected, ctx)));
        }
    }
    lines
}

/// `812 B`, `96 KB`, `3.4 MB`.
pub fn size_words(bytes: u64) -> String {
    match bytes {
        ..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} KB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
