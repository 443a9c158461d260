//! What the API answered, or why it did not.

use super::live;
use crate::api::{Claimed, DecisionTaken, HeldDecision, Me};
use crate::client::ClientError;
use crate::desk::effect::{Call, Effect, Go, Reply, Slot, Ticket};
use crate::desk::model::{Held, Model, Notice, Place};
use crate::desk::screen::{backlog, case, queue};
use crate::domain::decide::reviewer_of;
use crate::domain::round::RoundView;
use crate::domain::status::Stage;
use crate::text::{Word, fill};

/// A reply to the newest request of its slot.
pub(super) fn replied(model: &mut Model, ticket: Ticket, result: Result<Reply, ClientError>) -> Vec<Effect> {
    match result {
        Ok(reply) => {
            model.offline = None;
            let mut effects = answered(model, ticket.slot, reply);
            effects.extend(live::back(model));
            effects
        }
        Err(error) => {
            let why = error.message(model.lang);
            if error.is_unreachable() {
                model.offline = Some(why.clone());
                live::lost(model);
            }
            failed(model, ticket.slot, why, &error)
        }
    }
}

fn answered(model: &mut Model, slot: Slot, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Me(me) => return greeted(model, me),
        Reply::Queue(page) => {
            if let Slot::Queue(section) = slot {
                let me = model.me.as_ref().map(|me| me.id.clone()).unwrap_or_default();
                return queue::update::took(&mut model.queue, section, page, &me, model.now);
            }
        }
        Reply::Counts(counts, sizes) => queue::update::counted(&mut model.queue, *counts, sizes),
        Reply::Sections(sections) => return queue::update::took_sections(&mut model.queue, sections),
        Reply::SavedSection(digit, sections) => {
            return queue::update::named(&mut model.queue, digit, model.lang, sections);
        }
        Reply::Glance(case, reasons) => queue::update::glanced(&mut model.queue, *case, reasons),
        Reply::Case(found) => match &mut model.case {
            Some(open) if open.case.row.id == found.row.id => open.replace(*found, model.lang),
            _ => {
                let id = found.row.id.clone();
                model.notice = None;
                open_case(model, case::Model::new(*found, None, model.lang));
                return vec![Effect::Call(Slot::History, Call::History(id))];
            }
        },
        Reply::History(events) => {
            if let Some(open) = &mut model.case {
                open.take_history(events, model.lang);
            }
        }
        Reply::Round(view) if *view == RoundView::default() => {
            return vec![Effect::Go(Go::Warn(Word::NoEarlierRound.text(model.lang).to_owned()))];
        }
        Reply::Round(view) => {
            if let Some(open) = &mut model.case {
                open.take_round(*view, model.lang);
            }
        }
        Reply::Claimed(claimed) => return claimed_case(model, *claimed),
        Reply::Renewed(lease) => {
            if let Some(open) = &mut model.case {
                open.lease = Some(lease);
            }
        }
        Reply::Released => return released(model),
        Reply::Decided(taken) => return decided(model, &taken),
        Reply::Undone(claimed) => return undone(model, *claimed),
        Reply::Backlog(figures) => backlog::update::came(&mut model.backlog, Ok(*figures)),
    }
    Vec::new()
}

/// The first time I am known, the queue shows the review that I do.
fn greeted(model: &mut Model, me: Me) -> Vec<Effect> {
    let actor = me.actor();
    let is_new = model.me.replace(me).is_none();
    let only_second = actor.is(reviewer_of(Stage::Second)) && !actor.is(reviewer_of(Stage::First));
    if is_new && only_second && model.queue.at == 0 {
        model.queue.begin_with(Stage::Second);
        return queue::update::refresh(&mut model.queue);
    }
    Vec::new()
}

fn failed(model: &mut Model, slot: Slot, why: String, error: &ClientError) -> Vec<Effect> {
    match slot {
        Slot::Queue(section) => queue::update::failed(&mut model.queue, section, why),
        Slot::Glance => queue::update::glance_failed(&mut model.queue, why),
        // They only decorate; what is wrong with the line is said by what is asked besides.
        Slot::Counts | Slot::Sections => {}
        Slot::SaveSection => model.notice = Some(Notice { text: why, warning: true }),
        Slot::Backlog => backlog::update::came(&mut model.backlog, Err(why)),
        Slot::Change => match &mut model.sheet {
            Some(sheet) => {
                sheet.set_sending(false, Some(why));
                // The case itself may have changed: show it as it is now, below the sheet that keeps what was typed.
                if let Some(case) = &model.case
                    && !error.is_unreachable()
                {
                    return case::update::read(&case.case.row.id);
                }
            }
            // The next case was asked for after a decision, and there is none.
            None => {
                let mut effects = vec![Effect::Go(Go::Queue)];
                let notice =
                    if error.code() == Some("queue_empty") { Word::NoMore.text(model.lang).to_owned() } else { why };
                let before = model.notice.take().map(|notice| notice.text + " ").unwrap_or_default();
                effects.push(Effect::Go(Go::Notice(before + &notice)));
                return effects;
            }
        },
        Slot::Undo => {
            if !error.is_unreachable() {
                model.held = None;
            }
            model.notice = Some(Notice { text: why, warning: true });
        }
        Slot::Renew => {
            if let Some(open) = &mut model.case
                && !error.is_unreachable()
            {
                open.lease = None;
                model.notice = Some(Notice { text: Word::LeaseGone.text(model.lang).to_owned(), warning: true });
                return case::update::read(&open.case.row.id);
            }
        }
        // That nobody answers stands in the footer anyway, with the key to press; "loading" would hide it.
        Slot::Me | Slot::Case | Slot::History | Slot::Round | Slot::Picture | Slot::Beside
            if error.is_unreachable() =>
        {
            model.notice = None
        }
        Slot::Me | Slot::Case | Slot::History | Slot::Round | Slot::Picture | Slot::Beside => {
            model.notice = Some(Notice { text: why, warning: true });
        }
    }
    Vec::new()
}

pub(super) fn open_case(model: &mut Model, case: case::Model) {
    model.picture.reset();
    // What changed in the case before is no word on this one.
    model.issue(Slot::Round);
    model.case = Some(case);
    model.place = Place::Case;
}

/// A claim came: the case opens, or the open one becomes mine.
fn claimed_case(model: &mut Model, claimed: Claimed) -> Vec<Effect> {
    let (number, id) = (claimed.case.row.number.clone(), claimed.case.row.id.clone());
    model.sheet = None;
    match &mut model.case {
        Some(open) if open.case.row.id == id => {
            open.replace(claimed.case, model.lang);
            open.lease = Some(claimed.lease);
        }
        _ => open_case(model, case::Model::new(claimed.case, Some(claimed.lease), model.lang)),
    }
    let before = model.notice.take().map(|notice| notice.text + " ").unwrap_or_default();
    let text = before + &fill(Word::Claimed, model.lang, &[&number]);
    vec![Effect::Go(Go::Notice(text)), Effect::Call(Slot::History, Call::History(id))]
}

fn released(model: &mut Model) -> Vec<Effect> {
    model.sheet = None;
    let number = model.case.as_ref().map(|case| case.case.row.number.clone()).unwrap_or_default();
    vec![Effect::Go(Go::Queue), Effect::Go(Go::Notice(fill(Word::Released, model.lang, &[&number])))]
}

/// My decision is taken back: its case is on the screen again, with what was flagged.
fn undone(model: &mut Model, claimed: Claimed) -> Vec<Effect> {
    let (number, id) = (claimed.case.row.number.clone(), claimed.case.row.id.clone());
    if let Some(draft) = model.held.take().and_then(|held| held.draft) {
        model.drafts.insert(id.clone(), draft);
    }
    // What was asked for after the decision must not take this case away again.
    model.issue(Slot::Change);
    model.sheet = None;
    let left = model.case.as_ref().filter(|open| open.lease.is_some() && open.case.row.id != id);
    model.left = left.map(|open| open.case.row.id.clone());
    open_case(model, case::Model::new(claimed.case, Some(claimed.lease), model.lang));
    let text = fill(Word::TakenBack, model.lang, &[&number]);
    vec![Effect::Go(Go::Notice(text)), Effect::Call(Slot::History, Call::History(id))]
}

/// A decision was taken: say so, and have the next case at once.
fn decided(model: &mut Model, taken: &DecisionTaken) -> Vec<Effect> {
    let stage = model.review();
    let draft = model.drafts.remove(&taken.id);
    model.held =
        taken.takes_effect_at.map(|until| Held { id: taken.id.clone(), number: taken.number.clone(), until, draft });
    model.sheet = None;
    // Until the next case is here the decided one is still on the screen: it must not be decided twice.
    if let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == taken.id) {
        open.case.row.status = taken.status.clone();
        open.case.row.version = taken.version;
        open.case.row.holder = None;
        open.case.row.decision = taken.takes_effect_at.map(|takes_effect_at| HeldDecision {
            outcome: taken.outcome.clone(),
            by: model.me.as_ref().map(|me| me.id.clone()).unwrap_or_default(),
            takes_effect_at,
        });
        open.lease = None;
    }
    let count = taken.reasons.len().to_string();
    let (approved, returned) = match taken.takes_effect_at {
        None => (Word::Approved, Word::Returned),
        Some(_) => (Word::ApproveHeld, Word::ReturnHeld),
    };
    let text = match taken.reasons.is_empty() {
        true => fill(approved, model.lang, &[&taken.number]),
        false => fill(returned, model.lang, &[&taken.number, &count]),
    };
    let next = match model.left.take() {
        Some(id) => Some(Call::Claim(id)),
        None => model.claim_next.then_some(Call::ClaimNext(Some(stage))),
    };
    if let Some(call) = next {
        return vec![Effect::Go(Go::Notice(text)), Effect::Call(Slot::Change, call)];
    }
    vec![Effect::Go(Go::Queue), Effect::Go(Go::Notice(text))]
}
