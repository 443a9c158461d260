//! The queue as a table.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::api::{CaseRow, Page};
use crate::domain::catalogue;
use crate::domain::clocks::time_left;
use crate::domain::lang::Lang;
use crate::text::{Word, pad, safe, said};

/// Column widths in cells; the last column is as wide as it needs.
const WIDTHS: [usize; 10] = [10, 13, 30, 22, 24, 8, 12, 3, 5, 14];

/// One line per case under a line of heads.
pub fn table(page: &Page<CaseRow>, now: Timestamp, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let heads = [
        Word::Number,
        Word::StatusHead,
        Word::Organizer,
        Word::Site,
        Word::Domain,
        Word::Province,
        Word::Nature,
        Word::Round,
        Word::FoundHead,
        Word::TimeLeft,
    ];
    line(&heads.map(|word| word.text(lang).to_owned()), Word::Holder.text(lang), out)?;
    for row in &page.items {
        let status = said(&row.status, lang);
        let due = match (row.due_at, &row.due_unknown) {
            (Some(due), _) => time_left(due, now, lang),
            (None, Some(_)) => Word::DueUnknown.text(lang).to_owned(),
            (None, None) => String::new(),
        };
        let cells = [
            safe(&row.number),
            status,
            safe(&row.organizer),
            safe(&row.site),
            safe(&row.domain),
            catalogue::province(&row.province).map_or(row.province.clone(), |known| known.text(lang).to_owned()),
            catalogue::nature(&row.nature).map_or(row.nature.clone(), |known| known.text(lang).to_owned()),
            row.round.to_string(),
            format!("{}/{}", row.finding_counts.blocker, row.finding_counts.warning),
            due,
        ];
        line(&cells, &row.holder.as_ref().map(|holder| safe(&holder.id)).unwrap_or_default(), out)?;
    }
    Ok(())
}

fn line(cells: &[String; 10], last: &str, out: &mut dyn Write) -> io::Result<()> {
    let text: Vec<_> = cells.iter().zip(WIDTHS).map(|(text, cells)| pad(text, cells)).collect();
    writeln!(out, "{}", format!("{} {last}", text.join(" ")).trim_end())
}
