//! A case as text.

use std::io::{self, Write};

use jiff::Timestamp;

use super::administration::verification;
use super::filing::fields;
use super::history::{event_lines, reasons};
use super::material::material_line;
use crate::api::{Case, Checking, HistoryEvent, Note, Proposal, Related};
use crate::domain::catalogue::target_name;
use crate::domain::clocks::{local_stamp, local_time, time_left};
use crate::domain::finding::Finding;
use crate::domain::lang::Lang;
use crate::domain::open::Open;
use crate::domain::verb::Verb;
use crate::text::{Word, fill, safe, safe_lines, said};

/// What the machine found, the heaviest first; nothing where it found nothing.
pub fn findings(findings: &[Finding], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::Findings.text(lang))?;
    for finding in findings {
        let target = target_name(&finding.target, lang);
        let code = if finding.code.is_empty() { String::new() } else { format!("  ({})", safe(&finding.code)) };
        writeln!(out, "  [{}] {target}: {}{code}", said(&finding.severity, lang), safe(finding.text(lang)))?;
    }
    Ok(())
}

/// That pictures are still being measured, while some are.
pub fn measuring(case: &Case, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Checking { done, total } = case.checking;
    if done >= total {
        return Ok(());
    }
    writeln!(out, "{}", fill(Word::PicturesMeasured, lang, &[&done.to_string(), &total.to_string()]))
}

/// Other filings that have something in common, and how they were decided.
pub fn related(related: &[Related], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if related.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::RelatedFilings.text(lang))?;
    for one in related {
        let row = &one.row;
        writeln!(out, "  {}  {}  {}", safe(&row.number), said(&row.status, lang), safe(&row.organizer))?;
        let why: Vec<_> =
            one.why.iter().map(|shared| format!("{} {}", said(&shared.kind, lang), safe(&shared.value))).collect();
        writeln!(out, "    {}", why.join(lang.pick("，", ", ")))?;
        one.decisions.iter().try_for_each(|event| event_lines(event, lang, out))?;
    }
    Ok(())
}

/// What reviewers wrote among themselves.
pub fn notes(notes: &[Note], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::Notes.text(lang))?;
    notes.iter().try_for_each(|note| {
        writeln!(out, "  {}  {}  {}", local_stamp(note.at), safe(&note.author), safe_lines(&note.text).join("\n    "))
    })
}

/// What trainees would decide, and how that compares.
pub fn proposals(proposals: &[Proposal], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if proposals.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::Proposals.text(lang))?;
    for one in proposals {
        let said = &one.proposed;
        let verb = if said.outcome == "approve" { Verb::Approve } else { Verb::Return };
        let compared = match &one.agreement {
            None => String::new(),
            Some(agreement) => format!("  {}", agreement.words(lang)),
        };
        writeln!(out, "  {}  {}  {}{compared}", local_stamp(said.at), safe(&said.by), verb.word(lang))?;
        reasons(&said.reasons, lang, out)?;
    }
    Ok(())
}

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
    measuring(case, lang, out)?;
    findings(&case.findings, lang, out)?;
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
