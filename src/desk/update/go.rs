//! Where screens want to go, and what a sheet sends.

use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::model::{Model, Notice, Place};
use crate::desk::screen::{backlog, case, decide, queue};
use crate::domain::reason::{Decision, Evidence};
use crate::keys::Intent;
use crate::text::Word;

/// Carries out where a screen wants to go.
pub(super) fn went(model: &mut Model, go: Go) -> Vec<Effect> {
    match go {
        // The history is asked for once the case is here: an earlier answer would find nothing to belong to.
        Go::Case(id) => {
            model.notice = Some(Notice { text: Word::Loading.text(model.lang).to_owned(), warning: false });
            vec![Effect::Call(Slot::Case, Call::Case(id))]
        }
        Go::Queue => {
            model.place = Place::Queue;
            model.case = None;
            // Replies about the case that was open are stale from now on.
            let slots = [Slot::Case, Slot::History, Slot::Notes, Slot::Round, Slot::Renew, Slot::Reveal];
            for slot in slots.into_iter().chain([Slot::Picture, Slot::Beside]) {
                model.issue(slot);
            }
            super::over::case_left(model);
            model.picture.reset();
            queue::update::refresh_all(&mut model.queue)
        }
        Go::Backlog => {
            model.place = Place::Backlog;
            // A case that was asked for before would take the screen away again.
            model.issue(Slot::Case);
            backlog::update::read()
        }
        Go::Confirm(what) => {
            model.sheet = Some(decide::Model::confirm(what));
            Vec::new()
        }
        Go::Return(target) => open_return(model, target, false),
        Go::Flag(target) => open_return(model, Some(target), true),
        Go::CloseSheet => {
            if model.help.take().is_none() && model.over.pop().is_none() {
                model.sheet = None;
            }
            model.drafts.retain(|_, draft| !draft.is_empty());
            Vec::new()
        }
        Go::Send => send(model),
        Go::Evidence { material, evidence } => attach(model, &material, evidence),
        Go::Notice(text) => {
            model.notice = Some(Notice { text, warning: false });
            Vec::new()
        }
        Go::Warn(text) => {
            model.notice = Some(Notice { text, warning: true });
            Vec::new()
        }
    }
}

/// Evidence belongs to a reason for its material: to the newest there is, else to the one that is now picked.
fn attach(model: &mut Model, material: &str, evidence: Evidence) -> Vec<Effect> {
    let (actor, lang) = (model.actor(), model.lang);
    let Some(case) = &mut model.case else { return Vec::new() };
    let Some(index) = case.case.materials.iter().position(|known| known.id == material) else { return Vec::new() };
    let Some(target) = case.case.materials.get(index).map(case::model::target_of) else { return Vec::new() };
    let has_reason = model.drafts.get(&case.case.row.id).is_some_and(|draft| draft.flags(&target) > 0);
    model.picture.pending = Some((target, evidence));
    if has_reason {
        return Vec::new();
    }
    case.select_material(index);
    let effects = case::update::intent(case, Intent::Flag, &actor, lang, 1);
    if !effects.iter().any(|effect| matches!(effect, Effect::Go(Go::Flag(_)))) {
        model.picture.pending = None;
    }
    effects
}

/// Gives evidence that waits to its reason, once that is picked; drops it where none was.
pub(super) fn attach_pending(model: &mut Model) {
    let Some((target, _)) = &model.picture.pending else { return };
    let draft = model.case.as_ref().and_then(|case| model.drafts.get_mut(&case.case.row.id));
    let reason = draft.and_then(|draft| draft.reasons.iter_mut().rev().find(|reason| reason.target == *target));
    match (reason, model.picture.pending.take()) {
        (Some(reason), Some((_, evidence))) => {
            reason.evidence.push(evidence);
            model.notice = Some(Notice { text: Word::EvidenceTaken.text(model.lang).to_owned(), warning: false });
        }
        (None, pending) if model.sheet.is_some() => model.picture.pending = pending,
        _ => {}
    }
}

fn open_return(model: &mut Model, target: Option<String>, flagging: bool) -> Vec<Effect> {
    let stage = model.review();
    if let Some(case) = &model.case {
        let draft = model.drafts.entry(case.case.row.id.clone()).or_default();
        model.sheet = Some(decide::update::open_return(draft, target, flagging, stage));
    }
    Vec::new()
}

/// Sends what the sheet on top asks.
fn send(model: &mut Model) -> Vec<Effect> {
    let call = match (&model.sheet, &model.case) {
        (Some(decide::Model::Confirm(question)), case) => match (&question.what, case) {
            (Confirm::Quit, _) => return vec![Effect::Quit],
            (Confirm::ClaimNext(stage), _) => Call::ClaimNext(Some(*stage)),
            (Confirm::Claim, Some(case)) => Call::Claim(case.case.row.id.clone()),
            (Confirm::Release, Some(case)) => Call::Release(case.case.row.id.clone(), token(case)),
            (Confirm::Approve, Some(case)) => decision(case, Decision::Approve),
            (_, None) => return vec![Effect::Go(Go::CloseSheet)],
        },
        (Some(decide::Model::Return(_)), Some(case)) => {
            let draft = model.drafts.get(&case.case.row.id).cloned().unwrap_or_default();
            decision(case, draft.decision())
        }
        _ => return Vec::new(),
    };
    if let Some(sheet) = &mut model.sheet {
        sheet.set_sending(true, None);
    }
    vec![Effect::Call(Slot::Change, call)]
}

fn decision(case: &case::Model, decision: Decision) -> Call {
    Call::Decide { id: case.case.row.id.clone(), decision, version: case.case.row.version, token: token(case) }
}

fn token(case: &case::Model) -> Option<String> {
    case.lease.as_ref().map(|lease| lease.token.clone())
}
