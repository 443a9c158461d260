//! Asking before something is changed: on a terminal by a question, elsewhere only `--yes` counts.

use std::io::{BufRead, IsTerminal, Write, stdin};

use super::args::Asking;
use super::{Exit, Failure};
use crate::domain::lang::Lang;
use crate::text::{Word, fill};

/// Whether to go on: `Ok(false)` after a dry run, an error where nobody can be asked or the answer is no.
///
/// # Errors
/// Exit 2 without a terminal and without `--yes`; exit 130 where the answer is no.
pub fn may(asking: Asking, question: &str, lang: Lang, talk: &mut dyn Write) -> anyhow::Result<bool> {
    if asking.dry_run {
        writeln!(talk, "{}", fill(Word::DryRun, lang, &[question]))?;
        return Ok(false);
    }
    if asking.yes {
        return Ok(true);
    }
    if !stdin().is_terminal() {
        return Err(Failure::usage(Word::NeedsYes.text(lang)));
    }
    write!(talk, "{question} [y/N] ")?;
    talk.flush()?;
    let mut answer = String::new();
    stdin().lock().read_line(&mut answer)?;
    if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是") {
        return Ok(true);
    }
    Err(Failure { exit: Exit::Interrupted, message: Word::NotDone.text(lang).to_owned() }.into())
}
