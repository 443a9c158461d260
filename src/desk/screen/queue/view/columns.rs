//! The rows of the list, in as many columns as there is room for, each as wide as its words need.

use std::collections::VecDeque;

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
use crate::text::{Need, Word, pad, safe, share, width};

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

/// Of a name so many cells tell something.
const NAME: usize = 8;

/// With so many of each name in sight, the words beside them are written out.
const NAMES_FIRST: [usize; 3] = [24, 16, 20];

/// Widths of the columns, in cells; 0 leaves a column out.
#[derive(Debug, Default)]
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
    /// Whether provinces and natures have their short words.
    brief: (bool, bool),
}

impl Columns {
    /// Every column at every width from 72 on; below, the least needed go first. Figures have all they need; provinces and natures are
    /// written out where the names lose little by it; the names share the rest by what they need.
    pub(super) fn of(rows: &VecDeque<CaseRow>, me: &str, cells: u16, ctx: &Ctx<'_>) -> Self {
        let cells = usize::from(cells);
        let (is_narrow, is_small) = (cells < 56, cells < 72);
        // Some cells are kept free, so that the columns stay where they are while a clock runs or somebody claims a case.
        let widest = |head: Word, least: usize, of: &dyn Fn(&CaseRow) -> usize| {
            rows.iter().map(of).max().unwrap_or(0).max(width(ctx.word(head))).max(least)
        };
        let unless = |left_out: bool, cells: usize| if left_out { 0 } else { cells };
        let mut out = Self {
            number: widest(Word::Number, 10, &|row| width(&row.number)).min(14),
            round: widest(Word::Round, 2, &|row| row.round.to_string().len()),
            found: unless(is_narrow, widest(Word::FoundHead, 3, &|row| found(row).0.len())),
            left: widest(Word::TimeLeft, 10, &|row| width(&time(row, ctx).0)),
            ..Self::default()
        };
        let name = |head: Word, of: &dyn Fn(&CaseRow) -> usize| widest(head, 0, of).min(cells);
        let organizer = name(Word::Organizer, &|row| width(&safe(&row.organizer)));
        let site = name(Word::Site, &|row| width(&safe(&row.site)));
        let domain = name(Word::Domain, &|row| width(&safe(&row.domain)));
        let (site, domain) = (unless(is_narrow, site), unless(is_small, domain));
        let holder = |room: usize| widest(Word::Holder, 7, &|row| width(&who(row, me, room, ctx).0));
        let (holder_least, holder_most) = (unless(is_narrow, holder(0)), unless(is_narrow, holder(usize::MAX)));
        let province = |brief: bool| widest(province_head(brief), 0, &|row| width(place(row, brief, ctx)));
        let nature = |brief: bool| unless(is_small, widest(Word::Nature, 0, &|row| width(kind(row, brief, ctx))));
        // One cell between columns and one on the left of each row.
        let gaps = 1 + 6 + usize::from(!is_narrow) * 3 + usize::from(!is_small) * 2;
        let room = cells.saturating_sub(out.number + out.round + out.found + out.left + gaps);
        let names = [organizer, site, domain].into_iter().zip(NAMES_FIRST);
        let enough = names.map(|(need, first)| need.min(first)).sum::<usize>() + holder_least;
        let ways = [(false, false), (false, true), (true, true)];
        out.brief = ways
            .into_iter()
            .find(|(province_is_brief, nature_is_brief)| {
                enough + province(*province_is_brief) + nature(*nature_is_brief) <= room
            })
            .unwrap_or((true, true));
        out.province = province(out.brief.0);
        out.nature = nature(out.brief.1);
        let shared = [
            Need::new(holder_least, holder_most),
            Need::new(NAME, organizer),
            Need::new(NAME - 2, site),
            Need::new(NAME, domain),
        ];
        if let [holder, organizer, site, domain] = share(&shared, room.saturating_sub(out.province + out.nature))[..] {
            (out.holder, out.organizer, out.site, out.domain) = (holder, organizer, site, domain);
        }
        out
    }

    pub(super) fn head(&self, ctx: &Ctx<'_>, area: Rect, buffer: &mut Buffer) {
        let cells = [
            (self.number, Word::Number),
            (self.organizer, Word::Organizer),
            (self.site, Word::Site),
            (self.domain, Word::Domain),
            (self.province, province_head(self.brief.0)),
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
        let (province, nature) = (place(row, self.brief.0, ctx), kind(row, self.brief.1, ctx));
        let (left, urgency) = time(row, ctx);
        let (holder, whose) =
            if gone { (ctx.word(Word::GoneHead).to_owned(), Meaning::Muted) } else { who(row, me, self.holder, ctx) };
        let round_meaning = if row.round > 1 { Meaning::Warn } else { Meaning::Muted };
        let (found, weight) = found(row);
        let cells = [
            (self.number, safe(&row.number), Meaning::Muted),
            (self.organizer, safe(&row.organizer), Meaning::Text),
            (self.site, safe(&row.site), Meaning::Text),
            (self.domain, safe(&row.domain), Meaning::Muted),
            (self.province, safe(province), Meaning::Text),
            (self.nature, safe(nature), Meaning::Text),
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

const fn province_head(brief: bool) -> Word {
    if brief { Word::ProvinceShort } else { Word::Province }
}

/// The province's name.
fn place<'a>(row: &'a CaseRow, brief: bool, ctx: &Ctx<'_>) -> &'a str {
    catalogue::province(&row.province).map_or(row.province.as_str(), |known| match brief {
        true => known.brief(ctx.lang),
        false => known.text(ctx.lang),
    })
}

/// What kind of organizer.
fn kind<'a>(row: &'a CaseRow, brief: bool, ctx: &Ctx<'_>) -> &'a str {
    catalogue::nature(&row.nature).map_or(row.nature.as_str(), |known| match brief {
        true => known.brief(ctx.lang),
        false => known.text(ctx.lang),
    })
}

/// How long is left, and how much that presses.
fn time(row: &CaseRow, ctx: &Ctx<'_>) -> (String, Meaning) {
    match row.due_at {
        Some(due) if due < ctx.now => (time_left(due, ctx.now, ctx.lang), Meaning::Bad),
        Some(due) if due.duration_since(ctx.now).as_hours() < 4 => (time_left(due, ctx.now, ctx.lang), Meaning::Warn),
        Some(due) => (time_left(due, ctx.now, ctx.lang), Meaning::Text),
        None if row.due_unknown.is_some() => (ctx.word(Word::DueUnknown).to_owned(), Meaning::Warn),
        None => (String::new(), Meaning::Text),
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
