//! How the queue looks: tabs, how things stand, the list, and the case under the cursor beside it where there is room.

mod columns;
mod field;
mod glance;
mod header;
mod order;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use self::columns::{Columns, Is};
use super::list::{Fetch, List};
use super::model::Model;
use crate::api::CaseRow;
use crate::desk::layout::QueueLayout;
use crate::desk::line::Link;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, divider, message};
use crate::domain::clocks::{local_time, time_left};
use crate::domain::place::{because, passed_over};
use crate::domain::sort::{Sort, SortKey};
use crate::text::{Word, fill, fit, safe};

/// What the queue shows that is not its own.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Who looks.
    pub me: &'a str,
    /// How the line to the API is.
    pub link: &'a Link,
    /// Why nobody answers.
    pub offline: Option<&'a str>,
}

/// The row of the list on this line of the window, if one is drawn there.
pub fn row_at(model: &Model, at: &QueueLayout, (x, y): (u16, u16)) -> Option<usize> {
    let shown = model.list();
    let inside = at.list.contains(Position::new(x, y));
    inside.then(|| shown.top + usize::from(y - at.list.y)).filter(|row| *row < shown.rows.len())
}

/// Draws the queue; returns where the terminal's cursor belongs while something is typed.
pub fn draw(
    model: &Model,
    around: Around<'_>,
    at: &QueueLayout,
    ctx: &Ctx<'_>,
    buffer: &mut Buffer,
) -> Option<Position> {
    header::tabs(model, at.tabs, ctx, buffer);
    header::status(model, around, at.status, ctx, buffer);
    let shown = model.list();
    let columns = Columns::of(&shown.rows, around.me, at.list.width, ctx);
    columns.head(ctx, at.head, buffer);
    if shown.rows.is_empty() {
        message(&nothing(model, shown, ctx), at.list, ctx, buffer);
    }
    let top = shown.top.min(shown.rows.len().saturating_sub(1));
    for (row, y) in shown.rows.iter().skip(top).zip(at.list.top()..at.list.bottom()) {
        let is = Is {
            me: around.me,
            selected: model.selected().is_some_and(|selected| selected.id == row.id),
            marked: model.marks.contains_key(&row.id),
            gone: shown.gone.contains(&row.id),
        };
        columns.row(row, is, ctx, ratatui::layout::Rect { y, height: 1, ..at.list }, buffer);
    }
    if let Some(row) = model.selected() {
        let text = fit(&format!(" {}", detail(row, model.sort_of(model.section()), ctx)), usize::from(at.detail.width));
        Line::styled(text, ctx.style(Meaning::Muted)).render(at.detail, buffer);
    }
    if let Some(pane) = at.glance {
        if let Some(x) = pane.x.checked_sub(1) {
            divider(x, pane, ctx, buffer);
        }
        if let Some(row) = model.selected() {
            glance::draw(row, &model.glances, around.me, pane, ctx, buffer);
        }
    }
    if let Some(chosen) = model.ordering {
        order::draw(model, chosen, at.list, ctx, buffer);
    }
    model.field.as_ref().map(|field| field::draw(field, at, ctx, buffer))
}

fn nothing(model: &Model, list: &List, ctx: &Ctx<'_>) -> String {
    let reads = matches!(list.fetch, Some(Fetch::Fresh | Fetch::Tail));
    match &list.trouble {
        Some(why) => safe(why),
        None if reads || list.read_at.is_none() => ctx.word(Word::Loading).to_owned(),
        None if !model.filter.is_empty() => ctx.keyed(Word::QueueEmptyFiltered),
        None => ctx.word(Word::QueueEmpty).to_owned(),
    }
}

/// Why the case under the cursor stands where it does, who has it, and its names in full, because columns cut long ones.
fn detail(row: &CaseRow, sort: Sort, ctx: &Ctx<'_>) -> String {
    let listed = row.listed();
    let place = match (sort.key, row.due_at) {
        (SortKey::Due, Some(due)) => {
            let word = if due < ctx.now { Word::Overdue } else { Word::Due };
            fill(word, ctx.lang, &[&local_time(due), &time_left(due, ctx.now, ctx.lang)])
        }
        _ => safe(&because(sort, &listed, ctx.now).words(ctx.lang, ctx.now)),
    };
    let why = fill(Word::ByOrder, ctx.lang, &[sort.key.word(ctx.lang)]);
    let holder = row.holder.as_ref().filter(|holder| holder.until > ctx.now).map(|holder| {
        let since = holder.since.map(|since| time_left(ctx.now, since, ctx.lang));
        match since {
            Some(since) => fill(Word::HeldFor, ctx.lang, &[&safe(&holder.id), &since]),
            None => fill(Word::ClaimedBy, ctx.lang, &[&safe(&holder.id), &local_time(holder.until)]),
        }
    });
    let passed = passed_over(&listed, ctx.now).filter(|_| holder.is_none()).map(|why| why.word(ctx.lang).to_owned());
    let names = [safe(&row.organizer), safe(&row.site), safe(&row.domain)];
    let first = [format!("{why}{}{place}", ctx.lang.pick("：", ": "))];
    let parts: Vec<_> =
        first.into_iter().chain(holder).chain(passed).chain(names).filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
