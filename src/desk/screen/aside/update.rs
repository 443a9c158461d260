//! What keys do to the sheets that lay a case aside.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;

use super::model::{About, Model};
use crate::desk::effect::{Call, Effect, Go, Slot};
use crate::desk::several::What;
use crate::desk::widget::{write_key, write_pasted, writing, written};
use crate::domain::clocks::WorkingTime;
use crate::domain::draft::Draft;
use crate::domain::lang::Lang;
use crate::domain::put_off::put_off_choices;
use crate::domain::verb::Verb;
use crate::keys::Intent;
use crate::text::{Word, fill};

/// The longest reason, in characters (contract: 1 to 2,000).
const LONGEST: usize = 2000;

/// Opens the sheet for `Escalate` or `Snooze`: the reason is typed at once, or first until when.
pub fn open(about: About, verb: Verb, draft: &Draft, now: Timestamp) -> Model {
    let choices = if verb == Verb::Snooze { put_off_choices(&WorkingTime::usual(), now) } else { Vec::new() };
    let typing = verb == Verb::Escalate && draft.aside.is_empty();
    let text = writing(&draft.aside);
    Model { about, verb, said: Vec::new(), choices, choice: 0, text, typing, sending: false, trouble: None }
}

/// Opens the sheet that takes a case back; `said` tells who laid it aside and why.
pub fn open_back(about: About, verb: Verb, said: Vec<String>) -> Model {
    let (choices, text) = (Vec::new(), writing(""));
    Model { about, verb, said, choices, choice: 0, text, typing: false, sending: false, trouble: None }
}

/// A key while the reason is typed.
pub fn typed(model: &mut Model, draft: &mut Draft, key: &KeyEvent) -> Vec<Effect> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc if written(&model.text).trim().is_empty() && model.verb == Verb::Escalate => {
            draft.aside.clear();
            return vec![Effect::Go(Go::CloseSheet)];
        }
        KeyCode::Esc | KeyCode::Enter => model.typing = false,
        // A reason is one line: what else ends one ends the reason too.
        KeyCode::Char('s' | 'm' | 'j') if control => model.typing = false,
        _ => write_key(&mut model.text, key),
    }
    keep(model, draft);
    Vec::new()
}

/// Text pasted into the reason.
pub fn pasted(model: &mut Model, draft: &mut Draft, text: &str) {
    if model.typing {
        write_pasted(&mut model.text, text.split_whitespace().collect::<Vec<_>>().join(" ").as_str());
        keep(model, draft);
    }
}

fn keep(model: &mut Model, draft: &mut Draft) {
    draft.aside = written(&model.text);
    model.trouble = None;
}

/// An intent while nothing is typed.
pub fn intent(model: &mut Model, intent: Intent, lang: Lang) -> Vec<Effect> {
    let last = model.choices.len().saturating_sub(1);
    match intent {
        _ if model.sending => {}
        Intent::Yes => return send(model, lang),
        Intent::EditReason if model.wants_reason() => model.typing = true,
        Intent::Down => model.choice = (model.choice + 1).min(last),
        Intent::Up => model.choice = model.choice.saturating_sub(1),
        Intent::No | Intent::Close | Intent::Back => return vec![Effect::Go(Go::CloseSheet)],
        _ => {}
    }
    Vec::new()
}

/// It could not be done: what was typed is still here.
pub fn failed(model: &mut Model, why: String) {
    model.sending = false;
    model.typing = false;
    model.trouble = Some(why);
}

fn send(model: &mut Model, lang: Lang) -> Vec<Effect> {
    let reason = written(&model.text).trim().to_owned();
    let count = reason.chars().count();
    if model.wants_reason() && !(1..=LONGEST).contains(&count) {
        model.trouble = Some(match count {
            0 => Word::ReasonNeeded.text(lang).to_owned(),
            _ => fill(Word::ReasonTooLong, lang, &[&LONGEST.to_string(), &count.to_string()]),
        });
        return Vec::new();
    }
    let About { id, token, .. } = model.about.clone();
    let call = match (model.verb, model.choices.get(model.choice)) {
        (Verb::Escalate, _) => Call::Escalate { id, token, reason },
        (Verb::Snooze, Some((_, until))) => Call::Snooze { id, token, until: *until, reason },
        (Verb::Snooze, None) => return Vec::new(),
        (verb, _) => Call::TakeBack(id, verb),
    };
    model.trouble = None;
    model.sending = true;
    match call {
        Call::Snooze { until, reason, .. } if !model.about.also.is_empty() => {
            vec![Effect::Go(Go::Several(What::Snooze { until, reason }))]
        }
        call => vec![Effect::Call(Slot::Change, call)],
    }
}
