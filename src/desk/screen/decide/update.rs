//! What keys do to the sheets: here the root of it; `pick` finds reasons, `words` changes their texts, `boxed` draws.

mod boxed;
mod pick;
mod words;

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::backend::crossterm::EventHandler;

pub use words::edited;

use super::model::{Mode, Model, Over, Return};
use crate::desk::effect::{Effect, Go};
use crate::desk::widget::paste_line;
use crate::domain::catalogue;
use crate::domain::draft::{Draft, lint};
use crate::domain::filing::Filing;
use crate::domain::habit::Habit;
use crate::domain::lang::Lang;
use crate::domain::reason::{Evidence, ReasonGiven, ReturnKind};
use crate::domain::status::Stage;
use crate::keys::Intent;
use crate::text::{Word, fill};

/// The longest reason of an override, in characters.
const LONGEST_REASON: usize = 2000;

/// What the sheets need to know of the case and of the reviewer.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Which review it is.
    pub stage: Stage,
    /// Language of the screen.
    pub lang: Lang,
    /// What the applicant filled in.
    pub filing: Option<&'a Filing>,
    /// What this reviewer usually gives.
    pub habit: &'a Habit,
    /// The reasons of the last round's return.
    pub before: &'a [ReasonGiven],
}

/// Opens the return sheet: on its reasons, or on the catalogue where there is none yet or one thing is to be flagged.
pub fn open_return(draft: &Draft, target: Option<String>, flagging: bool, around: &Around<'_>) -> Model {
    let picks = draft.reasons.is_empty() || flagging;
    let mode = if picks { Mode::Pick(pick::open(target, None, around)) } else { Mode::List };
    Model::Return(Box::new(Return { mode, flagging, ..Return::default() }))
}

/// A box was drawn on `target`: it goes to the one reason that was flagged there, to the one that is chosen, or to a new one.
pub fn place_evidence(
    draft: &mut Draft,
    target: &str,
    found: Evidence,
    around: &Around<'_>,
) -> (Option<Model>, Vec<Effect>) {
    let here: Vec<usize> =
        draft.reasons.iter().enumerate().filter(|(_, one)| one.target == target).map(|(index, _)| index).collect();
    match (here.as_slice(), draft.reasons.len()) {
        ([only], _) => (None, boxed::attach(draft, *only, found, around)),
        (_, 0) => {
            let mode = Mode::Pick(pick::open(Some(target.to_owned()), None, around));
            let sheet =
                Return { mode, flagging: true, evidence: Some((target.to_owned(), found)), ..Return::default() };
            (Some(Model::Return(Box::new(sheet))), Vec::new())
        }
        // The newest reason of this picture, else a new one for it.
        (here, count) => {
            let cursor = here.last().copied().unwrap_or(count);
            let evidence = Some((target.to_owned(), found));
            let sheet = Return { cursor, mode: Mode::Which(cursor), flagging: true, evidence, ..Return::default() };
            (Some(Model::Return(Box::new(sheet))), Vec::new())
        }
    }
}

/// What a return sheet was doing when the desk was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resumed {
    /// Showing its reasons.
    List,
    /// Picking a reason: what was typed, and for which target.
    Pick(String, Option<String>),
    /// Changing the words of the reason under the cursor: its slots, or its text and whether the suggestion had the focus.
    Words(Option<bool>),
    /// Choosing the reason of a box.
    Which(usize),
    /// Showing what the applicant will read, from a line on.
    Preview(usize),
}

/// Puts a sheet back to what it was doing.
pub fn resume(sheet: &mut Return, draft: &Draft, doing: Resumed, around: &Around<'_>) {
    match doing {
        Resumed::List => {}
        Resumed::Pick(typed, target) => sheet.mode = Mode::Pick(pick::reopened(target, &typed, around)),
        Resumed::Words(None) => open_words(sheet, draft, around),
        Resumed::Words(Some(on_suggestion)) => words::reopened(sheet, draft, on_suggestion),
        Resumed::Which(cursor) if sheet.evidence.is_some() => sheet.mode = Mode::Which(cursor.min(draft.reasons.len())),
        Resumed::Which(_) => {}
        Resumed::Preview(top) => sheet.mode = Mode::Preview(top),
    }
}

/// Whether keys are typed text now, and not intents.
pub const fn takes_text(model: &Model) -> bool {
    match model {
        Model::Return(sheet) => !matches!(sheet.mode, Mode::List | Mode::Preview(_)),
        Model::Confirm(question) => matches!(&question.over, Some(over) if !over.typed),
        Model::Evidence(_) | Model::Outbox(_) => false,
    }
}

/// An intent of the sheet that lies on top.
pub fn intent(model: &mut Model, draft: &mut Draft, intent: Intent, around: &Around<'_>) -> Vec<Effect> {
    if model.is_sending() {
        return Vec::new();
    }
    match (model, intent) {
        (Model::Return(sheet), Intent::No | Intent::Close | Intent::Back | Intent::Preview)
            if matches!(sheet.mode, Mode::Preview(_)) =>
        {
            sheet.mode = Mode::List;
            Vec::new()
        }
        (_, Intent::No | Intent::Close | Intent::Back) => vec![Effect::Go(Go::CloseSheet)],
        (Model::Confirm(_), Intent::Yes) => vec![Effect::Go(Go::Send)],
        (Model::Return(sheet), intent) => return_intent(sheet, draft, intent, around),
        (Model::Evidence(shape), intent) => boxed::intent(shape, intent),
        (Model::Confirm(_) | Model::Outbox(_), _) => Vec::new(),
    }
}

fn return_intent(sheet: &mut Return, draft: &mut Draft, intent: Intent, around: &Around<'_>) -> Vec<Effect> {
    if let Mode::Preview(top) = &mut sheet.mode {
        match intent {
            Intent::Down => *top += 1,
            Intent::Up => *top = top.saturating_sub(1),
            Intent::HalfDown => *top += 10,
            Intent::HalfUp => *top = top.saturating_sub(10),
            Intent::Top => *top = 0,
            Intent::Yes => {
                sheet.mode = Mode::List;
                return send(sheet, draft, around);
            }
            _ => {}
        }
        return Vec::new();
    }
    let last = draft.reasons.len().saturating_sub(1);
    match intent {
        Intent::Down => sheet.cursor = (sheet.cursor + 1).min(last),
        Intent::Up => sheet.cursor = sheet.cursor.saturating_sub(1),
        Intent::Top => sheet.cursor = 0,
        Intent::Bottom => sheet.cursor = last,
        Intent::AddReason => sheet.mode = Mode::Pick(pick::open(None, None, around)),
        Intent::EditReason => open_words(sheet, draft, around),
        Intent::Preview if !draft.reasons.is_empty() => sheet.mode = Mode::Preview(0),
        Intent::Evidence if sheet.cursor < draft.reasons.len() => drop_evidence(sheet, draft),
        Intent::DropReason if sheet.cursor < draft.reasons.len() => {
            draft.reasons.remove(sheet.cursor);
            if draft.reasons.is_empty() {
                draft.kind = ReturnKind::Correct;
            }
            sheet.cursor = sheet.cursor.min(draft.reasons.len().saturating_sub(1));
        }
        Intent::ToggleKind => {
            draft.kind = match draft.kind {
                ReturnKind::Correct => ReturnKind::Reject,
                ReturnKind::Reject => ReturnKind::Correct,
            };
        }
        Intent::Yes => return send(sheet, draft, around),
        _ => {}
    }
    Vec::new()
}

/// Opens what there is to change of the reason under the cursor: the catalogue where it has none yet, else its words.
fn open_words(sheet: &mut Return, draft: &Draft, around: &Around<'_>) {
    match draft.reasons.get(sheet.cursor) {
        Some(reason) if reason.code.is_empty() => {
            sheet.mode = Mode::Pick(pick::open(Some(reason.target.clone()), Some(sheet.cursor), around));
        }
        _ => words::open(sheet, draft),
    }
}

/// A reason is complete: back to the case where it was only to be flagged.
fn done(sheet: &mut Return, draft: &Draft, around: &Around<'_>) -> Vec<Effect> {
    sheet.mode = Mode::List;
    if !sheet.flagging {
        return Vec::new();
    }
    let code = draft.reasons.get(sheet.cursor).map_or("", |reason| reason.code.as_str());
    let name =
        catalogue::reason(code).map_or_else(|| Word::ReasonOpen.text(around.lang), |known| known.text(around.lang));
    let notice = fill(Word::FlagSaved, around.lang, &[name]);
    vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Notice(notice))]
}

/// The newest box of the reason under the cursor is taken away again.
fn drop_evidence(sheet: &Return, draft: &mut Draft) {
    if let Some(reason) = draft.reasons.get_mut(sheet.cursor) {
        reason.evidence.pop();
    }
}

/// Sends the return unless something is wrong with it: then the cursor goes there, and what is missing is asked for.
fn send(sheet: &mut Return, draft: &Draft, around: &Around<'_>) -> Vec<Effect> {
    if draft.reasons.is_empty() {
        sheet.trouble = Some(Word::NeedReason.text(around.lang).to_owned());
        return Vec::new();
    }
    let faults = lint(draft, around.stage, around.before);
    let all_pass = faults.iter().all(|fault| fault.kind.may_pass());
    let worst = faults.iter().find(|fault| !fault.kind.may_pass()).or_else(|| faults.first());
    let Some(worst) = worst.filter(|_| !all_pass || sheet.warned != faults) else { return vec![Effect::Go(Go::Send)] };
    sheet.cursor = worst.index;
    let mut why = worst.message(draft, around.lang);
    if all_pass {
        why = format!("{why}{}{}", around.lang.pick("。", ". "), Word::SendAnyway.text(around.lang));
    } else {
        words::mend(sheet, draft, &worst.kind, around);
    }
    sheet.trouble = Some(why);
    sheet.warned = faults;
    Vec::new()
}

/// A key while text is typed.
pub fn typed(model: &mut Model, draft: &mut Draft, key: &KeyEvent, around: &Around<'_>) -> Vec<Effect> {
    if model.is_sending() {
        return Vec::new();
    }
    match model {
        Model::Confirm(question) => question.over.as_mut().map_or_else(Vec::new, |over| reason_key(over, key)),
        Model::Return(sheet) => match &mut sheet.mode {
            Mode::List | Mode::Preview(_) => Vec::new(),
            Mode::Pick(_) => pick::key(sheet, draft, key, around),
            Mode::Target(_) => pick::target_key(sheet, draft, key, around),
            Mode::Slots(_) => words::slot_key(sheet, draft, key, around),
            Mode::Edit(_) => words::edit_key(sheet, draft, key),
            Mode::Which(_) => boxed::which_key(sheet, draft, key, around),
        },
        Model::Evidence(_) | Model::Outbox(_) => Vec::new(),
    }
}

/// A key of the reason of an override.
fn reason_key(over: &mut Over, key: &KeyEvent) -> Vec<Effect> {
    match key.code {
        KeyCode::Esc => return vec![Effect::Go(Go::CloseSheet)],
        KeyCode::Enter => over.typed = !over.reason.value().trim().is_empty(),
        _ => {
            let before = over.reason.clone();
            over.reason.handle_event(&Event::Key(*key));
            if over.reason.value().chars().count() > LONGEST_REASON {
                over.reason = before;
            }
        }
    }
    Vec::new()
}

/// Text pasted into what is typed.
pub fn pasted(model: &mut Model, draft: &mut Draft, text: &str, around: &Around<'_>) {
    match model {
        Model::Confirm(question) => {
            if let Some(over) = question.over.as_mut().filter(|over| !over.typed) {
                paste_line(&mut over.reason, text, LONGEST_REASON);
            }
        }
        Model::Return(sheet) => match &mut sheet.mode {
            Mode::Pick(pick) => pick::paste(pick, text, around),
            Mode::Slots(form) => words::paste_slot(form, draft, text),
            Mode::Edit(edit) => words::paste(edit, draft, text),
            _ => {}
        },
        Model::Evidence(_) | Model::Outbox(_) => {}
    }
}

#[cfg(test)]
mod tests;
