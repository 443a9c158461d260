//! What lies over screen and sheet: notes, related filings, laying aside, and what was refused.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::model::{Model, Over};
use crate::desk::screen::trouble::model::{Facts, Seen};
use crate::desk::screen::{aside, case, note, related, trouble};
use crate::desk::widget::Ctx;
use crate::domain::catalogue::target_name;
use crate::domain::clocks::local_time;
use crate::text::{Word, fill, fit, safe, said};

/// What changed, or a reason, is told in so many cells.
const LONGEST: usize = 160;

/// So many reasons are told one by one.
const REASONS: usize = 4;

/// Draws all of it, the topmost last; returns where the terminal's cursor belongs, if the topmost takes text.
pub fn draw(model: &Model, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for over in &model.over {
        cursor = match over {
            Over::Note(sheet) => {
                let open = model.case.as_ref().filter(|open| open.case.row.id == sheet.id);
                let notes = open.map_or(Some(&[][..]), |open| open.notes.as_deref());
                note::view::draw(sheet, notes, area, ctx, buffer)
            }
            Over::Related(overlay) => {
                let number = model.case.as_ref().map_or("", |open| open.case.row.number.as_str());
                related::view::draw(overlay, number, area, ctx, buffer);
                None
            }
            Over::Aside(sheet) => {
                let then = if model.claim_next && !sheet.about.in_queue { ctx.word(Word::ThenNext) } else { "" };
                aside::view::draw(sheet, then, area, ctx, buffer)
            }
            Over::Trouble(view) => {
                trouble::view::draw(view, &facts(model, &view.seen, ctx), area, ctx, buffer);
                None
            }
        };
    }
    cursor
}

/// What happened to the case since the reviewer was refused, and what he has not sent.
fn facts(model: &Model, seen: &Seen, ctx: &Ctx<'_>) -> Facts {
    let Some(open) = model.case.as_ref().filter(|open| open.case.row.id == seen.case.row.id) else {
        return Facts::default();
    };
    Facts {
        is_reading: model.busy > 0,
        stands: stands(open, ctx),
        since: since(open, seen, ctx),
        kept: kept(model, &seen.case.row.id, ctx),
    }
}

fn stands(open: &case::Model, ctx: &Ctx<'_>) -> Vec<String> {
    let row = &open.case.row;
    let mut out = vec![fill(Word::TroubleStands, ctx.lang, &[&said(&row.status, ctx.lang), &row.version.to_string()])];
    if let Some(holder) = row.holder.as_ref().filter(|holder| holder.until > ctx.now) {
        out.push(fill(Word::ClaimedBy, ctx.lang, &[&holder.id, &local_time(holder.until)]));
    }
    if let Some(held) = &row.decision {
        out.push(fill(Word::DecidedBy, ctx.lang, &[&held.by, &local_time(held.takes_effect_at)]));
    }
    out
}

/// What happened and by whom, and what is different in the form and the materials.
fn since(open: &case::Model, seen: &Seen, ctx: &Ctx<'_>) -> Vec<String> {
    let events = open.history.as_deref().unwrap_or(&[]).iter().skip(seen.events);
    let mut out: Vec<String> = events
        .map(|event| {
            let (verb, to) = (said(&event.verb, ctx.lang), said(&event.to, ctx.lang));
            format!("{}  {}  {verb} -> {to}", local_time(event.at), event.actor.id)
        })
        .collect();
    let changed = case::model::differences(&seen.case, &open.case, ctx.lang);
    out.extend(changed.into_iter().map(|(_, text)| fit(&text, LONGEST)));
    out
}

fn kept(model: &Model, id: &str, ctx: &Ctx<'_>) -> Vec<String> {
    let Some(draft) = model.drafts.get(id) else { return Vec::new() };
    let length = |text: &str| text.trim().chars().count();
    let reasons = draft.reasons.iter().take(REASONS).map(|reason| {
        let place = match reason.target.as_str() {
            "" => ctx.word(Word::AnyTarget).to_owned(),
            target => target_name(target, ctx.lang),
        };
        fit(&format!("{} {place} {}", reason.code, safe(&reason.text)), LONGEST)
    });
    let more = draft.reasons.len().saturating_sub(REASONS);
    let counts = [
        (Word::KeptReasons, if more > 0 { draft.reasons.len() } else { 0 }),
        (Word::KeptNote, length(&draft.note)),
        (Word::KeptAside, length(&draft.aside)),
        (Word::KeptMarks, draft.verified.len()),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(word, count)| fill(word, ctx.lang, &[&count.to_string()]));
    let counts = counts.collect::<Vec<_>>().join(ctx.lang.pick("，", ", "));
    reasons.chain((!counts.is_empty()).then_some(counts)).collect()
}
