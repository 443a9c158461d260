//! Where screens want to go, and what a sheet sends.

use super::{handed, several, verdict};
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::model::{Model, Notice, Over, Place};
use crate::desk::screen::{backlog, decide, queue};
use crate::desk::several::What;
use crate::domain::reason::Decision;
use crate::text::Word;

/// Carries out where a screen wants to go.
pub(super) fn went(model: &mut Model, go: Go) -> Vec<Effect> {
    match go {
        // A case that was read ahead is there at once, and is read again.
        Go::Case(id) if model.queue.glances.of(&id).is_some() => {
            let known = model.queue.glances.of(&id).map(|glance| Box::new(glance.case.clone()));
            let mut effects = known.map(|case| super::reply::opened(model, case)).unwrap_or_default();
            effects.push(Effect::Call(Slot::Case, Call::Case(id)));
            effects
        }
        // The history is asked for once the case is here: an earlier answer would find nothing to belong to.
        Go::Case(id) => {
            model.notice = Some(Notice { text: Word::Loading.text(model.lang).to_owned(), warning: false });
            vec![Effect::Call(Slot::Case, Call::Case(id))]
        }
        Go::Queue => {
            let effects = handed::push(model);
            model.place = Place::Queue;
            model.case = None;
            // Replies about the case that was open are stale from now on.
            let slots = [Slot::Case, Slot::History, Slot::Notes, Slot::Round, Slot::Renew, Slot::Reveal];
            for slot in slots.into_iter().chain([Slot::Picture, Slot::Beside]) {
                model.issue(slot);
            }
            super::over::case_left(model);
            if let Some((id, _)) = &model.left {
                // Where it can be handed back.
                queue::update::select(&mut model.queue, id);
            }
            model.picture.reset();
            effects.into_iter().chain(queue::update::refresh(&mut model.queue)).collect()
        }
        Go::Backlog => {
            model.place = Place::Backlog;
            // A case that was asked for before would take the screen away again.
            model.issue(Slot::Case);
            backlog::update::read()
        }
        Go::Confirm(what) => {
            // The next holder shall find the draft: it is sent before the case can be handed back.
            let effects = if what == Confirm::Release { handed::push(model) } else { Vec::new() };
            model.sheet = Some(decide::Model::confirm(what));
            effects
        }
        Go::Return(target) => verdict::open_return(model, target, false),
        Go::Flag(target) => verdict::open_return(model, Some(target), true),
        Go::Approve => verdict::approve(model),
        Go::Boxed(target, found) => verdict::boxed(model, &target, found),
        Go::CloseSheet => {
            let covered = model.palette.take().is_some()
                || model.help.take().is_some()
                || std::mem::take(&mut model.log.open)
                || model.over.pop().is_some();
            if !covered {
                model.sheet = None;
            }
            model.drafts.retain(|_, draft| !draft.is_empty());
            Vec::new()
        }
        Go::Act(intent) => super::press::act(model, intent),
        Go::Run(command) => super::command::run(model, command),
        Go::Leave => super::press::leave(model),
        Go::Several(what) => match model.over.last() {
            Some(Over::Aside(sheet)) => {
                let cases = sheet.about.cases();
                several::begin(model, what, cases)
            }
            _ => Vec::new(),
        },
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

/// Sends what the sheet on top asks.
fn send(model: &mut Model) -> Vec<Effect> {
    let call = match (&model.sheet, &model.case) {
        (Some(decide::Model::Confirm(question)), case) => match (&question.what, case) {
            (Confirm::Quit, _) => return vec![Effect::Quit],
            (Confirm::Drop(key), _) => {
                let key = key.clone();
                model.outbox.retain(|one| one.key != key);
                return vec![Effect::Go(Go::CloseSheet)];
            }
            (Confirm::ReleaseSeveral(cases), _) => {
                let cases = cases.clone();
                if let Some(sheet) = &mut model.sheet {
                    sheet.set_sending(true, None);
                }
                return several::begin(model, What::Release, cases);
            }
            (Confirm::ClaimNext(stage), _) => Call::ClaimNext(Some(*stage)),
            (Confirm::Claim, Some(case)) => Call::Claim(case.case.row.id.clone()),
            (Confirm::Release, Some(case)) => {
                let token = case.lease.as_ref().map(|lease| lease.token.clone());
                Call::Release(case.case.row.id.clone(), token)
            }
            (Confirm::Approve, Some(_)) => return verdict::send(model, Decision::Approve),
            (_, None) => return vec![Effect::Go(Go::CloseSheet)],
        },
        (Some(decide::Model::Return(_)), Some(_)) => {
            let decision = model.draft().cloned().unwrap_or_default().decision();
            return verdict::send(model, decision);
        }
        _ => return Vec::new(),
    };
    if let Some(sheet) = &mut model.sheet {
        sheet.set_sending(true, None);
    }
    vec![Effect::Call(Slot::Change, call)]
}
