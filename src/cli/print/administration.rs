//! What is handed over to the administration, and what it said, as text.

use std::io::{self, Write};

use crate::api::{HandedOver, Page, SmsState, Told};
use crate::domain::clocks::local_stamp;
use crate::domain::lang::Lang;
use crate::text::{Word, fill, pad, safe, said};

/// Column widths in cells; the last column is as wide as it needs.
const WIDTHS: [usize; 5] = [10, 22, 30, 22, 24];

/// One line per filing under a line of heads, and its SMS verification below.
pub fn table(page: &Page<HandedOver>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let heads = [Word::Number, Word::StatusHead, Word::Organizer, Word::Site, Word::Domain];
    line(&heads.map(|word| word.text(lang).to_owned()), Word::Batch.text(lang), out)?;
    for row in &page.items {
        let batch = match row.batch {
            None => Word::BatchWaits.text(lang).to_owned(),
            Some(batch) if row.acknowledged => batch.to_string(),
            Some(batch) => fill(Word::BatchUnacknowledged, lang, &[&batch.to_string()]),
        };
        let status = said(&row.status, lang);
        let cells = [safe(&row.number), status, safe(&row.organizer), safe(&row.site), safe(&row.domain)];
        line(&cells, &batch, out)?;
        verification(&row.sms, lang, out)?;
    }
    Ok(())
}

/// Where a filing stands after what was said.
pub fn told(told: &Told, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", fill(Word::NowStatus, lang, &[&safe(&told.number), &said(&told.status, lang)]))?;
    verification(&told.sms, lang, out)?;
    if let Some(entity) = &told.entity_number {
        let service = told.service_number.as_deref().unwrap_or_default();
        writeln!(out, "  {}", fill(Word::NumbersGiven, lang, &[&safe(entity), &safe(service)]).trim_end())?;
    }
    Ok(())
}

/// A line per principal who must answer.
pub fn verification(sms: &[SmsState], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for one in sms {
        let stands = match one.verified_at {
            Some(at) => fill(Word::SmsVerifiedAt, lang, &[&local_stamp(at)]),
            None => fill(Word::SmsMissing, lang, &[&local_stamp(one.due_at), &one.tries.to_string()]),
        };
        writeln!(out, "  {} {}: {stands}", Word::SmsHead.text(lang), said(&one.principal, lang))?;
    }
    Ok(())
}

fn line(cells: &[String; 5], last: &str, out: &mut dyn Write) -> io::Result<()> {
    let text: Vec<_> = cells.iter().zip(WIDTHS).map(|(text, cells)| pad(text, cells)).collect();
    writeln!(out, "{}", format!("{} {last}", text.join(" ")).trim_end())
}
