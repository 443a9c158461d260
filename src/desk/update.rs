//! The root's update: one wake-up at a time. `press` routes keys by focus, `go` carries out where screens want to go,
//! `reply` takes the API's answers in; `in_case` is what keys do to the open case, `over` what lies over the screen; here the clocks move, and calls and the picture are kept in step.

mod ahead;
mod coming;
mod command;
mod copy;
mod go;
mod handed;
mod in_case;
mod live;
mod mouse;
mod over;
mod press;
mod refused;
mod reply;
mod several;
mod tell;
mod trainees;
mod verdict;

use std::time::Duration;

use jiff::SignedDuration;
use ratatui::layout::Rect;

use super::effect::{Call, Effect, Go, Slot};
use super::guide::Card;
use super::image::{Next, Order};
use super::keep;
use super::layout;
use super::model::{Model, Notice, Over, Place};
use super::msg::Msg;
use super::screen::{backlog, decide, help, picture, queue};
use crate::client::Live;
use crate::terminal::choice::Protocol;
use crate::terminal::fit::{Cells, Size};
use crate::terminal::kitty::MAX_CELLS;
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
    let effects = first_calls(model);
    settle(model, effects)
}

/// What a desk asks for when somebody sits down at it.
fn first_calls(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Call(Slot::Me, Call::Me)];
    model.queue.height = usize::from(layout::queue(model.size.0, model.size.1).list.height);
    effects.extend(queue::update::refresh_all(&mut model.queue));
    effects.extend(guided(model));
    effects
}

/// One wake-up; `model.now` is already set.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    model.queue.height = usize::from(layout::queue(model.size.0, model.size.1).list.height);
    let before = tell::Before::of(model);
    let awaited = match &msg {
        Msg::Reply(ticket, result) => ahead::is_answer(model, *ticket).then_some(result.is_ok()),
        _ => None,
    };
    if !matches!(msg, Msg::Tick | Msg::Second | Msg::Called(_)) {
        model.face.heard += 1;
    }
    let mut effects = match msg {
        Msg::Key(key) => ahead::pressed(model, &key).unwrap_or_else(|| press::key_pressed(model, &key)),
        Msg::Paste(text) => press::pasted(model, &text),
        Msg::Resize(width, height) => {
            // What is read out is read from a window of its own.
            if !model.face.linear {
                model.size = (width, height);
                let section = model.queue.section();
                let height = usize::from(layout::queue(width, height).list.height);
                model.queue.height = height;
                model.queue.list_mut(section).keep_in_sight(height);
            }
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
        Msg::Mouse(mouse) => mouse::moused(model, mouse),
        Msg::Focus(focused) => {
            model.face.focused = focused;
            // Whatever else drew on the screen meanwhile, and whatever was not asked for meanwhile.
            if focused { [vec![Effect::Heal], ticked(model)].concat() } else { Vec::new() }
        }
        Msg::Rested(number) => {
            let pending = &mut model.face.pending;
            pending.shown |= !pending.keys.is_empty() && pending.number == number;
            Vec::new()
        }
        Msg::Theme(name, Ok(theme)) => {
            model.theme = theme;
            model.notice = Some(Notice { text: fill(Word::ThemeNow, model.lang, &[&name]), warning: false });
            model.face.theme = name;
            vec![Effect::Redraw]
        }
        Msg::Theme(_, Err(why)) => vec![Effect::Go(Go::Warn(why))],
        Msg::Called(exchange) => {
            model.log.take(exchange);
            Vec::new()
        }
        Msg::Live(heard) => {
            let is_news = matches!(heard, Ok(Live::Open(_) | Live::Change(_) | Live::Reset));
            let mut effects = live::heard(model, heard);
            effects.extend(is_news.then(|| guided(model)).into_iter().flatten());
            effects
        }
        Msg::Reply(ticket, result) => {
            model.busy = model.busy.saturating_sub(1);
            match result {
                result if model.is_fresh(ticket) => reply::replied(model, ticket, result),
                Ok(reply) => {
                    reply::late(model, ticket.slot, &reply);
                    Vec::new()
                }
                Err(_) => Vec::new(),
            }
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
                match ticket.slot {
                    Slot::Beside => picture::update::came_beside(&mut model.picture, result),
                    _ => picture::update::came(&mut model.picture, result),
                }
            }
            Vec::new()
        }
        Msg::Sent(meter) => {
            model.picture.meter = meter;
            Vec::new()
        }
        Msg::Glimpse(ticket, shown) => {
            if model.is_fresh(ticket) && ticket.slot == Slot::Picture {
                picture::update::glimpsed(&mut model.picture, shown);
            }
            Vec::new()
        }
        Msg::Ahead(_) => Vec::new(),
    };
    in_case::follow(model);
    effects.extend(tell::since(&before, model));
    let mut out = settle(model, effects);
    if let Some(is_good) = awaited {
        out.extend(ahead::arrived(model, is_good));
    }
    spell(model);
    out
}

/// What is said names the keys that are in force where it is said.
fn spell(model: &mut Model) {
    let scope = model.focus();
    let keymap = &model.face.keymap;
    let sheet = model.sheet.as_mut().and_then(decide::Model::trouble_mut);
    let over = model.over.last_mut().and_then(Over::trouble_mut);
    let notice = model.notice.as_mut().map(|notice| &mut notice.text);
    for text in [notice, sheet, over].into_iter().flatten() {
        *text = keymap.spell(scope, text);
    }
}

/// Asks how far the guide of the first day is.
fn guided(model: &Model) -> Vec<Effect> {
    if model.guide.is_some() { vec![Effect::Call(Slot::Guide, Call::Guide)] } else { Vec::new() }
}

/// Shows the guide's card where it has news and nothing else wants to be read.
fn show_guide(model: &mut Model) {
    let is_free = !model.is_covered() && model.sheet.is_none() && model.over.is_empty() && model.queue.field.is_none();
    let Some(guide) = model.guide.as_mut().filter(|guide| guide.is_due && is_free) else { return };
    guide.is_due = false;
    let Card { title, lines } = guide.card(&model.face, model.lang);
    model.help = Some(help::Model::new(help::model::About::Text { title, lines }));
}

/// Carries out every `Go`, stamps every call with its ticket, and asks for the picture that should be there now.
fn settle(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut out = Vec::new();
    let mut queue = std::collections::VecDeque::from(effects);
    while let Some(effect) = queue.pop_front() {
        match effect {
            Effect::Go(go) => queue.extend(go::went(model, go)),
            // Whatever a screen asks for: a desk that changes nothing sends nothing that does.
            Effect::Call(_, call) if model.face.read_only && call.changes() => {
                let text = Word::ReadOnlyRefused.text(model.lang).to_owned();
                model.notice = Some(Notice { text, warning: true });
            }
            Effect::Call(slot, call) => {
                model.busy += 1;
                let ticket = model.issue(slot);
                ahead::asked(model, ticket, &call);
                out.push(Effect::Send(ticket, call));
            }
            other => out.push(other),
        }
    }
    let glance = wanted_glance(model).or_else(|| coming::wanted_case(model));
    if let Some(Effect::Call(slot, call)) = glance {
        model.busy += 1;
        out.push(Effect::Send(model.issue(slot), call));
    }
    show_guide(model);
    let order = wanted_picture(model);
    if picture::update::want(&mut model.picture, order)
        && let Some(order) = model.picture.wanted.clone()
    {
        model.busy += 1;
        out.push(Effect::Picture(model.issue(Slot::Picture), order));
    }
    let order = wanted_beside(model);
    if picture::update::want_beside(&mut model.picture, order)
        && let Some(order) = model.picture.beside.as_ref().and_then(|beside| beside.wanted.clone())
    {
        model.busy += 1;
        out.push(Effect::Picture(model.issue(Slot::Beside), order));
    }
    out.extend(coming::wanted_pictures(model));
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
    if model.place == Place::Backlog && model.face.focused {
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
    let (pane, _) = layout::pictures(model.size, model.picture.whole, model.picture.beside.is_some());
    ordered(model, model.picture.index, pane?)
}

/// The picture that should be beside it.
fn wanted_beside(model: &Model) -> Option<Order> {
    let (_, pane) = layout::pictures(model.size, model.picture.whole, true);
    let order = ordered(model, model.picture.beside.as_ref()?.index, pane?)?;
    Some(Order { next: Vec::new(), ..order })
}

fn ordered(model: &Model, index: usize, pane: Rect) -> Option<Order> {
    if model.pictures.protocol == Protocol::Off || model.place != Place::Case {
        return None;
    }
    let materials = &model.case.as_ref()?.case.materials;
    let material = materials.get(index).filter(|material| material.is_picture())?;
    let cells = layout::picture_cells(pane);
    if cells.is_empty() {
        return None;
    }
    // What is behind it is looked at first, then what was before it.
    let ahead = materials.iter().skip(index + 1).take(2).chain(index.checked_sub(1).and_then(|at| materials.get(at)));
    let next = ahead.filter(|next| next.is_picture()).map(Next::of);
    Some(Order {
        material: material.id.clone(),
        sha256: material.sha256.clone(),
        bytes: material.bytes,
        stored: Size { width: material.width, height: material.height },
        cells: Cells { cols: cells.width.min(MAX_CELLS), rows: cells.height.min(MAX_CELLS) },
        view: model.picture.view,
        tone: model.picture.tone,
        small: model.picture.small,
        next: next.collect(),
    })
}
