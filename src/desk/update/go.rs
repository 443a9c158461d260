//! Where screens want to go, and what a sheet sends.

use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::model::{Model, Notice, Place};
use crate::desk::screen::{backlog, case, decide, queue};
use crate::domain::reason::Decision;
use crate::text::Word;

/// Carries out where a screen wants to go.
pub(super) fn went(model: &mut Model, go: Go) -> Vec<Effect> {
    match go {
        // The history is asked for once the case is here: an earlier answer would find nothing to belong to.
        // A case that was read ahead is there at once, and is read again.
        Go::Case(id) if model.queue.glances.of(&id).is_some() => {
            let known = model.queue.glances.of(&id).map(|glance| glance.case.clone());
            if let Some(case) = known {
                super::reply::open_case(model, case::Model::new(case, None, model.lang));
            }
            case::update::read(&id)
        }
        Go::Case(id) => {
            model.notice = Some(Notice { text: Word::Loading.text(model.lang).to_owned(), warning: false });
            vec![Effect::Call(Slot::Case, Call::Case(id))]
        }
        Go::Queue => {
            model.place = Place::Queue;
            model.case = None;
            // Replies about the case that was open are stale from now on.
            for slot in [Slot::Case, Slot::History, Slot::Round, Slot::Renew, Slot::Picture, Slot::Beside] {
                model.issue(slot);
            }
            model.picture.reset();
            queue::update::refresh(&mut model.queue)
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
            if model.help.take().is_none() {
                model.sheet = None;
            }
            model.drafts.retain(|_, draft| !draft.is_empty());
            Vec::new()
        }
        Go::Send => send(model),
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
