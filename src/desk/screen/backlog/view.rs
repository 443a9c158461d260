//! How the figures look.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::Model;
use crate::api::Backlog;
use crate::desk::layout::columns;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar, message};
use crate::domain::backlog::{ProvinceBacklog, StageBacklog};
use crate::domain::catalogue;
use crate::domain::clocks::{local_stamp, local_time, time_left};
use crate::text::{Word, fill, pad, safe, width, wrap};

/// Draws the figures, all but the footer.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let head = Rect { height: 1.min(area.height), ..area };
    bar(Meaning::Header, head, ctx, buffer);
    let body = Rect { y: area.y + head.height, height: area.height - head.height, ..area };
    let Some(backlog) = &model.backlog else {
        Line::styled(format!(" {}", ctx.word(Word::Backlog)), ctx.style(Meaning::Header)).render(head, buffer);
        message(model.trouble.as_deref().unwrap_or(ctx.word(Word::Loading)), body, ctx, buffer);
        return;
    };
    let title = format!(" {}  {}", ctx.word(Word::Backlog), fill(Word::TakenAt, ctx.lang, &[&local_stamp(backlog.at)]));
    Line::styled(title, ctx.style(Meaning::Header)).render(head, buffer);
    let mut y = body.y + 1;
    let mut put = |line: Line<'static>, y: &mut u16| {
        if *y < body.bottom() {
            line.render(Rect { y: *y, height: 1, ..body }, buffer);
            *y += 1;
        }
    };
    for stage in &backlog.stages {
        for line in stage_lines(stage, usize::from(area.width), ctx) {
            put(line, &mut y);
        }
        put(Line::default(), &mut y);
    }
    for line in statuses(backlog, usize::from(area.width), ctx) {
        put(line, &mut y);
    }
    put(Line::default(), &mut y);
    put(section(ctx.word(Word::ByProvince), ctx), &mut y);
    for line in provinces(&backlog.provinces, model.top, usize::from(area.width), ctx) {
        put(line, &mut y);
    }
}

fn section(text: &str, ctx: &Ctx<'_>) -> Line<'static> {
    Line::styled(format!(" {text}"), ctx.style(Meaning::Focus))
}

fn stage_lines(stage: &StageBacklog, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let number = |word: Word, count: u64, meaning: Meaning| {
        [
            Span::styled(format!("  {} ", ctx.word(word)), ctx.style(Meaning::Muted)),
            Span::styled(count.to_string(), ctx.style(meaning)),
        ]
    };
    let late = if stage.overdue > 0 { Meaning::Bad } else { Meaning::Good };
    let mut first = vec![Span::styled(
        format!(" {}", pad(stage.stage.word(ctx.lang), width(stage.stage.word(ctx.lang)).max(14))),
        ctx.style(Meaning::Focus),
    )];
    first.extend(number(Word::Waiting, stage.waiting, Meaning::Title));
    first.extend(number(Word::Held, stage.held, Meaning::Text));
    first.extend(number(Word::OverdueCount, stage.overdue, late));
    if stage.due_unknown > 0 {
        first.extend(number(Word::DueUnknown, stage.due_unknown, Meaning::Warn));
    }
    let mut lines = vec![Line::from(first)];
    let most = stage.ages.iter().map(|row| row.count).max().unwrap_or(0).max(1);
    let room = cells.saturating_sub(30).clamp(4, 60) as u64;
    for row in &stage.ages {
        let bar = "#".repeat(usize::try_from((row.count * room).div_ceil(most)).unwrap_or(0));
        lines.push(Line::from(vec![
            Span::styled(format!("   {}", pad(row.age.word(ctx.lang), 10)), ctx.style(Meaning::Muted)),
            Span::styled(format!("{:>6} ", row.count), ctx.style(Meaning::Text)),
            Span::styled(bar, ctx.style(Meaning::Mine)),
        ]));
    }
    if let Some(oldest) = &stage.oldest {
        let due = oldest.due_at.map_or_else(String::new, |due| {
            let word = if due < ctx.now { Word::Overdue } else { Word::Due };
            fill(word, ctx.lang, &[&local_time(due), &time_left(due, ctx.now, ctx.lang)])
        });
        let text =
            format!("   {}  {}  {}  {due}", ctx.word(Word::Oldest), safe(&oldest.number), safe(&oldest.organizer));
        let indent = 3 + width(ctx.word(Word::Oldest)) + 2;
        for (at, line) in wrap(text.trim_start(), cells.saturating_sub(indent)).into_iter().enumerate() {
            let lead = if at == 0 { 3 } else { indent };
            lines.push(Line::styled(format!("{}{line}", " ".repeat(lead)), ctx.style(Meaning::Text)));
        }
    }
    lines
}

/// The counts by status, on as many lines as they need; a status and its count are never parted.
fn statuses(backlog: &Backlog, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let mut lines = vec![format!(" {}", ctx.word(Word::ByStatus))];
    for row in &backlog.statuses {
        let part = format!("   {} {}", row.status.word(ctx.lang), row.count);
        match lines.last_mut() {
            Some(line) if width(line) + width(&part) <= cells => line.push_str(&part),
            _ => lines.push(part),
        }
    }
    lines.into_iter().map(|line| Line::styled(line, ctx.style(Meaning::Muted))).collect()
}

/// Provinces in as many columns as fit, each as wide as its words need.
fn provinces(rows: &[ProvinceBacklog], top: usize, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let name = |row: &ProvinceBacklog| {
        catalogue::province(&row.province).map_or_else(|| safe(&row.province), |known| known.text(ctx.lang).to_owned())
    };
    let names = rows.iter().map(|row| width(&name(row))).max().unwrap_or(0);
    let parts = |row: &ProvinceBacklog| {
        let counts = format!("{:>5} +{:>5}", row.first, row.second);
        (counts, format!("  {} {}", ctx.word(Word::OverdueCount), row.overdue))
    };
    let widest = rows.iter().map(|row| {
        let (counts, overdue) = parts(row);
        width(&counts) + width(&overdue)
    });
    let cell = 3 + names + widest.max().unwrap_or(0) + 2;
    let columns = columns(cells as u16, cell as u16);
    let shown: Vec<_> = rows.iter().skip(top).collect();
    shown
        .chunks(columns)
        .map(|chunk| {
            let mut spans = Vec::new();
            for row in chunk {
                let late = if row.overdue > 0 { Meaning::Bad } else { Meaning::Muted };
                let (counts, overdue) = parts(row);
                let used = 3 + names + width(&counts) + width(&overdue);
                spans.push(Span::styled(format!("   {}", pad(&name(row), names)), ctx.style(Meaning::Text)));
                spans.push(Span::styled(counts, ctx.style(Meaning::Text)));
                spans.push(Span::styled(overdue, ctx.style(late)));
                spans.push(Span::raw(" ".repeat(cell.saturating_sub(used))));
            }
            Line::from(spans)
        })
        .collect()
}
