//! What happened, and the reasons of a return.

use std::io::{self, Write};

use crate::api::HistoryEvent;
use crate::domain::catalogue::target_name;
use crate::domain::clocks::local_stamp;
use crate::domain::lang::Lang;
use crate::domain::reason::{Evidence, ReasonGiven};
use crate::text::{safe, said};

/// One event, and the reasons of a return.
pub fn event_lines(event: &HistoryEvent, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let verb = said(&event.verb, lang);
    let to = said(&event.to, lang);
    writeln!(out, "  {}  {}  {verb}  -> {to}", local_stamp(event.at), safe(&event.actor.id))?;
    reasons(&event.reasons, lang, out)
}

/// Reasons as the applicant reads them.
pub fn reasons(reasons: &[ReasonGiven], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for reason in reasons {
        let target =
            if reason.target.is_empty() { String::new() } else { format!("{}: ", target_name(&reason.target, lang)) };
        writeln!(out, "    [{}] {target}{}", safe(&reason.code), safe(&reason.text))?;
        if !reason.suggestion.is_empty() {
            writeln!(out, "      -> {}", safe(&reason.suggestion))?;
        }
        for shown in &reason.evidence {
            let Evidence { sha256, x, y, width, height } = shown;
            let start: String = sha256.chars().take(12).collect();
            writeln!(out, "      [{}… {x},{y} {width}x{height}]", safe(&start))?;
        }
    }
    Ok(())
}
