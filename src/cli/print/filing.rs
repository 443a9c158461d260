//! Filings as text.

use std::io::{self, Write};

use super::administration::verification;
use super::history::{event_lines, reasons};
use super::material::material_line;
use super::zone;
use crate::api::{FilingRow, FilingStatus, FoundType, Page, Requirement};
use crate::domain::catalogue;
use crate::domain::clocks::local_stamp;
use crate::domain::field::every_value;
use crate::domain::filing::Filing;
use crate::domain::lang::Lang;
use crate::text::{Word, fill, pad, safe, safe_lines, said};

/// A longer value is cut: a shell has a scroll-back to protect.
const LONGEST: usize = 2000;

/// Every given field, by group.
pub fn fields(filing: &Filing, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut group = None;
    for (field, values) in every_value(filing, lang) {
        // It says something of the service principal only.
        if field.path == "entity_principal.is_same_as_entity_principal" {
            continue;
        }
        if group != Some(field.group) {
            group = Some(field.group);
            writeln!(out, "\n{}", field.group.word(lang))?;
        }
        for (number, value) in values.iter().enumerate() {
            let label = if number == 0 { field.text(lang) } else { "" };
            let length = value.chars().count();
            let shown: String = value.chars().take(LONGEST).collect();
            let more = if length > LONGEST { format!("… ({length})") } else { String::new() };
            writeln!(out, "  {} {}{more}", pad(label, 26), safe_lines(&shown).join("\n                             "))?;
        }
    }
    Ok(())
}

/// One's own filings, a line each.
pub fn table(page: &Page<FilingRow>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for row in &page.items {
        let (status, kind) = (said(&row.status, lang), said(&row.filing_type, lang));
        let cells =
            [(&*safe(&row.number), 10), (&*status, 24), (&*safe(&row.organizer), 30), (&*safe(&row.domain), 28)];
        let line: Vec<_> = cells.iter().map(|(text, cells)| pad(text, *cells)).collect();
        writeln!(out, "{} {kind}", line.join(" "))?;
    }
    Ok(())
}

/// The type that was found, the numbers that go with it, and what else is wrong.
pub fn found_type(found: &FoundType, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let head = if found.checked { Word::FoundType } else { Word::FoundTypeUnchecked };
    writeln!(out, "{}", fill(head, lang, &[&said(&found.filing_type, lang)]))?;
    for (word, number) in [(Word::EntityNumber, &found.entity_number), (Word::ServiceNumber, &found.service_number)] {
        if let Some(number) = number {
            writeln!(out, "  {}", fill(word, lang, &[&safe(number)]))?;
        }
    }
    found.problems.iter().try_for_each(|problem| writeln!(out, "  ! {}", safe(&problem.detail)))
}

/// The materials that a filing needs, each with what is there of it and why.
pub fn needed(needed: &[Requirement], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if needed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::NeededMaterials.text(lang))?;
    for one in needed {
        let state = match (one.uploaded, one.required) {
            (0, true) => Word::StillMissing.text(lang).to_owned(),
            (0, false) => Word::MayBeAsked.text(lang).to_owned(),
            (count, _) => format!("{count}/{}", one.max),
        };
        let name = catalogue::target_name(&format!("material:{}", one.slug), lang);
        let name = format!("{name} ({})", safe(&one.slug));
        writeln!(out, "  {} {} {}", pad(&state, lang_cells(lang)), pad(&name, 44), safe(&one.reason))?;
    }
    Ok(())
}

/// How wide the word for how much is there may be.
const fn lang_cells(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 8,
        Lang::En => 16,
    }
}

/// Where it stands, and what was returned.
pub fn short(status: &FilingStatus, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let word = said(&status.status, lang);
    writeln!(out, "{}", fill(Word::NowStatus, lang, &[&safe(&status.number), &word]))?;
    if !status.reasons.is_empty() {
        writeln!(out, "{}", Word::Reasons.text(lang))?;
    }
    reasons(&status.reasons, lang, out)
}

/// The same with every field, the materials and what happened.
pub fn words(status: &FilingStatus, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    short(status, lang, out)?;
    fields(&status.filing, lang, out)?;
    writeln!(out, "\n{}", Word::Materials.text(lang))?;
    for material in &status.materials {
        writeln!(out, "  {}", material_line(material, lang))?;
    }
    if let Some(at) = status.verified_at {
        writeln!(out, "  {}", fill(Word::VerifiedAt, lang, &[&local_stamp(at)]))?;
    }
    verification(&status.sms, lang, out)?;
    writeln!(out, "\n{}", Word::History.text(lang))?;
    status.history.iter().try_for_each(|event| event_lines(event, lang, out))?;
    zone(lang, out)
}
