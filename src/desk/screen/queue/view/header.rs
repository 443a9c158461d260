//! The two lines above the list: the sections with their counts, and how things stand. What does not fit is left out whole, the
//! least needed first; nothing is cut in the middle.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Around;
use crate::desk::line::{Down, Feed};
use crate::desk::screen::queue::model::Model;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, bar};
use crate::domain::clocks::local_clock;
use crate::domain::section::Scope;
use crate::text::{Word, fill, fit, safe, width};

/// Younger than this, in seconds, data is just read.
const JUST: i64 = 20;

/// The sections, as many as fit around the one that is shown.
pub(super) fn tabs(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    let room = usize::from(area.width);
    let product = format!(" {} ", ctx.word(Word::Product));
    let shown = model.section();
    let tab = |long: bool| -> Vec<(u8, String)> {
        let sections = model.sections().iter();
        sections
            .map(|section| {
                let digit = section.position;
                let count = model.count_of(digit).map(|count| format!(" {count}")).unwrap_or_default();
                let mark = if section.scope == Scope::Shared { ctx.lang.pick("·共", "·all") } else { "" };
                let name = match long || digit == shown || digit < 3 {
                    true => format!(" {}{mark}", fit(&safe(section.word(ctx.lang)), (room / 8).max(16))),
                    false => String::new(),
                };
                (digit, format!(" {digit}{name}{count} "))
            })
            .collect()
    };
    let wide = |tabs: &[(u8, String)]| tabs.iter().map(|(_, text)| width(text)).sum::<usize>();
    let (mut tabs, mut head) = (tab(true), product);
    if wide(&tabs) + width(&head) > room {
        head = " ".to_owned();
    }
    if wide(&tabs) + width(&head) > room {
        tabs = tab(false);
    }
    // Those that are farthest from the one shown go, and their number is said.
    let mut hidden = 0;
    while tabs.len() > 1 && wide(&tabs) + width(&head) + if hidden > 0 { 4 } else { 0 } > room {
        let at = tabs.iter().position(|(digit, _)| *digit == shown).unwrap_or(0);
        if at + 1 < tabs.len() {
            tabs.pop()
        } else {
            Some(tabs.remove(0))
        };
        hidden += 1;
    }
    let mut spans = vec![Span::styled(head, ctx.style(Meaning::Header))];
    for (digit, text) in tabs {
        let meaning = if digit == shown { Meaning::TabActive } else { Meaning::Tab };
        spans.push(Span::styled(text, ctx.style(Meaning::Header).patch(ctx.style(meaning))));
    }
    if hidden > 0 {
        spans.push(Span::styled(format!(" +{hidden}"), ctx.style(Meaning::Header)));
    }
    Line::from(spans).render(area, buffer);
}

/// A piece of the line; the greater its worth, the longer it stays.
struct Piece {
    text: String,
    meaning: Meaning,
    worth: u8,
}

/// Order, filter, what is late, what changed, marks; how old the data is, the line's delay, the cursor's place.
pub(super) fn status(model: &Model, around: Around<'_>, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    if let Some(down) = &around.link.down {
        return banner(model, around, down, area, ctx, buffer);
    }
    bar(Meaning::Header, area, ctx, buffer);
    let (left, right) = (left(model, usize::from(area.width), ctx), right(model, around, ctx));
    let room = usize::from(area.width);
    let mut least = 0;
    let kept = |pieces: &[Piece], least: u8| -> usize {
        pieces.iter().filter(|piece| piece.worth >= least).map(|piece| width(&piece.text) + 2).sum()
    };
    while least < u8::MAX && kept(&left, least) + kept(&right, least) > room {
        least += 1;
    }
    let spans = |pieces: Vec<Piece>| {
        let kept = pieces.into_iter().filter(|piece| piece.worth >= least);
        kept.map(|piece| {
            Span::styled(format!(" {} ", piece.text), ctx.style(Meaning::Header).patch(ctx.style(piece.meaning)))
        })
        .collect::<Vec<_>>()
    };
    let (left, right) = (Line::from(spans(left)), Line::from(spans(right)));
    left.render(area, buffer);
    let wide = u16::try_from(right.width()).unwrap_or(u16::MAX).min(area.width);
    right.render(Rect { x: area.right() - wide, width: wide, ..area }, buffer);
}

fn left(model: &Model, cells: usize, ctx: &Ctx<'_>) -> Vec<Piece> {
    let list = model.list();
    let mut pieces = Vec::new();
    let mut say = |worth: u8, meaning: Meaning, text: String| pieces.push(Piece { text, meaning, worth });
    let sort = model.sort_of(model.section());
    let turned = if sort.reversed { ctx.word(Word::Turned) } else { "" };
    say(5, Meaning::Muted, fill(Word::ByOrder, ctx.lang, &[sort.key.word(ctx.lang)]) + turned);
    if !model.filter.is_empty() {
        let label = format!("{}{}", ctx.word(Word::Filter), ctx.lang.pick("：", ": "));
        say(9, Meaning::Warn, label + &fit(&safe(&model.filter), (cells / 4).max(24)));
    }
    if let Some(why) = &list.trouble {
        say(8, Meaning::Bad, fit(&safe(why), (cells / 3).max(40)));
    }
    let counts = model.counted(model.stage());
    if let Some(overdue) = counts.map(|counts| counts.overdue).filter(|overdue| *overdue > 0) {
        say(7, Meaning::Bad, fill(Word::LateCount, ctx.lang, &[&overdue.to_string()]));
    }
    let (news, gone) = (list.news.len(), list.gone.len());
    if news > 0 || gone > 0 {
        let text = match (news, gone) {
            (_, 0) => fill(Word::News, ctx.lang, &[&news.to_string()]),
            (0, _) => fill(Word::Gone, ctx.lang, &[&gone.to_string()]),
            _ => fill(Word::NewsAndGone, ctx.lang, &[&news.to_string(), &gone.to_string()]),
        };
        say(8, Meaning::Warn, ctx.spelled(&text));
    }
    if !model.marks.is_empty() {
        say(7, Meaning::Mine, fill(Word::Marked, ctx.lang, &[&model.marks.len().to_string()]));
    }
    if let Some(counts) = counts {
        let each = [
            (Word::FreeCount, counts.free),
            (Word::HeldCount, counts.held),
            (Word::EscalatedCount, counts.escalated),
            (Word::SnoozedCount, counts.snoozed),
        ];
        for (word, count) in each.into_iter().filter(|(_, count)| *count > 0) {
            say(1, Meaning::Text, fill(word, ctx.lang, &[&count.to_string()]));
        }
    }
    pieces
}

fn right(model: &Model, around: Around<'_>, ctx: &Ctx<'_>) -> Vec<Piece> {
    let list = model.list();
    let mut pieces = Vec::new();
    if let Some(delay) = around.link.delay {
        let text = fill(Word::Delay, ctx.lang, &[&delay.as_millis().max(1).to_string()]);
        pieces.push(Piece { text, meaning: Meaning::Muted, worth: 6 });
    }
    let age = match around.link.feed {
        Feed::Live => Some(ctx.word(Word::LiveData).to_owned()),
        Feed::Polled => list.read_at.map(|at| aged(at, ctx)),
    };
    pieces.extend(age.map(|text| Piece { text, meaning: Meaning::Muted, worth: 6 }));
    if let Some(text) = place(model, ctx) {
        pieces.push(Piece { text, meaning: Meaning::Text, worth: 6 });
    }
    pieces
}

/// Where the cursor stands in the whole list, as far as that is known.
fn place(model: &Model, ctx: &Ctx<'_>) -> Option<String> {
    let list = model.list();
    list.selected()?;
    let (place, len) = (list.place(), list.len());
    Some(match (place, len, list.place_from_end()) {
        (Some(place), Some(len), _) => fill(Word::Of, ctx.lang, &[&place.to_string(), &len.max(place).to_string()]),
        (Some(place), None, _) => {
            let loaded = place + list.rows.len().saturating_sub(list.cursor + 1);
            fill(Word::OfMore, ctx.lang, &[&place.to_string(), &loaded.to_string()])
        }
        (None, _, Some(from_end)) => fill(Word::FromEnd, ctx.lang, &[&from_end.to_string()]),
        (None, Some(len), None) => fill(Word::Of, ctx.lang, &["?", &len.to_string()]),
        (None, None, None) => return None,
    })
}

fn aged(at: Timestamp, ctx: &Ctx<'_>) -> String {
    let seconds = ctx.now.duration_since(at).as_secs();
    match seconds {
        ..JUST => ctx.word(Word::JustRead).to_owned(),
        JUST..60 => fill(Word::SecondsOld, ctx.lang, &[&seconds.to_string()]),
        60..3600 => fill(Word::MinutesOld, ctx.lang, &[&(seconds / 60).to_string()]),
        _ => fill(Word::HoursOld, ctx.lang, &[&(seconds / 3600).to_string()]),
    }
}

/// Nobody answers: what can still be done, since when, how old what is shown is, and when it is tried again.
fn banner(model: &Model, around: Around<'_>, down: &Down, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    bar(Meaning::Header, area, ctx, buffer);
    let style = ctx.style(Meaning::Header).patch(ctx.style(Meaning::Bad));
    let age = model.list().read_at.map_or_else(|| ctx.word(Word::NoData).to_owned(), |at| aged(at, ctx));
    let again = match down.seconds_left(ctx.now) {
        0 => ctx.word(Word::TryingNow).to_owned(),
        left => fill(Word::TryAgainIn, ctx.lang, &[&(down.tries + 1).to_string(), &left.to_string()]),
    };
    let mut parts =
        vec![fill(Word::ReadOnlySince, ctx.lang, &[&local_clock(down.since)]), age, again, ctx.keyed(Word::TryNow)];
    let joined = |parts: &[String]| format!(" {}", parts.join(" · "));
    let room = usize::from(area.width);
    while parts.len() > 2 && width(&joined(&parts)) > room {
        parts.pop();
    }
    if let Some(why) = around.offline {
        let left = room.saturating_sub(width(&joined(&parts)) + 3);
        if left >= 30 {
            parts.push(fit(&safe(why), left));
        }
    }
    Line::styled(joined(&parts), style).render(area, buffer);
}
