//! The figures as text.

use std::io::{self, Write};

use crate::api::Backlog;
use crate::domain::catalogue;
use crate::domain::clocks::{local_stamp, local_time};
use crate::domain::lang::Lang;
use crate::text::{Word, fill, pad, safe};

/// By review and age, by status, by province.
pub fn words(backlog: &Backlog, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", fill(Word::TakenAt, lang, &[&local_stamp(backlog.at)]))?;
    for stage in &backlog.stages {
        let counts = [
            (Word::Waiting, stage.waiting),
            (Word::Held, stage.held),
            (Word::OverdueCount, stage.overdue),
            (Word::DueUnknown, stage.due_unknown),
        ];
        write!(out, "\n{}", pad(stage.stage.word(lang), 14))?;
        for (word, count) in counts {
            write!(out, "  {} {count}", word.text(lang))?;
        }
        writeln!(out)?;
        for row in &stage.ages {
            writeln!(out, "  {} {:>6}", pad(row.age.word(lang), 10), row.count)?;
        }
        if let Some(oldest) = &stage.oldest {
            writeln!(
                out,
                "  {}  {}  {}  {}",
                Word::Oldest.text(lang),
                safe(&oldest.number),
                safe(&oldest.organizer),
                local_time(oldest.entered_at)
            )?;
        }
    }
    writeln!(out, "\n{}", Word::ByStatus.text(lang))?;
    for row in &backlog.statuses {
        writeln!(out, "  {} {:>6}", pad(row.status.word(lang), 30), row.count)?;
    }
    writeln!(out, "\n{}", Word::ByProvince.text(lang))?;
    for row in &backlog.provinces {
        let name = catalogue::province(&row.province).map_or("", |known| known.text(lang));
        let late = format!("{} {}", Word::OverdueCount.text(lang), row.overdue);
        writeln!(out, "  {} {:>6} + {:>6}  {late}", pad(name, 14), row.first, row.second)?;
    }
    Ok(())
}
