//! A case as text.

use std::io::{self, Write};

use jiff::Timestamp;

use super::administration::verification;
use super::filing::fields;
use super::history::event_lines;
use super::material::material_line;
use crate::api::{Case, HistoryEvent};
use crate::domain::clocks::{local_stamp, local_time, time_left};
use crate::domain::lang::Lang;
use crate::domain::open::Open;
use crate::text::{Word, fill, safe};

/// Head, fields, materials, history.
pub fn words(case: &Case, history: &[HistoryEvent], now: Timestamp, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let row = &case.row;
    let status = match &row.status {
        Open::Known(status) => status.word(lang).to_owned(),
        Open::Other(word) => fill(Word::UnknownStatus, lang, &[&safe(word)]),
    };
    writeln!(out, "{}  {}  {}", safe(&row.number), safe(&row.organizer), safe(&row.site))?;
    write!(out, "{status}  {}", fill(Word::RoundN, lang, &[&row.round.to_string()]))?;
    if let Some(due) = row.due_at {
        let word = if due < now { Word::Overdue } else { Word::Due };
        write!(out, "  {}", fill(word, lang, &[&local_time(due), &time_left(due, now, lang)]))?;
    }
    if let Some(held) = &row.decision {
        write!(out, "  {}", fill(Word::DecidedBy, lang, &[&safe(&held.by), &local_stamp(held.takes_effect_at)]))?;
    } else if let Some(holder) = &row.holder {
        write!(out, "  {}", fill(Word::ClaimedBy, lang, &[&safe(&holder.id), &local_time(holder.until)]))?;
    }
    writeln!(out)?;
    fields(&case.filing, lang, out)?;
    writeln!(out, "\n{}", Word::Materials.text(lang))?;
    case.materials.iter().try_for_each(|material| writeln!(out, "  {}", material_line(material, lang)))?;
    if let Some(at) = case.verified_at {
        writeln!(out, "  {}", fill(Word::VerifiedAt, lang, &[&local_stamp(at)]))?;
    }
    verification(&case.sms, lang, out)?;
    writeln!(out, "\n{}", Word::History.text(lang))?;
    history.iter().try_for_each(|event| event_lines(event, lang, out))
}
