//! A filing as text.

use std::io::{self, Write};

use super::administration::verification;
use super::history::{event_lines, reasons};
use super::material::material_line;
use crate::api::FilingStatus;
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
    status.history.iter().try_for_each(|event| event_lines(event, lang, out))
}
