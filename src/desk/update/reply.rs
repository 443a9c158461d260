//! What the API answered, or why it did not.

use super::{handed, live, several, trainees, verdict};
use crate::api::{Case, Claimed, DecisionTaken, HeldDecision, Me};
use crate::client::ClientError;
use crate::desk::effect::{Call, Effect, Go, Reply, Slot, Ticket};
use crate::desk::keep;
use crate::desk::model::{Held, Model, Notice, Over, Place};
use crate::desk::screen::{backlog, case, decide, queue};
use crate::domain::decide::reviewer_of;
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::text::{Word, fill};

/// A reply to the newest request of its slot.
pub(super) fn replied(model: &mut Model, ticket: Ticket, result: Result<Reply, ClientError>) -> Vec<Effect> {
    match result {
        Ok(reply) => {
            model.offline = None;
            let mut effects = answered(model, ticket.slot, reply);
            effects.extend(live::back(model));
            effects.extend(verdict::flush(model));
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
                let me = model.my_id().to_owned();
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
            _ => return opened(model, found),
        },
        Reply::History(events) => {
            if let Some(open) = &mut model.case {
                open.take_history(events, model.lang);
            }
        }
        Reply::Round(view) => return super::in_case::compared(model, *view),
        Reply::Released | Reply::LaidAside(_) if slot == Slot::Several => return several::answered(model, Ok(())),
        Reply::Notes(_)
        | Reply::Noted(_)
        | Reply::Related(_)
        | Reply::Peeked(_)
        | Reply::Revealed { .. }
        | Reply::LaidAside(_)
        | Reply::TakenBack(_) => return super::over::answered(model, reply),
        Reply::Claimed(claimed) if slot == Slot::Regain => return regained(model, *claimed),
        Reply::Claimed(claimed) => return claimed_case(model, *claimed),
        Reply::Renewed(lease) => {
            if let Some(open) = &mut model.case {
                open.lease = Some(lease);
            }
        }
        Reply::Released => return released(model),
        Reply::Decided(taken) => return decided(model, &taken),
        Reply::Draft(id, kept) => handed::fetched(model, &id, *kept),
        Reply::DraftKept(id, saved) => handed::pushed(model, &id, saved),
        Reply::Resent(taken) => return verdict::resent(model, Ok(taken)),
        Reply::Undone(claimed) => return undone(model, *claimed),
        Reply::Guide(progress) => {
            if let (Some(guide), Some(progress)) = (&mut model.guide, progress) {
                guide.take(progress);
            }
        }
        Reply::Proposals(id, proposals) => trainees::proposed(model, &id, &proposals),
        Reply::Trainees(scores) => trainees::scored(model, &scores),
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
        let mut effects = queue::update::refresh(&mut model.queue);
        effects.extend(keep::regain(model));
        return effects;
    }
    keep::regain(model)
}

fn failed(model: &mut Model, slot: Slot, why: String, error: &ClientError) -> Vec<Effect> {
    let decides = model.over.is_empty() && model.sheet.as_ref().is_some_and(|sheet| sheet.is_sending());
    if slot == Slot::Change && decides && model.sheet.as_ref().is_some_and(decide::Model::is_decision) {
        if let Some(effects) = verdict::failed(model, &why, error) {
            return effects;
        }
        if let Some(sheet) = &mut model.sheet {
            sheet.set_sending(false, Some(why));
        }
        return Vec::new();
    }
    if let Some(effects) = super::over::failed(model, slot, &why, error) {
        return effects;
    }
    match slot {
        Slot::Queue(section) => queue::update::failed(&mut model.queue, section, why),
        Slot::Glance => queue::update::glance_failed(&mut model.queue, why),
        // They only decorate; what is wrong with the line is said by what is asked besides.
        Slot::Counts | Slot::Sections | Slot::Guide => {}
        Slot::SaveSection => model.notice = Some(Notice { text: why, warning: true }),
        Slot::Several => return several::answered(model, Err((&why, error))),
        Slot::Backlog => backlog::update::came(&mut model.backlog, Err(why)),
        Slot::Push => return handed::not_pushed(model, error),
        // Without it the draft of this machine goes on alone.
        Slot::Draft => {}
        Slot::Outbox => return verdict::resent(model, Err((&why, error))),
        Slot::Regain => model.notice = Some(Notice { text: why, warning: true }),
        // The next case was asked for after a decision, and there is none; what a sheet sent is told before.
        Slot::Change => {
            let none = error.code() == Some("queue_empty");
            let notice = if none { Word::NoMore.text(model.lang).to_owned() } else { why };
            let before = model.notice.take().map(|notice| notice.text + " ").unwrap_or_default();
            return vec![Effect::Go(Go::Queue), Effect::Go(Go::Notice(before + &notice))];
        }
        Slot::Undo => {
            if !error.is_unreachable() {
                model.held = None;
            }
            model.notice = Some(Notice { text: why, warning: true });
        }
        // Told where they were written; a renewal is tried again as long as the lease lasts.
        Slot::Renew | Slot::Note => {}
        // That nobody answers stands in the footer anyway, with the key to press; "loading" would hide it.
        Slot::Me | Slot::Case | Slot::History | Slot::Round | Slot::Picture | Slot::Beside
            if error.is_unreachable() =>
        {
            if model.notice.as_ref().is_none_or(|notice| !notice.warning) {
                model.notice = None;
            }
        }
        Slot::Notes | Slot::Related | Slot::Peek | Slot::Trainees if error.is_unreachable() => {}
        Slot::Me | Slot::Case | Slot::History | Slot::Round | Slot::Picture | Slot::Beside | Slot::Reveal => {
            model.notice = Some(Notice { text: why, warning: true });
        }
        Slot::Notes | Slot::Related | Slot::Peek | Slot::Trainees => {
            model.notice = Some(Notice { text: why, warning: true });
        }
    }
    Vec::new()
}

/// Another case than before is on the screen.
pub(super) fn opened(model: &mut Model, found: Box<Case>) -> Vec<Effect> {
    let id = found.row.id.clone();
    model.notice = None;
    open_case(model, case::Model::new(*found, None, model.lang));
    let mut effects = super::in_case::opened(model, &id);
    effects.extend(keep::resume(model));
    effects
}

fn open_case(model: &mut Model, case: case::Model) {
    model.picture.reset();
    model.over.retain(Over::takes_text);
    // What changed in the case before is no word on this one, nor is its lease.
    model.issue(Slot::Round);
    model.issue(Slot::Renew);
    let (id, round) = (case.case.row.id.clone(), case.case.row.round);
    if let Some(draft) = model.drafts.get_mut(&id).filter(|draft| draft.round != 0 && draft.round != round) {
        // What was found right was found in another filing.
        draft.seen.clear();
        draft.begin(round);
        model.notice = Some(Notice { text: Word::RoundMoved.text(model.lang).to_owned(), warning: true });
    }
    model.case = Some(case);
    model.place = Place::Case;
}

/// The lease of the open case is mine again; what is on the screen stays.
fn regained(model: &mut Model, claimed: Claimed) -> Vec<Effect> {
    if let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == claimed.case.row.id) {
        open.replace(claimed.case, model.lang);
        open.lease = Some(claimed.lease);
        let id = open.case.row.id.clone();
        super::refused::regained(model);
        return vec![handed::fetch(&id)];
    }
    Vec::new()
}

/// A claim came: the case opens, or the open one becomes mine.
fn claimed_case(model: &mut Model, claimed: Claimed) -> Vec<Effect> {
    let (number, id) = (claimed.case.row.number.clone(), claimed.case.row.id.clone());
    model.sheet = None;
    let me = model.my_id().to_owned();
    model.queue.note_holder(&claimed.case.row, &me);
    if model.left.as_ref().is_some_and(|(left, _)| *left == id) {
        model.left = None;
    }
    super::over::case_left(model);
    match &mut model.case {
        Some(open) if open.case.row.id == id => {
            open.replace(claimed.case, model.lang);
            open.lease = Some(claimed.lease);
            open.lease_gone = false;
        }
        _ => open_case(model, case::Model::new(claimed.case, Some(claimed.lease), model.lang)),
    }
    let before = model.notice.take().map(|notice| notice.text + " ").unwrap_or_default();
    let text = before + &fill(Word::Claimed, model.lang, &[&number]);
    let mut effects = vec![Effect::Go(Go::Notice(text)), handed::fetch(&id)];
    effects.extend(super::in_case::opened(model, &id));
    effects
}

fn released(model: &mut Model) -> Vec<Effect> {
    model.sheet = None;
    let number = model.case.as_ref().map(|case| case.case.row.number.clone()).unwrap_or_default();
    if let Some(open) = &model.case {
        model.queue.mine.remove(&open.case.row.id);
    }
    vec![Effect::Go(Go::Queue), Effect::Go(Go::Notice(fill(Word::Released, model.lang, &[&number])))]
}

/// My decision is taken back: its case is on the screen again, with what was flagged.
fn undone(model: &mut Model, claimed: Claimed) -> Vec<Effect> {
    let (number, id) = (claimed.case.row.number.clone(), claimed.case.row.id.clone());
    // What was drafted on the case that came after it is handed on before that one leaves the screen.
    let mut effects = handed::push(model);
    let held = model.held.take().filter(|held| held.id == id);
    let verb = held.as_ref().map_or(Verb::Undo, |held| held.verb);
    if let Some(draft) = held.and_then(|held| held.draft) {
        model.drafts.insert(id.clone(), draft);
    }
    // What was asked for after the decision must not take this case away again.
    model.issue(Slot::Change);
    model.sheet = None;
    let left = model.case.as_ref().filter(|open| open.lease.is_some() && open.case.row.id != id);
    model.left = left.map(|open| (open.case.row.id.clone(), open.case.row.number.clone())).or(model.left.take());
    let me = model.my_id().to_owned();
    model.queue.note_holder(&claimed.case.row, &me);
    open_case(model, case::Model::new(claimed.case, Some(claimed.lease), model.lang));
    let text = fill(Word::TakenBack, model.lang, &[&number, verb.word(model.lang)]) + &still_mine(model);
    effects.extend([Effect::Go(Go::Notice(text)), handed::fetch(&id)]);
    effects.extend(super::in_case::opened(model, &id));
    effects
}

/// That the case which came after the decision is still mine, and how to hand it back; nothing where none came.
fn still_mine(model: &Model) -> String {
    let Some((_, number)) = &model.left else { return String::new() };
    format!(" {}", fill(Word::StillMine, model.lang, &[number]))
}

/// A claim came that nobody waits for any more: the case is mine all the same, and comes next.
pub(super) fn late(model: &mut Model, slot: Slot, reply: &Reply) {
    let (Slot::Change, Reply::Claimed(claimed)) = (slot, reply) else { return };
    let row = &claimed.case.row;
    let mine = row.holder.as_ref().is_some_and(|holder| holder.id == model.my_id());
    if mine && model.case.as_ref().is_none_or(|open| open.case.row.id != row.id) {
        let me = model.my_id().to_owned();
        model.queue.note_holder(row, &me);
        model.left = Some((row.id.clone(), row.number.clone()));
        let before = model.notice.take().map(|notice| notice.text).unwrap_or_default();
        let text = format!("{before}{}", still_mine(model)).trim().to_owned();
        model.notice = Some(Notice { text, warning: false });
    }
}

/// A decision was taken: say so, and have the next case at once.
fn decided(model: &mut Model, taken: &DecisionTaken) -> Vec<Effect> {
    let stage = model.review();
    let draft = verdict::acknowledged(model, taken);
    // What renews the lease is of no use any more.
    model.issue(Slot::Renew);
    let verb = if taken.outcome == Verb::Approve.to_string() { Verb::Approve } else { Verb::Return };
    let (id, number) = (taken.id.clone(), taken.number.clone());
    model.held = taken.takes_effect_at.map(|until| Held { id, number, until, verb, draft });
    model.queue.mine.remove(&taken.id);
    model.sheet = None;
    // Until the next case is here the decided one is still on the screen: it must not be decided twice.
    let me = model.my_id().to_owned();
    if let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == taken.id && !taken.proposal) {
        open.case.row.status = taken.status.clone();
        open.case.row.version = taken.version;
        open.case.row.holder = None;
        open.case.row.decision = taken.takes_effect_at.map(|takes_effect_at| HeldDecision {
            outcome: taken.outcome.clone(),
            by: me.clone(),
            takes_effect_at,
        });
        open.lease = None;
    }
    if taken.proposal {
        let text = fill(Word::Proposed, model.lang, &[&taken.number]);
        let next = model.claim_next.then_some(Effect::Call(Slot::Change, Call::ClaimNext(Some(stage))));
        let next = next.unwrap_or(Effect::Go(Go::Queue));
        return vec![Effect::Go(Go::Notice(text)), next];
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
        Some((id, _)) => Some(Call::Claim(id)),
        None => model.claim_next.then_some(Call::ClaimNext(Some(stage))),
    };
    if let Some(call) = next {
        return vec![Effect::Go(Go::Notice(text)), Effect::Call(Slot::Change, call)];
    }
    vec![Effect::Go(Go::Queue), Effect::Go(Go::Notice(text))]
}
