//! What follows after approval, as text.

use std::io::{self, Write};

use crate::api::{Obligation, SiteCheck};
use crate::domain::clocks::local_stamp;
use crate::domain::lang::Lang;
use crate::text::{Word, fill, safe, said};

/// The obligations, one a line; nothing where there are none.
pub fn owed(owed: &[Obligation], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if owed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::AfterApproval.text(lang))?;
    for one in owed {
        let due =
            one.due_at.map(|due| format!("  {}", fill(Word::DueBy, lang, &[&local_stamp(due)]))).unwrap_or_default();
        writeln!(out, "  [{}] {}{due}  {}", said(&one.state, lang), said(&one.kind, lang), safe(&one.detail))?;
    }
    Ok(())
}

/// What a home page shows.
pub fn site(check: &SiteCheck, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", safe(&check.url))?;
    if let Some(problem) = &check.problem {
        return writeln!(out, "  {}", fill(Word::SiteUnread, lang, &[&safe(problem)]));
    }
    let answer = |yes: bool| if yes { Word::Yes } else { Word::NotThere }.text(lang);
    writeln!(out, "  {}  {}", fill(Word::NumberShown, lang, &[&safe(&check.number)]), answer(check.number_shown))?;
    writeln!(out, "  {}  {}", Word::NumberLinked.text(lang), answer(check.number_linked))?;
    writeln!(out, "  {}  {}", Word::NumberAtBottom.text(lang), answer(check.at_bottom))?;
    if let (Some(organizer), Some(shown)) = (&check.copyright, check.copyright_shown) {
        writeln!(out, "  {}  {}", fill(Word::CopyrightShown, lang, &[&safe(organizer)]), answer(shown))?;
    }
    Ok(())
}
