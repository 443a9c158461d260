//! What changed since the last round, as text.

use std::io::{self, Write};

use crate::domain::catalogue::target_name;
use crate::domain::lang::Lang;
use crate::domain::round::{PictureChange, PieceKind, RoundView};
use crate::text::{Word, safe, said};

/// Reasons with what became of them, changed fields with their difference, pictures; nothing in a first round.
pub fn words(view: &RoundView, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if *view == RoundView::default() {
        return Ok(());
    }
    writeln!(out, "\n{}", Word::SinceRound.text(lang))?;
    for seen in &view.reasons {
        let target = target_name(&seen.reason.target, lang);
        writeln!(out, "  [{}] {target}: {}", said(&seen.outcome, lang), safe(&seen.reason.text))?;
    }
    let unasked = |asked: bool| if asked { "" } else { Word::NotAskedFor.text(lang) };
    for change in &view.changes {
        writeln!(out, "  {}  {}", target_name(&change.path, lang), unasked(change.asked))?;
        let pieces = change.pieces.iter().map(|piece| match piece.kind.known() {
            Some(PieceKind::Removed) => format!("[-{}-]", safe(&piece.text)),
            Some(PieceKind::Added) => format!("{{+{}+}}", safe(&piece.text)),
            _ => safe(&piece.text),
        });
        writeln!(out, "    {}", pieces.collect::<String>())?;
    }
    for picture in &view.pictures {
        let name = target_name(&format!("material:{}", picture.slug), lang);
        let note = if picture.change == PictureChange::Same { "" } else { unasked(picture.asked) };
        writeln!(out, "  {name} {}: {}  {note}", picture.page, said(&picture.change, lang))?;
    }
    Ok(())
}
