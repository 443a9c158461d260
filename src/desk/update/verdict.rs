//! Deciding: what stands in the way of an approval, what is sent and kept until it is acknowledged, what a refusal leads to,
//! and the decisions that wait for the API.

use crate::api::DecisionTaken;
use crate::client::ClientError;
use crate::client::outbox::Unsent;
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::layout;
use crate::desk::model::{Model, Notice};
use crate::desk::screen::case::model::{material_name, target_of};
use crate::desk::screen::decide::update::Around;
use crate::desk::screen::{case, decide};
use crate::domain::clocks::local_date;
use crate::domain::decide::MAY_OVERRIDE;
use crate::domain::draft::Draft;
use crate::domain::province::Packs;
use crate::domain::reason::{Decision, Evidence, Override};
use crate::domain::refusal::Refusal;
use crate::domain::requirement::{Circumstances, requirements};
use crate::domain::verb::Verb;
use crate::keys::{Intent, Scope};
use crate::terminal::choice::Protocol;
use crate::terminal::fit::View;
use crate::text::{Word, fill};

/// Runs `f` on the sheet and the draft of the open case, with what they need to know around them.
pub(super) fn on_sheet<T>(
    model: &mut Model,
    f: impl FnOnce(&mut decide::Model, &mut Draft, &Around<'_>) -> T,
) -> Option<T> {
    let mut sheet = model.sheet.take()?;
    let id = model.case.as_ref().map(|open| open.case.row.id.clone());
    let round = model.case.as_ref().map_or(0, |open| open.case.row.round);
    let mut draft = id.as_ref().and_then(|id| model.drafts.remove(id)).unwrap_or_default();
    draft.begin(round);
    let out = f(&mut sheet, &mut draft, &model.around());
    model.sheet = Some(sheet);
    if let Some(id) = id {
        model.drafts.insert(id, draft);
    }
    Some(out)
}

/// The return sheet, on its reasons or on the catalogue.
pub(super) fn open_return(model: &mut Model, target: Option<String>, flagging: bool) -> Vec<Effect> {
    if let Some(effects) = already_decided(model) {
        return effects;
    }
    if model.case.is_some() {
        let empty = Draft::default();
        let draft = model.draft().unwrap_or(&empty);
        model.sheet = Some(decide::update::open_return(draft, target, flagging, &model.around()));
    }
    Vec::new()
}

/// Why a case whose decision waits in the outbox is not decided again.
fn already_decided(model: &Model) -> Option<Vec<Effect>> {
    let row = &model.case.as_ref()?.case.row;
    let waits = model.outbox.iter().any(|one| one.id == row.id && one.refused.is_none());
    waits.then(|| vec![warn(fill(Word::OutboxAlready, model.lang, &[&row.number]))])
}

const fn warn(text: String) -> Effect {
    Effect::Go(Go::Warn(text))
}

/// The question whether the case passes, unless something stands in the way: then the cursor goes there.
pub(super) fn approve(model: &mut Model) -> Vec<Effect> {
    let (actor, lang) = (model.actor(), model.lang);
    if let Some(effects) = already_decided(model) {
        return effects;
    }
    let Some(open) = &mut model.case else { return Vec::new() };
    if let Some(why) = case::update::barred(open, Verb::Approve, &actor, lang) {
        return vec![warn(fill(Word::NotNow, lang, &[&why]))];
    }
    let blockers = case::secret::blockers(open);
    let may_override = actor.is_any(MAY_OVERRIDE);
    if let (false, Some(first)) = (may_override, blockers.first()) {
        let jumped = open.select_target(&first.target);
        let why = Refusal::BlockersOpen { findings: blockers.clone() }.message(lang);
        let there = if jumped { Word::BlockerHere.text(lang) } else { "" };
        return vec![warn(format!("{} {there}", fill(Word::NotNow, lang, &[&why])).trim_end().to_owned())];
    }
    if let Some(index) = first_unseen(model) {
        return look_at_unseen(model, index);
    }
    model.sheet = Some(match blockers.is_empty() {
        true => decide::Model::confirm(Confirm::Approve),
        false => decide::Model::over(blockers, ""),
    });
    Vec::new()
}

/// The first required picture of the open case that was not shown in full yet.
fn first_unseen(model: &Model) -> Option<usize> {
    let case = &model.case.as_ref()?.case;
    let packs = Packs::embedded();
    let known = Circumstances { sites: 1, name_changed: false, has_password: true, today: local_date(model.now) };
    let stage = model.review();
    let rules = requirements(&case.filing, packs.of(case.filing.province()), &known);
    let required = |slug: &str| rules.iter().any(|rule| rule.must && rule.stage <= stage && rule.slug == slug);
    let seen = |sha256: &str| model.draft().is_some_and(|draft| draft.seen.contains(sha256));
    // What was uploaded late belongs to the filing too: a slot that nobody asks for is not required.
    case.materials.iter().position(|one| required(&one.slug) && !one.sha256.is_empty() && !seen(&one.sha256))
}

/// Shows the picture that has to be seen: beside the fields, or on the whole screen where there is no room for both.
fn look_at_unseen(model: &mut Model, index: usize) -> Vec<Effect> {
    let Some(open) = &mut model.case else { return Vec::new() };
    open.select_material(index);
    let name = open.case.materials.get(index).map(|one| material_name(one, model.lang)).unwrap_or_default();
    model.picture.look_at(index);
    model.picture.view = View::default();
    if layout::case(model.size.0, model.size.1, false).picture.is_none() {
        model.picture.whole = true;
    }
    if model.pictures.protocol == Protocol::Blocks && !model.picture.whole {
        let key = |intent| model.face.keymap.key_of(Scope::Case, intent).unwrap_or_default();
        return vec![warn(fill(Word::UnseenCoarse, model.lang, &[&name, &key(Intent::WholeScreen)]))];
    }
    vec![warn(fill(Word::UnseenPicture, model.lang, &[&name]))]
}

/// Draws a box on the picture that is looked at, seen whole.
pub(super) fn draw_evidence(model: &mut Model) -> Vec<Effect> {
    let (actor, lang) = (model.actor(), model.lang);
    let Some(open) = &model.case else { return Vec::new() };
    if let Some(why) = case::update::barred(open, Verb::Return, &actor, lang) {
        return vec![warn(fill(Word::NotNow, lang, &[&why]))];
    }
    let material =
        open.case.materials.get(model.picture.index).filter(|one| one.is_picture() && !one.sha256.is_empty());
    let Some(material) = material.filter(|_| model.pictures.protocol != Protocol::Off) else {
        return vec![warn(Word::EvidenceNone.text(lang).to_owned())];
    };
    // Upright, as evidence counts pixels; the service knows after measuring, and before it what is stored must do.
    let size = material.facts.as_ref().map_or((material.width, material.height), |facts| (facts.width, facts.height));
    let shape = decide::evidence::Model::new(&material.sha256, &target_of(material), size);
    if layout::case(model.size.0, model.size.1, model.picture.whole).picture.is_none() {
        model.picture.whole = true;
    }
    model.picture.view = View::default();
    model.sheet = Some(decide::Model::Evidence(Box::new(shape)));
    Vec::new()
}

/// A box was drawn: it goes to a reason.
pub(super) fn boxed(model: &mut Model, target: &str, found: Evidence) -> Vec<Effect> {
    let placed = on_sheet(model, |_, draft, around| decide::update::place_evidence(draft, target, found, around));
    let (sheet, effects) = placed.unwrap_or_default();
    model.sheet = sheet;
    effects
}

/// Sends a decision on the open case. Under a lease it stands in the outbox from now on, so that no broken line loses it.
pub(super) fn send(model: &mut Model, decision: Decision) -> Vec<Effect> {
    let Some(open) = &model.case else { return vec![Effect::Go(Go::CloseSheet)] };
    let row = &open.case.row;
    let overriding = match &model.sheet {
        Some(decide::Model::Confirm(question)) => question.over.as_ref().map(|over| Override {
            findings: over.blockers.iter().map(|one| format!("{}@{}", one.rule, one.target)).collect(),
            reason: over.reason.value().trim().to_owned(),
        }),
        _ => None,
    };
    let token = open.lease.as_ref().map_or("", |lease| lease.token.as_str());
    let unsent = Unsent::new((&row.id, &row.number), decision, overriding, row.version, token, model.now);
    model.outbox.retain(|one| one.id != unsent.id);
    if !token.is_empty() {
        model.outbox.push(unsent.clone());
    }
    if let Some(sheet) = &mut model.sheet {
        sheet.set_sending(true, None);
    }
    vec![Effect::Call(Slot::Change, Call::Decide(Box::new(unsent)))]
}

/// The API took a decision: nothing waits any more, and what was given is learnt from. Gives the draft that it was made of.
pub(super) fn acknowledged(model: &mut Model, taken: &DecisionTaken) -> Option<Draft> {
    model.outbox.retain(|one| one.id != taken.id);
    model.habit.learn(&taken.reasons);
    let draft = model.drafts.remove(&taken.id);
    // A note half written is no part of what was decided.
    if let Some(Draft { round, note, .. }) = draft.clone().filter(|draft| !draft.note.is_empty()) {
        model.drafts.insert(taken.id.clone(), Draft { round, note, ..Draft::default() });
    }
    draft
}

/// A decision was not taken. Where nobody answered it waits in the outbox; where the API said no, a view says what happened
/// and keeps the sheet below. `None` where the sheet itself has to say it.
pub(super) fn failed(model: &mut Model, why: &str, error: &ClientError) -> Option<Vec<Effect>> {
    let open = model.case.as_ref()?;
    let (id, number) = (open.case.row.id.clone(), open.case.row.number.clone());
    let waits = model.outbox.iter().any(|one| one.id == id);
    if error.is_unreachable() {
        if !waits {
            return None;
        }
        model.sheet = None;
        return Some(vec![Effect::Go(Go::Queue), Effect::Go(Go::Warn(fill(Word::Queued, model.lang, &[&number])))]);
    }
    let Some(problem) = error.refusal() else {
        // It may have been taken: the same key tells, when it is sent again.
        return None;
    };
    model.outbox.retain(|one| one.id != id);
    let reason = problem.pointer.as_deref().and_then(reason_at);
    let code = problem.code.clone();
    if let Some(sheet) = &mut model.sheet {
        sheet.set_sending(false, None);
    }
    super::refused::show(model, &code, why, reason);
    if code == "lease_lost"
        && let Some(open) = &mut model.case
    {
        open.lease = None;
    }
    // The case as it is now, for what changed meanwhile.
    Some(case::update::read(&id))
}

/// The reason that a pointer such as `/reasons/2/text` names.
fn reason_at(pointer: &str) -> Option<usize> {
    pointer.strip_prefix("/reasons/")?.split('/').next()?.parse().ok()
}

/// Sends the oldest decision that waits, one at a time.
pub(super) fn flush(model: &mut Model) -> Vec<Effect> {
    let sending = model.sheet.as_ref().is_some_and(decide::Model::is_sending);
    let next = model.outbox.iter().find(|one| one.refused.is_none()).cloned();
    match next {
        Some(unsent) if !sending && model.resending.is_none() => {
            model.resending = Some(unsent.key.clone());
            vec![Effect::Call(Slot::Outbox, Call::Resend(Box::new(unsent)))]
        }
        _ => Vec::new(),
    }
}

/// What became of a decision that waited.
pub(super) fn resent(model: &mut Model, result: Result<DecisionTaken, (&str, &ClientError)>) -> Vec<Effect> {
    let key = model.resending.take();
    match result {
        Ok(taken) => {
            acknowledged(model, &taken);
            let text = fill(Word::SentLate, model.lang, &[&taken.number]);
            let mut effects = vec![Effect::Go(Go::Notice(text))];
            if model.case.as_ref().is_some_and(|open| open.case.row.id == taken.id) {
                effects.extend(case::update::read(&taken.id));
            }
            effects.extend(flush(model));
            effects
        }
        Err((why, error)) if error.is_refusal() => {
            // The one that was sent, unless it was dropped meanwhile.
            if let Some(one) = model.outbox.iter_mut().find(|one| Some(&one.key) == key.as_ref()) {
                one.refused = Some(why.to_owned());
                let text = fill(Word::RefusedLate, model.lang, &[&one.number, why]);
                model.notice = Some(Notice { text, warning: true });
            }
            flush(model)
        }
        Err(_) => Vec::new(),
    }
}

/// Takes the newest decision that nobody received out of the outbox again.
pub(super) fn take_out(model: &mut Model) -> Option<Vec<Effect>> {
    let one = model.outbox.remove(model.last_waiting()?);
    let text = fill(Word::TakenOut, model.lang, &[&one.number]);
    let mut effects = vec![Effect::Go(Go::Notice(text))];
    if model.offline.is_none() {
        effects.push(Effect::Call(Slot::Case, Call::Case(one.id)));
    }
    Some(effects)
}

/// A key of the outbox.
pub(super) fn outbox_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Some(decide::Model::Outbox(cursor)) = &mut model.sheet else { return Vec::new() };
    let last = model.outbox.len().saturating_sub(1);
    match intent {
        Intent::Down => *cursor = (*cursor + 1).min(last),
        Intent::Up => *cursor = cursor.saturating_sub(1),
        Intent::Top => *cursor = 0,
        Intent::Bottom => *cursor = last,
        Intent::Refresh => {
            for one in &mut model.outbox {
                one.refused = None;
            }
            return flush(model);
        }
        Intent::Open => {
            if let Some(one) = model.outbox.get(*cursor) {
                let id = one.id.clone();
                return vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Case(id))];
            }
        }
        Intent::DropReason => {
            if let Some(one) = model.outbox.get(*cursor) {
                return vec![Effect::Go(Go::Confirm(Confirm::Drop(one.key.clone())))];
            }
        }
        Intent::No | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}
