//! What comes by itself: changes of cases, how the line is, and trying again while nobody answers.

use crate::client::{ClientError, Live};
use crate::desk::effect::{Call, Effect, Slot};
use crate::desk::line::{Down, Feed};
use crate::desk::model::{Model, Notice, Place};
use crate::desk::screen::queue;
use crate::text::Word;

/// The feed told something, or ended for good.
pub(super) fn heard(model: &mut Model, heard: Result<Live, ClientError>) -> Vec<Effect> {
    match heard {
        Ok(Live::Open(delay)) => {
            let was_down = model.link.down.is_some();
            model.link.feed = Feed::Live;
            model.link.delay = Some(delay);
            // What was read before the line stood may have changed since.
            if was_down { again_now(model) } else { queue::update::poll(&mut model.queue) }
        }
        Ok(Live::Change(change)) => {
            let me = me(model);
            queue::update::told(&mut model.queue, &change, &me, model.now, model.lang)
        }
        Ok(Live::Reset) => queue::update::poll(&mut model.queue),
        Ok(Live::Delay(delay)) => {
            model.link.delay = Some(delay);
            Vec::new()
        }
        // What was missed is told when the line stands again; until then it is asked for.
        Ok(Live::Lost { error, .. }) => {
            model.link.feed = Feed::Polled;
            if error.is_unreachable() && model.offline.is_none() {
                return queue::update::poll(&mut model.queue);
            }
            Vec::new()
        }
        Err(_) => {
            model.link.feed = Feed::Polled;
            Vec::new()
        }
    }
}

/// The slow tick: what is not told is asked for, and what was told may have changed the counts.
pub(super) fn ticked(model: &mut Model) -> Vec<Effect> {
    let open = model.case.as_ref().map(|open| open.case.row.id.clone());
    let mut effects = queue::update::expired(&mut model.queue, open.as_deref(), model.now, model.lang);
    if model.link.down.is_some() {
        effects.extend(again(model));
        return effects;
    }
    // Nobody looks at the rows of a window without the focus; they are asked for when it comes back.
    if model.place == Place::Queue && model.sheet.is_none() && model.face.focused {
        match model.link.feed {
            Feed::Polled => effects.extend(queue::update::poll(&mut model.queue)),
            Feed::Live if model.queue.counts_are_old => effects.extend(queue::update::count(&mut model.queue)),
            Feed::Live => {}
        }
    }
    effects
}

/// Nobody answered: from now on it is tried again and again.
pub(super) fn lost(model: &mut Model) {
    if model.link.down.is_none() {
        model.link.down = Some(Down::new(model.now));
    }
}

/// Somebody answered again: everything that the queue shows is read anew.
pub(super) fn back(model: &mut Model) -> Vec<Effect> {
    if model.link.down.take().is_none() {
        return Vec::new();
    }
    model.notice = Some(Notice { text: Word::BackAgain.text(model.lang).to_owned(), warning: false });
    let mut effects = Vec::new();
    if model.queue.list().fetch.is_none() {
        effects = queue::update::refresh(&mut model.queue);
    }
    if model.queue.known.is_none() {
        effects.push(Effect::Call(Slot::Sections, Call::Sections));
    }
    if model.me.is_none() {
        effects.push(Effect::Call(Slot::Me, Call::Me));
    }
    effects
}

/// Tries again where it is time.
pub(super) fn again(model: &mut Model) -> Vec<Effect> {
    match &model.link.down {
        Some(down) if down.next <= model.now && model.busy == 0 => again_now(model),
        _ => Vec::new(),
    }
}

/// Tries again now: one small question, so that a service that comes back is not met with everything at once.
fn again_now(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    if let Some(down) = &mut model.link.down {
        down.tried(now);
    }
    vec![Effect::Call(Slot::Me, Call::Me)]
}

fn me(model: &Model) -> String {
    model.my_id().to_owned()
}
