//! How the view of a refusal looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::model::{Facts, Model, Next};
use crate::desk::layout::popup;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, framed, paragraph};
use crate::text::{Word, safe, wrap};

/// Draws the view.
pub fn draw(model: &Model, facts: &Facts, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) {
    let width = area.width.saturating_sub(2).min(84);
    let cells = usize::from(width.saturating_sub(4));
    let mut top: Vec<Line<'static>> = Vec::new();
    section(&mut top, Word::TroubleWhat, std::slice::from_ref(&model.why), Meaning::Bad, cells, ctx);
    let mut since = facts.stands.clone();
    since.extend(facts.since.iter().cloned());
    if facts.is_reading {
        since = vec![ctx.word(Word::Loading).to_owned()];
    } else if facts.since.is_empty() {
        since.push(ctx.word(Word::TroubleNothing).to_owned());
    }
    section(&mut top, Word::TroubleSince, &since, Meaning::Popup, cells, ctx);
    let mut end: Vec<Line<'static>> = Vec::new();
    let kept = match facts.kept.as_slice() {
        [] => &[ctx.word(Word::KeptNothing).to_owned()],
        kept => kept,
    };
    section(&mut end, Word::TroubleKept, kept, Meaning::Good, cells, ctx);
    section(&mut end, Word::TroubleNext, &[ctx.keyed(word(model.next()))], Meaning::Key, cells, ctx);
    let height = (top.len() + end.len() + 2) as u16;
    let frame = popup(area, width, height.min(area.height.saturating_sub(1)));
    let inside = framed(ctx.word(Word::TroubleTitle), frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    // What to do next is always in sight; what happened gives way, with a sign.
    let foot = (end.len() as u16).min(inside.height);
    paragraph(top, Rect { height: inside.height - foot, ..inside }, ctx, buffer);
    paragraph(end, Rect { y: inside.bottom() - foot, height: foot, ..inside }, ctx, buffer);
}

fn section(out: &mut Vec<Line<'static>>, title: Word, texts: &[String], meaning: Meaning, cells: usize, ctx: &Ctx<'_>) {
    out.push(Line::styled(ctx.word(title), ctx.style(Meaning::Focus)));
    for text in texts {
        let lines = wrap(&safe(text), cells.saturating_sub(2)).into_iter();
        out.extend(lines.map(|line| Line::styled(format!("  {line}"), ctx.style(meaning))));
    }
}

const fn word(next: Next) -> Word {
    match next {
        Next::Look => Word::NextLook,
        Next::Claim => Word::NextClaim,
        Next::Other => Word::NextOther,
        Next::Colleague => Word::NextColleague,
        Next::Findings => Word::NextFindings,
        Next::Mend => Word::NextMend,
    }
}
