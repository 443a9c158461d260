//! What is done on all marked cases: asked once, sent one after another, and told with what became of each.

use crate::client::ClientError;
use crate::desk::effect::{Call, Confirm, Effect, Go, Slot};
use crate::desk::model::{Model, Over};
use crate::desk::screen::{help, queue};
use crate::desk::several::{Named, Several, What};
use crate::text::{Word, fill, safe};

/// Asks whether the chosen cases that are mine are handed back.
pub(super) fn release(model: &Model) -> Vec<Effect> {
    if let Some(why) = queue::update::nothing_to_release(&model.queue, model.lang) {
        return vec![Effect::Go(Go::Warn(fill(Word::NotNow, model.lang, &[&why])))];
    }
    vec![Effect::Go(Go::Confirm(Confirm::ReleaseSeveral(queue::update::chosen_of_mine(&model.queue))))]
}

/// Begins with the first case.
pub(super) fn begin(model: &mut Model, what: What, cases: Vec<Named>) -> Vec<Effect> {
    let mut todo = std::collections::VecDeque::from(cases);
    let Some(at) = todo.pop_front() else { return Vec::new() };
    let several = Several { what, at, todo, done: Vec::new(), refused: Vec::new() };
    let call = call(&several);
    model.several = Some(several);
    vec![progress(model), call]
}

fn call(several: &Several) -> Effect {
    let id = several.at.0.clone();
    let call = match &several.what {
        What::Release => Call::Release(id, None),
        What::Snooze { until, reason } => Call::Snooze { id, token: None, until: *until, reason: reason.clone() },
    };
    Effect::Call(Slot::Several, call)
}

fn progress(model: &Model) -> Effect {
    let Some(several) = &model.several else { return Effect::Go(Go::Notice(String::new())) };
    let at = several.done.len() + several.refused.len() + 1;
    let arguments = [at, several.count()].map(|count| count.to_string());
    Effect::Go(Go::Notice(fill(Word::SeveralRuns, model.lang, &arguments.each_ref().map(String::as_str))))
}

/// What is left is not done; the one on its way is waited for.
pub(super) fn stop(model: &mut Model) {
    let why = Word::SeveralStopped.text(model.lang).to_owned();
    if let Some(several) = &mut model.several {
        let left = several.todo.drain(..).map(|case| (case, why.clone()));
        several.refused.extend(left);
    }
}

/// What became of the one on its way; then comes the next.
pub(super) fn answered(model: &mut Model, result: Result<(), (&str, &ClientError)>) -> Vec<Effect> {
    let Some(mut several) = model.several.take() else { return Vec::new() };
    match result {
        Ok(()) => several.done.push(several.at.clone()),
        Err((why, error)) => {
            several.refused.push((several.at.clone(), why.to_owned()));
            if error.is_unreachable() {
                // Nobody answers: the others would wait as long, one after another.
                several.refused.extend(several.todo.drain(..).map(|case| (case, why.to_owned())));
            }
        }
    }
    match several.todo.pop_front() {
        Some(next) => {
            several.at = next;
            let call = call(&several);
            model.several = Some(several);
            vec![progress(model), call]
        }
        None => finished(model, several),
    }
}

/// The sheet closes, and it is told what became of each. Marks stay on what was not done.
fn finished(model: &mut Model, several: Several) -> Vec<Effect> {
    let lang = model.lang;
    let Several { what, done, refused, .. } = several;
    for (id, _) in &done {
        model.queue.marks.remove(id);
        model.queue.mine.remove(id);
    }
    if model.left.as_ref().is_some_and(|left| done.contains(left)) {
        model.left = None;
    }
    model.sheet = None;
    model.over.retain(|over| !matches!(over, Over::Aside(sheet) if sheet.sending));
    if let What::Snooze { reason, .. } = &what {
        keep_reason(model, reason, &done, &refused);
    }
    let count = done.len().to_string();
    let text = match what {
        What::Release => fill(Word::SeveralReleased, lang, &[&count]),
        What::Snooze { .. } => fill(Word::SeveralSnoozed, lang, &[&count]),
    };
    let mut effects = queue::update::refresh_all(&mut model.queue);
    if refused.is_empty() {
        effects.push(Effect::Go(Go::Notice(text)));
        return effects;
    }
    let left = fill(Word::SeveralLeft, lang, &[&refused.len().to_string()]);
    effects.push(Effect::Go(Go::Warn(format!("{text} {left}"))));
    let mut lines = vec![text, left, String::new()];
    lines.extend(refused.iter().map(|((_, number), why)| format!("{}  {}", safe(number), safe(why))));
    let title = Word::SeveralTitle.text(lang).to_owned();
    model.help = Some(help::Model::new(help::model::About::Text { title, lines }));
    effects
}

/// The reason is sent; where it was not for some, it is there again when these are tried once more.
fn keep_reason(model: &mut Model, reason: &str, done: &[Named], refused: &[(Named, String)]) {
    for (id, _) in done {
        if let Some(draft) = model.drafts.get_mut(id) {
            draft.aside.clear();
        }
    }
    if let Some(((id, _), _)) = refused.iter().min_by(|((_, one), _), ((_, other), _)| one.cmp(other)) {
        reason.clone_into(&mut model.drafts.entry(id.clone()).or_default().aside);
    }
    model.drafts.retain(|_, draft| !draft.is_empty());
}
