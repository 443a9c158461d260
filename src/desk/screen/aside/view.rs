//! How these sheets look.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::model::Model;
use crate::desk::layout::popup;
use crate::desk::several::named;
use crate::desk::theme::Meaning;
use crate::desk::widget::{Ctx, draw_writing, framed, paragraph};
use crate::domain::clocks::local_time;
use crate::domain::verb::Verb;
use crate::text::{Word, fill, fit, pad, safe, wrap};

/// Draws the sheet; `then` says what follows once it is sent. Returns where the terminal's cursor belongs while text is typed.
pub fn draw(model: &Model, then: &str, area: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    let number = safe(&model.about.number);
    let (title, what) = match model.verb {
        Verb::Escalate => (Word::EscalateTitle, Some(Word::EscalateText)),
        Verb::Snooze => (Word::SnoozeTitle, Some(Word::SnoozeText)),
        Verb::Deescalate => (Word::DeescalateTitle, None),
        _ => (Word::WakeTitle, None),
    };
    let width = area.width.saturating_sub(2).min(76);
    let cells = usize::from(width.saturating_sub(4));
    let say = |text: &str, meaning: Meaning| {
        wrap(text, cells).into_iter().map(|line| Line::styled(line, ctx.style(meaning))).collect::<Vec<_>>()
    };
    let cases = model.about.cases();
    let who = if cases.len() > 1 { named(&cases, ctx.lang) } else { fit(&safe(&model.about.organizer), cells) };
    let mut above = say(&who, Meaning::Title);
    above.extend(what.into_iter().flat_map(|word| say(ctx.word(word), Meaning::Popup)));
    above.extend(model.said.iter().flat_map(|line| say(&safe(line), Meaning::Popup)));
    if model.wants_reason() && model.about.token.is_none() {
        above.extend(say(ctx.word(Word::ClaimFirst), Meaning::Muted));
    }
    if !then.is_empty() && model.wants_reason() {
        above.extend(say(then, Meaning::Muted));
    }
    if !model.choices.is_empty() {
        above.extend(say(&ctx.keyed(Word::UntilWhen), Meaning::Focus));
        above.extend(choices(model, cells, ctx));
    }
    let mut below = model.trouble.iter().flat_map(|why| say(&safe(why), Meaning::Bad)).collect::<Vec<_>>();
    let last = match (model.sending, model.typing) {
        (true, _) => ctx.word(Word::Busy).to_owned(),
        (false, true) => ctx.word(Word::ReasonHint).to_owned(),
        (false, false) => {
            let word = if model.wants_reason() { Word::AsideReady } else { Word::YesNo };
            ctx.spelled(&fill(word, ctx.lang, &[model.verb.word(ctx.lang)]))
        }
    };
    below.extend(say(&last, Meaning::Key));
    let writing = if model.wants_reason() { 5 } else { 0 };
    let height = above.len() + below.len() + writing + 2;
    let frame = popup(area, width, (height as u16).min(area.height.saturating_sub(1)));
    let title = match cases.len() {
        1 => fill(title, ctx.lang, &[&number]),
        count => fill(Word::SnoozeSeveralTitle, ctx.lang, &[&count.to_string()]),
    };
    let inside = framed(&title, frame, ctx, buffer);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    // Where there is too little room, what is read gives way to what is typed and to what is wrong.
    let foot = (below.len() as u16).min(inside.height);
    let area_height = (writing as u16).min(inside.height - foot);
    let head = Rect { height: inside.height - foot - area_height, ..inside };
    paragraph(above, head, ctx, buffer);
    let place = Rect { y: head.bottom(), height: area_height, ..inside };
    let cursor = reason(model, place, ctx, buffer);
    paragraph(below, Rect { y: place.bottom(), height: foot, ..inside }, ctx, buffer);
    cursor
}

fn choices(model: &Model, cells: usize, ctx: &Ctx<'_>) -> Vec<Line<'static>> {
    let line = |(index, (kind, until)): (usize, &(crate::domain::put_off::PutOffUntil, jiff::Timestamp))| {
        let mark = if index == model.choice { ">" } else { " " };
        let text = pad(&format!(" {mark} {}  {}", local_time(*until), kind.word(ctx.lang)), cells);
        let meaning = if index == model.choice { Meaning::Selected } else { Meaning::Popup };
        Line::styled(text, ctx.style(meaning))
    };
    model.choices.iter().enumerate().map(line).collect()
}

fn reason(model: &Model, place: Rect, ctx: &Ctx<'_>, buffer: &mut Buffer) -> Option<Position> {
    if !model.wants_reason() || place.height < 2 {
        return None;
    }
    let label = Rect { height: 1, ..place };
    Line::styled(ctx.word(Word::ReasonWhy), ctx.style(Meaning::Focus)).render(label, buffer);
    let body = Rect { y: place.y + 1, height: place.height - 1, ..place };
    draw_writing(&model.text, model.typing, body, ctx, buffer)
}
