//! The root's update: routes by focus, carries out where screens want to go, and keeps the picture in step.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::SignedDuration;

use super::effect::{Call, Confirm, Effect, Go, Reply, Slot, Ticket};
use super::image::Order;
use super::key::chord;
use super::layout;
use super::model::{Model, Notice, Place};
use super::msg::Msg;
use super::screen::{backlog, case, decide, help, picture, queue};
use crate::api::{Claimed, DecisionTaken, Me};
use crate::client::ClientError;
use crate::domain::decide::{may_review_stage, reviewer_of};
use crate::domain::reason::Decision;
use crate::domain::status::Stage;
use crate::domain::verb::Verb;
use crate::keys::{Intent, Scope, intent};
use crate::terminal::choice::Protocol;
use crate::terminal::fit::Cells;
use crate::text::{Word, fill};

/// How often the slow tick comes.
pub const TICK: Duration = Duration::from_secs(15);

/// A lease with less than this left is renewed while its case is open.
const RENEW: SignedDuration = SignedDuration::from_mins(8);

/// The queue is read again when it is older than this.
const STALE: SignedDuration = SignedDuration::from_secs(30);

/// What to do first.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Call(Slot::Me, Call::Me)];
    effects.extend(queue::update::refresh_all(&mut model.queue));
    settle(model, effects)
}

/// One wake-up; `model.now` is already set.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = match msg {
        Msg::Key(key) => key_pressed(model, &key),
        Msg::Paste(text) => pasted(model, &text),
        Msg::Resize(width, height) => {
            model.size = (width, height);
            Vec::new()
        }
        Msg::Tick => ticked(model),
        Msg::Healed => vec![Effect::Redraw],
        Msg::Reply(ticket, result) => {
            model.busy = model.busy.saturating_sub(1);
            if model.is_fresh(ticket) { replied(model, ticket, result) } else { Vec::new() }
        }
        Msg::Picture(ticket, result) => {
            model.busy = model.busy.saturating_sub(1);
            if model.is_fresh(ticket) {
                picture::update::came(&mut model.picture, result);
            }
            Vec::new()
        }
    };
    settle(model, effects)
}

/// Carries out every `Go`, stamps every call with its ticket, and asks for the picture that should be there now.
fn settle(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut out = Vec::new();
    let mut queue = std::collections::VecDeque::from(effects);
    while let Some(effect) = queue.pop_front() {
        match effect {
            Effect::Go(go) => queue.extend(went(model, go)),
            Effect::Call(slot, call) => {
                model.busy += 1;
                out.push(Effect::Send(model.issue(slot), call));
            }
            other => out.push(other),
        }
    }
    let order = wanted_picture(model);
    if picture::update::want(&mut model.picture, order)
        && let Some(order) = model.picture.wanted.clone()
    {
        model.busy += 1;
        out.push(Effect::Picture(model.issue(Slot::Picture), order));
    }
    out
}

fn key_pressed(model: &mut Model, key: &KeyEvent) -> Vec<Effect> {
    model.notice = None;
    if is_interrupt(key) {
        return leave(model);
    }
    if let Some(effects) = typed(model, key) {
        return effects;
    }
    let Some(intent) = chord(key).and_then(|chord| intent(model.scope(), chord)) else { return Vec::new() };
    if layout::is_too_small(model.size) && !matches!(intent, Intent::Close | Intent::Redraw | Intent::Suspend) {
        // Nobody can see what would be agreed to.
        return Vec::new();
    }
    match intent {
        Intent::Redraw => return vec![Effect::Redraw],
        Intent::Suspend => return vec![Effect::Suspend],
        _ => {}
    }
    if let Some(help) = &mut model.help {
        return help::update::intent(help, intent);
    }
    if intent == Intent::Help {
        model.help = Some(help::Model { scope: model.scope(), top: 0 });
        return Vec::new();
    }
    match model.scope() {
        Scope::Confirm | Scope::Return => sheet_intent(model, intent),
        Scope::Queue => queue_intent(model, intent),
        Scope::Backlog => backlog::update::intent(&mut model.backlog, intent),
        Scope::Case | Scope::Picture | Scope::Everywhere => case_intent(model, intent),
    }
}

/// Ctrl-C leaves from anywhere, text fields included.
fn is_interrupt(key: &KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}

/// A key into a text field, if one has the focus.
fn typed(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    if model.help.is_some() {
        return None;
    }
    let (stage, lang) = (stage(model), model.lang);
    if let Some(sheet) = model.sheet.as_mut().filter(|sheet| decide::update::takes_text(sheet)) {
        let id = model.case.as_ref().map(|case| case.case.row.id.clone()).unwrap_or_default();
        let draft = model.drafts.entry(id).or_default();
        return Some(decide::update::typed(sheet, draft, key, stage, lang));
    }
    let filtering = model.place == Place::Queue && model.sheet.is_none() && model.queue.input.is_some();
    filtering.then(|| queue::update::typed(&mut model.queue, key, lang))
}

/// Pasted text goes into a text field or nowhere: a paste is never taken for keys.
fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    let stage = stage(model);
    match &mut model.sheet {
        Some(sheet) => {
            decide::update::pasted(sheet, text, stage);
            let id = model.case.as_ref().map(|case| case.case.row.id.clone()).unwrap_or_default();
            decide::update::keep(sheet, model.drafts.entry(id).or_default());
        }
        None => queue::update::pasted(&mut model.queue, text),
    }
    Vec::new()
}

fn sheet_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let (stage, lang) = (stage(model), model.lang);
    let id = model.case.as_ref().map(|case| case.case.row.id.clone()).unwrap_or_default();
    let draft = model.drafts.entry(id).or_default();
    match &mut model.sheet {
        Some(sheet) => decide::update::intent(sheet, draft, intent, stage, lang),
        None => Vec::new(),
    }
}

fn queue_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if intent == Intent::Close {
        return leave(model);
    }
    if intent == Intent::Claim
        && model.me.is_some()
        && let Err(refusal) = may_review_stage(model.queue.stage(), Verb::ClaimNext, &model.actor())
    {
        let why = refusal.message(model.lang);
        return vec![Effect::Go(Go::Warn(fill(Word::NotNow, model.lang, &[&why])))];
    }
    let height = usize::from(queue::view::list_height(model.size.1));
    let mut effects = queue::update::intent(&mut model.queue, intent, height);
    if intent == Intent::Refresh && model.me.is_none() {
        effects.push(Effect::Call(Slot::Me, Call::Me));
    }
    effects
}

fn case_intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let actor = model.actor();
    let Some(case) = &mut model.case else { return vec![Effect::Go(Go::Queue)] };
    if intent == Intent::Back && (model.picture.whole || case.in_picture) {
        model.picture.whole = false;
        model.picture.view.reset_zoom();
        case.in_picture = false;
        return Vec::new();
    }
    let in_picture = case.in_picture || model.picture.whole;
    let moves_list = matches!(intent, Intent::Down | Intent::Up | Intent::Flag);
    let shown = model.picture.index;
    if in_picture && intent == Intent::Flag {
        case.select_material(shown);
    }
    let count = case.case.materials.len();
    if (in_picture || !moves_list) && picture::update::intent(&mut model.picture, intent, count) {
        // The list stays where it is: the fields beside the picture are what it is compared with.
        return Vec::new();
    }
    let height = usize::from(layout::case(model.size.0, model.size.1, false).list.map_or(0, |list| list.height));
    let effects = case::update::intent(case, intent, &actor, model.lang, height);
    if let Some(index) = case.material_under_cursor() {
        model.picture.look_at(index);
    }
    effects
}

/// Leaves at once, unless something is flagged and not sent.
fn leave(model: &mut Model) -> Vec<Effect> {
    let asked = matches!(&model.sheet, Some(decide::Model::Confirm(question)) if question.what == Confirm::Quit);
    if model.unsent() == 0 || asked {
        return vec![Effect::Quit];
    }
    model.help = None;
    vec![Effect::Go(Go::Confirm(Confirm::Quit))]
}

/// Carries out where a screen wants to go.
fn went(model: &mut Model, go: Go) -> Vec<Effect> {
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
            for slot in [Slot::Case, Slot::History, Slot::Renew, Slot::Picture] {
                model.issue(slot);
            }
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
            if model.help.take().is_none() {
                model.sheet = None;
            }
            model.drafts.retain(|_, draft| !draft.reasons.is_empty());
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
    let stage = stage(model);
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

/// The clocks moved on: renew the lease of the open case, read the queue again when it is old.
fn ticked(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(case) = &model.case
        && let Some(lease) = &case.lease
        && lease.expires_at.duration_since(model.now) < RENEW
        && lease.expires_at > model.now
    {
        effects.push(Effect::Call(Slot::Renew, Call::Renew(case.case.row.id.clone(), lease.token.clone())));
    }
    if model.place == Place::Queue && model.sheet.is_none() {
        let stage = model.queue.stage();
        let list = model.queue.list();
        let old = list.read_at.is_none_or(|at| model.now.duration_since(at) > STALE);
        // Only a list at its first page is read again: a longer one would jump.
        if old && !list.loading && list.rows.len() <= queue::model::PAGE as usize {
            effects.extend(queue::update::refresh(&mut model.queue, stage));
        }
    }
    if model.me.is_none() {
        effects.push(Effect::Call(Slot::Me, Call::Me));
    }
    if model.place == Place::Backlog {
        effects.extend(backlog::update::read());
    }
    effects
}

fn replied(model: &mut Model, ticket: Ticket, result: Result<Reply, ClientError>) -> Vec<Effect> {
    match result {
        Ok(reply) => {
            model.offline = None;
            answered(model, ticket.slot, reply)
        }
        Err(error) => {
            let why = error.message(model.lang);
            if error.is_unreachable() {
                model.offline = Some(why.clone());
            }
            failed(model, ticket.slot, why, &error)
        }
    }
}

fn answered(model: &mut Model, slot: Slot, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Me(me) => return greeted(model, me),
        Reply::Queue(page) => {
            if let Slot::Queue(stage) = slot {
                return queue::update::took(&mut model.queue, stage, page, model.now);
            }
        }
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
        Reply::Claimed(claimed) => return claimed_case(model, *claimed),
        Reply::Renewed(lease) => {
            if let Some(open) = &mut model.case {
                open.lease = Some(lease);
            }
        }
        Reply::Released => return released(model),
        Reply::Decided(taken) => return decided(model, &taken),
        Reply::Backlog(figures) => backlog::update::came(&mut model.backlog, Ok(*figures)),
    }
    Vec::new()
}

/// The first time I am known, the queue shows the review that I do.
fn greeted(model: &mut Model, me: Me) -> Vec<Effect> {
    let actor = me.actor();
    let is_new = model.me.replace(me).is_none();
    let only_second = actor.is(reviewer_of(Stage::Second)) && !actor.is(reviewer_of(Stage::First));
    if is_new && only_second && model.queue.stage.is_none() {
        model.queue.stage = Some(Stage::Second);
    }
    Vec::new()
}

fn failed(model: &mut Model, slot: Slot, why: String, error: &ClientError) -> Vec<Effect> {
    match slot {
        Slot::Queue(stage) => queue::update::failed(&mut model.queue, stage, why),
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
        Slot::Me | Slot::Case | Slot::History | Slot::Picture if error.is_unreachable() => model.notice = None,
        Slot::Me | Slot::Case | Slot::History | Slot::Picture => {
            model.notice = Some(Notice { text: why, warning: true });
        }
    }
    Vec::new()
}

fn open_case(model: &mut Model, case: case::Model) {
    model.picture.reset();
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

/// A decision was taken: say so, and have the next case at once.
fn decided(model: &mut Model, taken: &DecisionTaken) -> Vec<Effect> {
    let stage = stage(model);
    model.drafts.remove(&taken.id);
    model.sheet = None;
    // Until the next case is here the decided one is still on the screen: it must not be decided twice.
    if let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == taken.id) {
        open.case.row.status = taken.status.clone();
        open.case.row.version = taken.version;
        open.case.row.holder = None;
        open.lease = None;
    }
    let count = taken.reasons.len().to_string();
    let text = match taken.reasons.is_empty() {
        true => fill(Word::Approved, model.lang, &[&taken.number]),
        false => fill(Word::Returned, model.lang, &[&taken.number, &count]),
    };
    if model.claim_next {
        return vec![Effect::Go(Go::Notice(text)), Effect::Call(Slot::Change, Call::ClaimNext(Some(stage)))];
    }
    vec![Effect::Go(Go::Queue), Effect::Go(Go::Notice(text))]
}

/// The review at hand: the open case's, else the queue's section.
fn stage(model: &Model) -> Stage {
    let of_case = model.case.as_ref().and_then(|case| case.case.row.status.known().and_then(|status| status.stage()));
    of_case.unwrap_or_else(|| model.queue.stage())
}

/// The picture that should be on the screen: the one looked at, in the cells that this window gives it.
fn wanted_picture(model: &Model) -> Option<Order> {
    if model.pictures.protocol == Protocol::Off || model.place != Place::Case {
        return None;
    }
    let materials = &model.case.as_ref()?.case.materials;
    let material = materials.get(model.picture.index)?;
    let pane = layout::case(model.size.0, model.size.1, model.picture.whole).picture?;
    let cells = layout::picture_cells(pane);
    if cells.is_empty() {
        return None;
    }
    Some(Order {
        material: material.id.clone(),
        sha256: material.sha256.clone(),
        cells: Cells { cols: cells.width, rows: cells.height },
        view: model.picture.view,
        next: materials.iter().skip(model.picture.index + 1).take(2).map(|next| next.id.clone()).collect(),
    })
}
