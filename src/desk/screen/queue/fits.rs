//! Whether a case that is told of fits a filter: the same conditions that the service asks its database. What the service
//! finds only by being lenient, because nothing else was found, is not found here.

use std::cmp::Ordering;

use jiff::Timestamp;

use crate::api::CaseRow;
use crate::domain::clocks::local_date;
use crate::domain::filter::{Column, Day, DayColumn, Flag, NumberColumn, Term};
use crate::domain::search::{Way, folded, matches};

/// Whether one condition holds.
pub fn fits(row: &CaseRow, term: &Term, me: &str, now: Timestamp) -> bool {
    match term {
        Term::Text(text) => {
            written(text, &[&row.number, &row.organizer, &row.site, &row.domain])
                || sounds(text, &row.organizer)
                || sounds(text, &row.site)
        }
        Term::Exact(text) => written(text, &[&row.number, &row.organizer, &row.site, &row.domain]),
        Term::Column(column, text) => in_column(row, *column, text, now),
        Term::Status(statuses) => row.status.known().is_some_and(|status| statuses.contains(status)),
        Term::Stage(stage) => row.status == stage.status(),
        Term::Province(code) => row.province == *code,
        Term::Nature(slug) => row.nature == *slug,
        Term::Type(kind) => row.filing_type.known() == Some(kind),
        Term::Number(column, ordering, number) => number_of(row, *column).cmp(number) == *ordering,
        Term::Day(column, ordering, day) => on_day(row, *column, *ordering, *day, now),
        Term::DueUnknown => row.due_unknown.is_some(),
        Term::Is(flag) => is(row, *flag, me, now),
    }
}

fn written(text: &str, texts: &[&str]) -> bool {
    let wanted = folded(text);
    texts.iter().any(|text| folded(text).contains(&wanted))
}

fn sounds(text: &str, name: &str) -> bool {
    matches(text, name).is_some_and(|score| score.way >= Way::Pinyin)
}

fn in_column(row: &CaseRow, column: Column, text: &str, now: Timestamp) -> bool {
    match column {
        Column::Number => written(text, &[&row.number]),
        Column::Organizer => written(text, &[&row.organizer]) || sounds(text, &row.organizer),
        Column::Site => written(text, &[&row.site]) || sounds(text, &row.site),
        Column::Domain => written(text, &[&row.domain]),
        Column::Holder => held_by(row, now).is_some_and(|holder| holder == text),
    }
}

fn number_of(row: &CaseRow, column: NumberColumn) -> i64 {
    match column {
        NumberColumn::Round => i64::from(row.round),
        NumberColumn::Version => row.version,
        NumberColumn::Blockers => i64::from(row.finding_counts.blocker),
        NumberColumn::Warnings => i64::from(row.finding_counts.warning),
    }
}

fn on_day(row: &CaseRow, column: DayColumn, ordering: Ordering, day: Day, now: Timestamp) -> bool {
    let at = match column {
        DayColumn::Entered => Some(row.entered_at),
        DayColumn::Due => row.due_at,
    };
    at.is_some_and(|at| local_date(at).cmp(&day.date(local_date(now))) == ordering)
}

fn held_by(row: &CaseRow, now: Timestamp) -> Option<&str> {
    row.holder.as_ref().filter(|holder| holder.until > now).map(|holder| holder.id.as_str())
}

fn is(row: &CaseRow, flag: Flag, me: &str, now: Timestamp) -> bool {
    match flag {
        Flag::Overdue => row.due_at.is_some_and(|due| due < now),
        Flag::Free => held_by(row, now).is_none(),
        Flag::Held => held_by(row, now).is_some(),
        Flag::Mine => held_by(row, now) == Some(me),
        Flag::Deciding => row.decision.is_some(),
        Flag::Escalated => row.escalated_at.is_some(),
        Flag::Snoozed => row.snoozed_until.is_some_and(|until| until > now),
    }
}
