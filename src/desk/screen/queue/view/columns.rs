//! The rows of the list, in as many columns as there is room for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::api::CaseRow;
use crate::desk::theme::Meaning;
use crate::desk::widget::Ctx;
use crate::domain::catalogue;
use crate::domain::clocks::time_left;
use crate::domain::finding::FindingCounts;
use crate::text::{Word, pad, safe, width};

/// How a row stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Is<'a> {
    /// Who looks.
    pub(super) me: &'a str,
    /// Under the cursor.
    pub(super) selected: bool,
    /// Marked.
    pub(super) marked: bool,
    /// No longer in the section.
    pub(super) gone: bool,
}

/// Widths of the columns, in cells; 0 leaves a column out.
pub(super) struct Columns {
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
    pub(super) fn for_width(width: u16) -> Self {
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

    pub(super) fn head(&self, ctx: &Ctx<'_>, area: Rect, buffer: &mut Buffer) {
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

    pub(super) fn row(&self, row: &CaseRow, is: Is<'_>, ctx: &Ctx<'_>, area: Rect, buffer: &mut Buffer) {
        let Is { me, selected, marked, gone } = is;
        let plain = if gone { ctx.style(Meaning::Muted) } else { ctx.style(Meaning::Text) };
        let base = if selected { ctx.style(Meaning::Selected) } else { plain };
        let tint = |meaning: Meaning| if selected || gone { base } else { base.patch(ctx.style(meaning)) };
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
        let (holder, whose) =
            if gone { (ctx.word(Word::GoneHead).to_owned(), Meaning::Muted) } else { who(row, me, self.holder, ctx) };
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
        let mark = if marked { ctx.tick() } else { " " };
        let mut spans = vec![Span::styled(mark, tint(Meaning::Mine))];
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

/// Who has the case, and since when where there is room for it; or what keeps it from everybody.
fn who(row: &CaseRow, me: &str, room: usize, ctx: &Ctx<'_>) -> (String, Meaning) {
    if row.decision.is_some() {
        return (ctx.word(Word::Decided).to_owned(), Meaning::Muted);
    }
    if row.escalated_at.is_some() {
        return (ctx.word(Word::Escalated).to_owned(), Meaning::Warn);
    }
    if row.snoozed_until.is_some_and(|until| until > ctx.now) {
        return (ctx.word(Word::Snoozed).to_owned(), Meaning::Muted);
    }
    let Some(holder) = row.holder.as_ref().filter(|holder| holder.until > ctx.now) else {
        return (String::new(), Meaning::Muted);
    };
    let (mark, meaning) = if holder.id == me { (ctx.mark(), Meaning::Mine) } else { ("", Meaning::Muted) };
    let short = [mark, &safe(&holder.id)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let since = holder.since.map(|since| time_left(ctx.now, since, ctx.lang));
    let long = since.map(|since| format!("{short} {since}")).filter(|long| width(long) <= room);
    (long.unwrap_or(short), meaning)
}
