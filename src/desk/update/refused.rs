//! What was refused: the one view that says why, what changed meanwhile and which key comes next, over the sheet that holds what
//! was typed; and what its keys do.

use crate::client::ClientError;
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::model::{Model, Notice, Over};
use crate::desk::screen::decide::model::Mode;
use crate::desk::screen::trouble::model::{Next, Seen};
use crate::desk::screen::{case, decide, trouble};
use crate::domain::refusal::Refusal;
use crate::keys::Intent;
use crate::text::Word;

/// The code of a refusal that is about the case: of what the client may mend or must accept, and not of a broken server.
pub(super) fn code_of(error: &ClientError) -> Option<&str> {
    match error {
        ClientError::Refused(problem) if error.is_refusal() && problem.code != "queue_empty" => Some(&problem.code),
        _ => None,
    }
}

/// Puts the view on top, with the case as the reviewer knew it. `reason` is the reason at fault, where the API named one.
pub(super) fn show(model: &mut Model, code: &str, why: &str, reason: Option<usize>) {
    let Some(case) = &model.case else { return };
    let seen = Seen { case: Box::new(case.case.clone()), events: case.history.as_ref().map_or(0, Vec::len) };
    let view = trouble::Model { code: code.to_owned(), why: why.to_owned(), reason, seen };
    model.over.retain(|over| !matches!(over, Over::Trouble(_)));
    model.over.push(Over::Trouble(Box::new(view)));
}

/// The lease of the open case is gone: said in the footer, and in the view where that takes no key from what is being typed;
/// the case is read anew.
pub(super) fn lease_lost(model: &mut Model) -> Vec<Effect> {
    let Some(case) = &mut model.case else { return Vec::new() };
    (case.lease, case.lease_gone) = (None, true);
    let effects = case::update::read(&case.case.row.id);
    let is_busy = case.jump.is_some() || case.search.as_ref().is_some_and(|search| search.typing);
    let text = Word::LeaseGone.text(model.lang).to_owned();
    model.notice = Some(Notice { text, warning: true });
    if !is_busy && model.sheet.is_none() && model.over.is_empty() {
        let why = Refusal::LeaseLost.message(model.lang);
        show(model, Refusal::LeaseLost.code(), &why, None);
    }
    effects
}

/// A key of the view. What was refused is never sent again from here, so that a second `y` cannot decide on what nobody has
/// looked at.
pub(super) fn intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Some(Over::Trouble(view)) = model.over.last() else { return Vec::new() };
    let (next, reason, why) = (view.next(), view.reason, view.why.clone());
    match intent {
        // Where a decision waits below, it is the claim that it wanted all along.
        Intent::Claim if next == Next::Claim && model.sheet.as_ref().is_some_and(decide::Model::is_decision) => {
            let Some(open) = &model.case else { return Vec::new() };
            vec![Effect::Call(Slot::Regain, Call::Claim(open.case.row.id.clone()))]
        }
        Intent::Claim => vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Confirm(Confirm::Claim))],
        Intent::Close => {
            model.sheet = None;
            vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Queue)]
        }
        Intent::Open | Intent::Back | Intent::No => {
            let changed = model.changes_since();
            model.over.pop();
            match (&mut model.sheet, reason) {
                (Some(decide::Model::Return(sheet)), Some(at)) if next == Next::Mend => {
                    (sheet.mode, sheet.trouble, sheet.cursor) = (Mode::List, Some(why), at);
                }
                // A decision that was made on another case than the one that is there now, or that is not mine to make, is over.
                (Some(sheet), _)
                    if sheet.is_decision() && !(changed.is_empty() && matches!(next, Next::Mend | Next::Claim)) =>
                {
                    model.sheet = None;
                }
                _ => {}
            }
            if let (Some(open), Some((path, _))) = (&mut model.case, changed.first()) {
                open.select_target(path);
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// The lease is there again: back to the sheet that was refused for want of it, unless the case changed meanwhile.
pub(super) fn regained(model: &mut Model) {
    let wants = matches!(model.over.last(), Some(Over::Trouble(view)) if view.next() == Next::Claim);
    if wants && model.changes_since().is_empty() {
        model.over.pop();
    }
}
