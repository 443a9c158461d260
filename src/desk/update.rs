//! The root's update: one wake-up at a time. `press` routes keys by focus, `go` carries out where screens want to go,
//! `reply` takes the API's answers in; `in_case` is what keys do to the open case, `over` what lies over the screen; here the clocks move, and calls and the picture are kept in step.

mod go;
mod handed;
mod in_case;
mod live;
mod over;
mod press;
mod reply;
mod verdict;

use std::time::Duration;

use jiff::SignedDuration;

use super::effect::{Call, Effect, Slot};
use super::image::{Next, Order};
use super::keep;
use super::layout;
use super::model::{Model, Notice, Place};
use super::msg::Msg;
use super::screen::{backlog, decide, picture, queue};
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{Cells, Size};
use crate::text::{Word, fill};

pub use handed::is_behind;

/// How often the slow tick comes.
pub const TICK: Duration = Duration::from_secs(15);

/// How often the seconds of a held decision are counted.
pub const SECOND: Duration = Duration::from_secs(1);

/// A lease with less than this left is renewed while its case is open.
const RENEW: SignedDuration = SignedDuration::from_mins(8);

/// What to do first.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Call(Slot::Me, Call::Me)];
    model.queue.height = usize::from(layout::queue(model.size.0, model.size.1).list.height);
    effects.extend(queue::update::refresh_all(&mut model.queue));
    settle(model, effects)
}

/// One wake-up; `model.now` is already set.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    model.queue.height = usize::from(layout::queue(model.size.0, model.size.1).list.height);
    let effects = match msg {
        Msg::Key(key) => press::key_pressed(model, &key),
        Msg::Paste(text) => press::pasted(model, &text),
        Msg::Resize(width, height) => {
            model.size = (width, height);
            let section = model.queue.section();
            let height = usize::from(layout::queue(width, height).list.height);
            model.queue.height = height;
            model.queue.list_mut(section).keep_in_sight(height);
            Vec::new()
        }
        Msg::Tick => ticked(model),
        Msg::Second => {
            let now = model.now;
            model.held = model.held.take().filter(|held| held.until > now);
            let mut effects = handed::push(model);
            effects.extend(live::again(model));
            effects
        }
        Msg::Live(heard) => live::heard(model, heard),
        Msg::Healed => vec![Effect::Heal],
        Msg::Reply(ticket, result) => {
            model.busy = model.busy.saturating_sub(1);
            if model.is_fresh(ticket) { reply::replied(model, ticket, result) } else { Vec::new() }
        }
        Msg::Restored(Ok(loaded)) => keep::restored(model, *loaded),
        Msg::Restored(Err(why)) => {
            model.notice = Some(Notice { text: fill(Word::StateUnusable, model.lang, &[&why]), warning: true });
            Vec::new()
        }
        Msg::Edited(Ok(text)) => {
            verdict::on_sheet(model, |sheet, draft, _| decide::update::edited(sheet, draft, &text));
            Vec::new()
        }
        Msg::Edited(Err(why)) => {
            model.notice = Some(Notice { text: fill(Word::EditorFailed, model.lang, &[&why]), warning: true });
            Vec::new()
        }
        Msg::Picture(ticket, result) => {
            model.busy = model.busy.saturating_sub(1);
            if model.is_fresh(ticket) {
                picture::update::came(&mut model.picture, result);
            }
            Vec::new()
        }
        Msg::Glimpse(ticket, shown) => {
            if model.is_fresh(ticket) {
                picture::update::glimpsed(&mut model.picture, shown);
            }
            Vec::new()
        }
        Msg::Ahead(_) => Vec::new(),
    };
    in_case::follow(model);
    settle(model, effects)
}

/// Carries out every `Go`, stamps every call with its ticket, and asks for the picture that should be there now.
fn settle(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut out = Vec::new();
    let mut queue = std::collections::VecDeque::from(effects);
    while let Some(effect) = queue.pop_front() {
        match effect {
            Effect::Go(go) => queue.extend(go::went(model, go)),
            Effect::Call(slot, call) => {
                model.busy += 1;
                out.push(Effect::Send(model.issue(slot), call));
            }
            other => out.push(other),
        }
    }
    if let Some(Effect::Call(slot, call)) = wanted_glance(model) {
        model.busy += 1;
        out.push(Effect::Send(model.issue(slot), call));
    }
    let order = wanted_picture(model);
    if picture::update::want(&mut model.picture, order)
        && let Some(order) = model.picture.wanted.clone()
    {
        model.busy += 1;
        out.push(Effect::Picture(model.issue(Slot::Picture), order));
    }
    verdict::note_seen(model);
    let changed = keep::changes(model);
    if !changed.is_empty() {
        // Before anything else: what is sent is kept first.
        out.insert(0, Effect::Keep(changed));
    }
    out
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
    effects.extend(in_case::lease_ran_out(model));
    effects.extend(live::ticked(model));
    effects.extend(verdict::flush(model));
    if model.me.is_none() && model.link.down.is_none() {
        effects.push(Effect::Call(Slot::Me, Call::Me));
    }
    if model.place == Place::Backlog {
        effects.extend(backlog::update::read());
    }
    effects
}

/// The case that should be beside the queue, or read ahead; nothing where there is no room for it.
fn wanted_glance(model: &mut Model) -> Option<Effect> {
    let beside = layout::queue(model.size.0, model.size.1).glance.is_some();
    let looks = beside && model.place == Place::Queue && model.sheet.is_none() && model.link.down.is_none();
    if looks { queue::update::want_glance(&mut model.queue) } else { None }
}

/// The picture that should be on the screen: the one looked at, in the cells that this window gives it.
fn wanted_picture(model: &Model) -> Option<Order> {
    if model.pictures.protocol == Protocol::Off || model.place != Place::Case {
        return None;
    }
    let materials = &model.case.as_ref()?.case.materials;
    let material = materials.get(model.picture.index).filter(|material| material.is_picture())?;
    let pane = layout::case(model.size.0, model.size.1, model.picture.whole).picture?;
    let cells = layout::picture_cells(pane);
    if cells.is_empty() {
        return None;
    }
    let next = materials.iter().skip(model.picture.index + 1).filter(|next| next.is_picture()).take(2);
    let next = next.map(|next| Next {
        material: next.id.clone(),
        sha256: next.sha256.clone(),
        bytes: next.bytes,
        stored: Size { width: next.width, height: next.height },
    });
    Some(Order {
        material: material.id.clone(),
        sha256: material.sha256.clone(),
        bytes: material.bytes,
        stored: Size { width: material.width, height: material.height },
        cells: Cells { cols: cells.width, rows: cells.height },
        view: model.picture.view,
        tone: model.picture.tone,
        marks: Vec::new(),
        small: model.picture.small,
        next: next.collect(),
    })
}
