//! How the queue looks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{List, Model};
use crate::api::CaseRow;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar, message, rows_around};
use crate::domain::catalogue;
use crate::domain::clocks::{local_time, time_left};
use crate::domain::finding::FindingCounts;
use crate::domain::status::Stage;
use crate::text::{Word, fill, fit, pad, safe, width};

/// Rows of the list in a window of this height: all but tabs, column heads, the selected case in full, and footer.
pub const fn list_height(height: u16) -> u16 {
    height.saturating_sub(4)
}

/// The row of the list on this line of the window, if one is drawn there.
pub fn row_at(model: &Model, width: u16, height: u16, y: u16) -> Option<usize> {
    let shown = model.list();
    let list = Rect { x: 0, y: 2, width, height: list_height(height) };
    rows_around(shown.cursor, shown.rows.len(), list).find(|(_, line)| *line == y).map(|(index, _)| index)
}

/// Draws the queue; returns where the terminal's cursor belongs while a filter is typed.
pub fn draw(model: &Model, me: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let [tabs, head, list, footer] = [0, 1, 2, area.height.saturating_sub(1)].map(|y| Rect {
        y: area.y + y.min(area.height.saturating_sub(1)),
        height: 1,
        ..area
    });
    let list = Rect { height: list_height(area.height), ..list };
    draw_tabs(model, tabs, ctx, buffer);
    let columns = Columns::for_width(area.width);
    columns.head(ctx, head, buffer);
    let shown = model.list();
    if shown.rows.is_empty() {
        message(&nothing(model, shown, ctx), list, ctx, buffer);
    }
    for (index, y) in rows_around(shown.cursor, shown.rows.len(), list) {
        if let Some(row) = shown.rows.get(index) {
            columns.row(row, me, index == shown.cursor, ctx, Rect { y, height: 1, ..list }, buffer);
        }
    }
    if let Some(row) = model.selected() {
        detail(row, Rect { y: list.bottom(), height: 1, ..area }, ctx, buffer);
    }
    model.input.as_ref().map(|input| {
        let label = format!(" {}{}", ctx.word(Word::Filter), ctx.lang.pick("：", ": "));
        let left = width(&label) as u16;
        let room = usize::from(area.width.saturating_sub(left + 1));
        let scroll = input.visual_scroll(room);
        let visible: String = safe(input.value()).chars().skip(scroll).collect();
        let line = Line::from(vec![
            Span::styled(label, ctx.style(Meaning::Key)),
            Span::styled(visible, ctx.style(Meaning::Input)),
        ]);
        bar(Meaning::Popup, footer, ctx, buffer);
        line.render(footer, buffer);
        if input.value().is_empty() {
            let hint = Rect { x: footer.x + left + 1, width: footer.width.saturating_sub(left + 1), ..footer };
            Line::styled(ctx.word(Word::FilterHint), ctx.style(Meaning::Muted)).render(hint, buffer);
        }
        let at = left + (input.visual_cursor().saturating_sub(scroll)) as u16;
        Position::new(footer.x + at.min(footer.width.saturating_sub(1)), footer.y)
    })
}

fn nothing(model: &Model, list: &List, ctx: &Ctx<'_>) -> String {
    match &list.trouble {
        Some(why) => why.clone(),
        None if list.loading || list.read_at.is_none() => ctx.word(Word::Loading).to_owned(),
        None if !model.filter.is_empty() => ctx.word(Word::QueueEmptyFiltered).to_owned(),
        None => ctx.word(Word::QueueEmpty).to_owned(),
    }
}

fn draw_tabs(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    let mut spans = vec![Span::styled(format!(" {} ", ctx.word(Word::Product)), ctx.style(Meaning::Header))];
    for (number, stage) in (1..).zip(Stage::ALL) {
        let list = model.of(*stage);
        let count = match (list.read_at, &list.next) {
            (None, _) => String::new(),
            (Some(_), None) => format!(" {}", list.rows.len()),
            (Some(_), Some(_)) => format!(" {}+", list.rows.len()),
        };
        let meaning = if *stage == model.stage() { Meaning::TabActive } else { Meaning::Tab };
        let style = ctx.style(Meaning::Header).patch(ctx.style(meaning));
        spans.push(Span::styled(format!(" {number} {}{count} ", stage.word(ctx.lang)), style));
    }
    if !model.filter.is_empty() {
        let text = format!("  {}{}{}", ctx.word(Word::Filter), ctx.lang.pick("：", ": "), safe(&model.filter));
        spans.push(Span::styled(text, ctx.style(Meaning::Header).patch(ctx.style(Meaning::Warn))));
    }
    Line::from(spans).render(area, buffer);
    let list = model.list();
    if !list.rows.is_empty() {
        let word = if list.next.is_some() { Word::OfMore } else { Word::Of };
        let place = fill(word, ctx.lang, &[&(list.cursor + 1).to_string(), &list.rows.len().to_string()]);
        let text = format!("{place} ");
        let wide = width(&text) as u16;
        if area.width > wide + 40 {
            let right = Rect { x: area.right() - wide, width: wide, ..area };
            Line::styled(text, ctx.style(Meaning::Header)).render(right, buffer);
        }
    }
}

/// Widths of the columns, in cells; 0 leaves a column out.
struct Columns {
    number: usize,
    organizer: usize,
    site: usize,
    domain: usize,
    province: usize,
    nature: usize,
    round: usize,
    found: usize,
    left: usize,
    holder: usize,
}

impl Columns {
    /// Every column at every width from 80 on; below, the least needed go first.
    fn for_width(width: u16) -> Self {
        let width = usize::from(width);
        let (nature, holder) = match width {
            ..56 => (0, 0),
            56..80 => (0, 6),
            80..110 => (4, 7),
            _ => (12, 14),
        };
        let fixed = Self {
            number: 10,
            organizer: 0,
            site: 0,
            domain: 0,
            province: if width < 110 { 6 } else { 8 },
            nature,
            round: 2,
            found: if width < 56 { 0 } else { 5 },
            left: 12,
            holder,
        };
        // One cell between columns and one on the left of each row.
        let used =
            fixed.number + fixed.province + fixed.nature + fixed.round + fixed.found + fixed.left + fixed.holder + 10;
        let rest = width.saturating_sub(used);
        let (organizer, site, domain) = match width {
            ..56 => (rest, 0, 0),
            56..72 => (rest * 6 / 10, rest - rest * 6 / 10, 0),
            _ => (rest * 9 / 20, rest / 4, rest - rest * 9 / 20 - rest / 4),
        };
        Self { organizer, site, domain, ..fixed }
    }

    fn head(&self, ctx: &Ctx<'_>, area: Rect, buffer: &mut Buffer) {
        let cells = [
            (self.number, Word::Number),
            (self.organizer, Word::Organizer),
            (self.site, Word::Site),
            (self.domain, Word::Domain),
            (self.province, Word::Province),
            (self.nature, Word::Nature),
            (self.round, Word::Round),
            (self.found, Word::FoundHead),
            (self.left, Word::TimeLeft),
            (self.holder, Word::Holder),
        ];
        let text: Vec<String> =
            cells.iter().filter(|(cells, _)| *cells > 0).map(|(cells, word)| pad(ctx.word(*word), *cells)).collect();
        Line::styled(format!(" {}", text.join(" ")), ctx.style(Meaning::Muted)).render(area, buffer);
    }

    fn row(&self, row: &CaseRow, me: &str, selected: bool, ctx: &Ctx<'_>, area: Rect, buffer: &mut Buffer) {
        let base = if selected { ctx.style(Meaning::Selected) } else { ctx.style(Meaning::Text) };
        let tint = |meaning: Meaning| if selected { base } else { base.patch(ctx.style(meaning)) };
        let province = catalogue::province(&row.province).map_or(row.province.as_str(), |known| known.text(ctx.lang));
        let nature = catalogue::nature(&row.nature).map_or(row.nature.as_str(), |known| known.text(ctx.lang));
        let (left, urgency) = match row.due_at {
            Some(due) if due < ctx.now => (time_left(due, ctx.now, ctx.lang), Meaning::Bad),
            Some(due) if due.duration_since(ctx.now).as_hours() < 4 => {
                (time_left(due, ctx.now, ctx.lang), Meaning::Warn)
            }
            Some(due) => (time_left(due, ctx.now, ctx.lang), Meaning::Text),
            None if row.due_unknown.is_some() => (ctx.word(Word::DueUnknown).to_owned(), Meaning::Warn),
            None => (String::new(), Meaning::Text),
        };
        let (holder, whose) = match &row.holder {
            _ if row.decision.is_some() => (ctx.word(Word::Decided).to_owned(), Meaning::Muted),
            _ if row.escalated_at.is_some() => (ctx.word(Word::Escalated).to_owned(), Meaning::Warn),
            _ if row.snoozed_until.is_some_and(|until| until > ctx.now) => {
                (ctx.word(Word::Snoozed).to_owned(), Meaning::Muted)
            }
            Some(holder) if holder.until <= ctx.now => (String::new(), Meaning::Muted),
            Some(holder) if holder.id == me => (format!("{} {}", ctx.mark(), safe(&holder.id)), Meaning::Mine),
            Some(holder) => (safe(&holder.id), Meaning::Muted),
            None => (String::new(), Meaning::Muted),
        };
        let round_meaning = if row.round > 1 { Meaning::Warn } else { Meaning::Muted };
        let (found, weight) = found(row);
        let cells = [
            (self.number, safe(&row.number), Meaning::Muted),
            (self.organizer, safe(&row.organizer), Meaning::Text),
            (self.site, safe(&row.site), Meaning::Text),
            (self.domain, safe(&row.domain), Meaning::Muted),
            (self.province, province.to_owned(), Meaning::Text),
            (self.nature, nature.to_owned(), Meaning::Text),
            (self.round, row.round.to_string(), round_meaning),
            (self.found, found, weight),
            (self.left, left, urgency),
            (self.holder, holder, whose),
        ];
        let mut spans = vec![Span::styled(" ", base)];
        for (cells, text, meaning) in cells.iter().filter(|(cells, ..)| *cells > 0) {
            spans.push(Span::styled(pad(text, *cells), tint(*meaning)));
            spans.push(Span::styled(" ", base));
        }
        buffer.set_style(area, base);
        Line::from(spans).render(area, buffer);
    }
}

/// Blockers and warnings, as the column's head names them; nothing where there are none.
fn found(row: &CaseRow) -> (String, Meaning) {
    match row.finding_counts {
        FindingCounts { blocker: 0, warning: 0, .. } => (String::new(), Meaning::Muted),
        FindingCounts { blocker: 0, warning, .. } => (format!("0/{warning}"), Meaning::Warn),
        FindingCounts { blocker, warning, .. } => (format!("{blocker}/{warning}"), Meaning::Bad),
    }
}

/// The case under the cursor in full, because columns cut long names.
fn detail(row: &CaseRow, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let due = row.due_at.map_or_else(String::new, |due| {
        let word = if due < ctx.now { Word::Overdue } else { Word::Due };
        fill(word, ctx.lang, &[&local_time(due), &time_left(due, ctx.now, ctx.lang)])
    });
    let parts = [due, safe(&row.organizer), safe(&row.site), safe(&row.domain)];
    let text: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Line::styled(fit(&format!(" {}", text.join("  ")), usize::from(area.width)), ctx.style(Meaning::Muted))
        .render(area, buffer);
}
