//! The header of a case: who and where; where it stands, its clocks and who holds it; how far the reviewer is.

use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::Model;
use super::{changes, marks};
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar};
use crate::domain::catalogue;
use crate::domain::clocks::{CALENDAR_MISSING, CaseClock, ClockKind, local_clock, local_stamp, local_time, time_left};
use crate::domain::draft::Draft;
use crate::domain::open::Open;
use crate::text::{Word, fill, fit, safe, said, width};

/// With less than this left a lease counts down.
const LEASE_NEAR: SignedDuration = SignedDuration::from_mins(5);

/// A part of a line: its text and what it means.
type Part = (String, Meaning);

/// Draws the header: on one line less where there is little room, without how far the reviewer is.
pub fn draw(model: &Model, me: &str, draft: Option<&Draft>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    let cells = usize::from(area.width);
    for (parts, y) in [who(model, cells, ctx), where_it_stands(model, me, ctx), how_far(model, draft, ctx)]
        .into_iter()
        .zip(area.top()..area.bottom())
    {
        line(parts, cells, ctx).render(Rect { y, height: 1, ..area }, buffer);
    }
}

/// The parts side by side; what has no room any more is left out or cut, with a sign.
fn line(parts: Vec<Part>, cells: usize, ctx: &Ctx<'_>) -> Line<'static> {
    let ground = ctx.style(Meaning::Header);
    let mut spans = vec![Span::styled(" ", ground)];
    let mut left = cells.saturating_sub(2);
    for (number, (text, meaning)) in parts.into_iter().filter(|(text, _)| !text.is_empty()).enumerate() {
        let gap = if number == 0 { "" } else { "  " };
        if left <= gap.len() {
            spans.push(Span::styled("…", ground));
            break;
        }
        let text = fit(&text, left - gap.len());
        left -= gap.len() + width(&text);
        let style = ground.patch(Style { bg: None, ..ctx.style(meaning) });
        spans.push(Span::styled(format!("{gap}{text}"), style));
    }
    Line::from(spans)
}

fn who(model: &Model, cells: usize, ctx: &Ctx<'_>) -> Vec<Part> {
    let row = &model.case.row;
    let kind = said(&row.filing_type, ctx.lang);
    let province =
        catalogue::province(&row.province).map_or_else(|| safe(&row.province), |known| known.text(ctx.lang).to_owned());
    vec![
        (safe(&row.number), Meaning::Title),
        (fit(&safe(&row.organizer), cells / 2), Meaning::Title),
        (fit(&safe(&row.site), cells / 3), Meaning::Text),
        (format!("{province}  {kind}"), Meaning::Muted),
    ]
}

fn where_it_stands(model: &Model, me: &str, ctx: &Ctx<'_>) -> Vec<Part> {
    let row = &model.case.row;
    let status = match &row.status {
        Open::Known(status) => status.word(ctx.lang).to_owned(),
        Open::Other(word) => format!("? {}", safe(word)),
    };
    let mut parts =
        vec![(status, Meaning::Focus), (fill(Word::RoundN, ctx.lang, &[&row.round.to_string()]), Meaning::Text)];
    parts.push(holder(model, me, ctx));
    parts.extend(clocks(model).iter().map(|one| clock(one, ctx)));
    parts
}

/// The clocks of the case; of an older service the review's alone.
fn clocks(model: &Model) -> Vec<CaseClock> {
    let row = &model.case.row;
    if !model.case.clocks.is_empty() || (row.due_at.is_none() && row.due_unknown.is_none()) {
        return model.case.clocks.clone();
    }
    vec![CaseClock {
        kind: ClockKind::Review.into(),
        started_at: row.entered_at,
        due_at: row.due_at,
        due_unknown: row.due_unknown.clone(),
        minutes_left: None,
        paused: false,
    }]
}

/// A clock: when it runs out while that is far, how long is left when it is near, how late it is afterwards.
fn clock(clock: &CaseClock, ctx: &Ctx<'_>) -> Part {
    let name = said(&clock.kind, ctx.lang);
    let (word, meaning) = match clock.due_at {
        _ if clock.paused => (ctx.word(Word::ClockPaused).to_owned(), Meaning::Muted),
        Some(due) if due < ctx.now => (time_left(due, ctx.now, ctx.lang), Meaning::Bad),
        Some(due) if due.duration_since(ctx.now) < near(&clock.kind) => {
            (fill(Word::ClockLeft, ctx.lang, &[&time_left(due, ctx.now, ctx.lang)]), Meaning::Warn)
        }
        Some(due) => (local_time(due), Meaning::Muted),
        None if clock.due_unknown.as_deref() == Some(CALENDAR_MISSING) => {
            (ctx.word(Word::DueUnknown).to_owned(), Meaning::Warn)
        }
        None => return (String::new(), Meaning::Muted),
    };
    (format!("{name} {word}"), meaning)
}

/// From when on a clock counts: half a day of a review, a working day of the administration, two hours of the SMS, three
/// days of the order.
fn near(kind: &Open<ClockKind>) -> SignedDuration {
    match kind.known() {
        Some(ClockKind::Sms) => SignedDuration::from_hours(2),
        Some(ClockKind::Administration) => SignedDuration::from_hours(24),
        Some(ClockKind::Expiry) => SignedDuration::from_hours(72),
        _ => SignedDuration::from_hours(4),
    }
}

fn holder(model: &Model, me: &str, ctx: &Ctx<'_>) -> Part {
    if let Some(held) = &model.case.row.decision {
        let text = fill(Word::DecidedBy, ctx.lang, &[&safe(&held.by), &local_stamp(held.takes_effect_at)]);
        return (text, Meaning::Warn);
    }
    let until = model.lease.as_ref().map(|lease| lease.expires_at);
    match (until, &model.case.row.holder) {
        (Some(until), _) if until > ctx.now => mine(until, ctx),
        (None, Some(holder)) if holder.until > ctx.now && holder.id == me => mine(holder.until, ctx),
        (None, Some(holder)) if holder.until > ctx.now => {
            (fill(Word::ClaimedBy, ctx.lang, &[&safe(&holder.id), &local_time(holder.until)]), Meaning::Warn)
        }
        (Some(_), _) => (ctx.keyed(Word::LeaseGone), Meaning::Bad),
        _ if model.lease_gone => (ctx.keyed(Word::LeaseGone), Meaning::Bad),
        _ => (ctx.word(Word::NotClaimed).to_owned(), Meaning::Muted),
    }
}

/// My own lease: until when, and in its last minutes how long it lasts.
fn mine(until: Timestamp, ctx: &Ctx<'_>) -> Part {
    let left = until.duration_since(ctx.now);
    if left >= LEASE_NEAR {
        return (
            format!("{} {}", ctx.mark(), fill(Word::ClaimedByMe, ctx.lang, &[&local_clock(until)])),
            Meaning::Mine,
        );
    }
    let minutes = (left.as_secs().max(0) + 59) / 60;
    (format!("{} {}", ctx.mark(), fill(Word::LeaseLeft, ctx.lang, &[&minutes.to_string()])), Meaning::Warn)
}

fn how_far(model: &Model, draft: Option<&Draft>, ctx: &Ctx<'_>) -> Vec<Part> {
    let progress = marks::progress(model, draft);
    let of = |word, read: usize, all: usize| {
        let meaning = if read == all { Meaning::Good } else { Meaning::Text };
        (fill(word, ctx.lang, &[&read.to_string(), &all.to_string()]), meaning)
    };
    let mut parts = vec![of(Word::LinesRead, progress.read, progress.lines)];
    if progress.pictures > 0 {
        parts.push(of(Word::PicturesSeen, progress.seen, progress.pictures));
    }
    let counts = model.case.row.finding_counts;
    parts.extend(changes::counted(counts.blocker, counts.warning, ctx));
    let pictures = model.case.checking;
    if pictures.done < pictures.total {
        let text = fill(Word::Measuring, ctx.lang, &[&pictures.done.to_string(), &pictures.total.to_string()]);
        parts.push((text, Meaning::Muted));
    }
    let flags = draft.map_or(0, |draft| draft.reasons.len());
    if flags > 0 {
        parts.push((format!("{} {} {flags}", ctx.flag(), ctx.word(Word::Flagged)), Meaning::Flag));
    }
    if draft.is_some_and(|draft| !draft.note.trim().is_empty()) {
        parts.push((ctx.word(Word::NoteUnsent).to_owned(), Meaning::Warn));
    }
    if let Some(escalated) = &model.case.escalated {
        let words =
            [safe(&escalated.by).as_str(), &local_time(escalated.at), &said_why(&escalated.reason)].map(str::to_owned);
        parts.push((fill(Word::EscalatedBy, ctx.lang, &words.each_ref().map(String::as_str)), Meaning::Warn));
    }
    if let Some(snoozed) = model.case.snoozed.as_ref().filter(|snoozed| snoozed.until > ctx.now) {
        let words =
            [safe(&snoozed.by).as_str(), &local_time(snoozed.until), &said_why(&snoozed.reason)].map(str::to_owned);
        parts.push((fill(Word::SnoozedBy, ctx.lang, &words.each_ref().map(String::as_str)), Meaning::Warn));
    }
    parts
}

/// A reason on one line.
fn said_why(reason: &str) -> String {
    safe(&reason.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(400).collect::<String>())
}
