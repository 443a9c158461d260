//! What outlives the desk: drafts, decisions that were not acknowledged, what I usually give, the filters that I used, and where I was. After every
//! wake-up what changed goes to the state file; when the desk opens it is read back.

use serde::Serialize;
use serde_json::Value;

use super::effect::{Call, Confirm, Effect, Slot};
use super::kept::{Doing, Kept, Saved, SavedCase, SavedSheet, Screen};
use super::model::{Model, Notice, Place};
use super::screen::decide::model::{Mode, Return};
use super::screen::{case, decide, queue};
use crate::client::outbox::{Unsent, unsent};
use crate::client::state::Loaded;
use crate::domain::draft::Draft;
use crate::text::{Word, fill};

const DRAFT: &str = "draft/";
const HABIT: &str = "habit";
const PLACE: &str = "place";
const FILTERS: &str = "filters";

/// What has to be written to the state file now; nothing while there is none.
pub fn changes(model: &mut Model) -> Vec<(String, Value)> {
    let Some(mut kept) = model.kept.take() else { return Vec::new() };
    let mut out = Vec::new();
    for (id, draft) in model.drafts.iter().filter(|(_, draft)| !draft.is_empty()) {
        if kept.drafts.get(id) != Some(draft) {
            out.push((format!("{DRAFT}{id}"), json(draft)));
            model.touched.insert(id.clone(), model.now);
            kept.drafts.insert(id.clone(), draft.clone());
        }
    }
    let is_gone = |id: &String| model.drafts.get(id).is_none_or(Draft::is_empty);
    for id in kept.drafts.keys().filter(|id| is_gone(id)).cloned().collect::<Vec<_>>() {
        out.push((format!("{DRAFT}{id}"), Value::Null));
        kept.drafts.remove(&id);
    }
    if kept.outbox != model.outbox {
        let key_of = |list: &[Unsent], key: &str| list.iter().any(|one| one.key == key);
        for gone in kept.outbox.iter().filter(|one| !key_of(&model.outbox, &one.key)) {
            out.push((gone.state_key(), Value::Null));
        }
        for one in model.outbox.iter().filter(|one| !kept.outbox.contains(one)) {
            out.push((one.state_key(), json(one)));
        }
        kept.outbox.clone_from(&model.outbox);
    }
    if kept.habit != model.habit {
        out.push((HABIT.to_owned(), json(&model.habit)));
        kept.habit.clone_from(&model.habit);
    }
    if kept.filters != model.queue.used {
        out.push((FILTERS.to_owned(), json(&model.queue.used)));
        kept.filters.clone_from(&model.queue.used);
    }
    // Until the place of the last time is on the screen, it is the place.
    let place = model.restoring.is_none().then(|| place(model));
    if let Some(place) = place.filter(|place| kept.place.as_ref() != Some(place)) {
        out.push((PLACE.to_owned(), json(&place)));
        kept.place = Some(place);
    }
    model.kept = Some(kept);
    out
}

fn json<T: Serialize>(value: &T) -> Value {
    // Our own types have string keys and finite numbers, so that writing them cannot fail.
    serde_json::to_value(value).unwrap_or(Value::Null)
}

fn place(model: &Model) -> Saved {
    let screen = match model.place {
        Place::Queue => Screen::Queue,
        Place::Case => Screen::Case,
        Place::Backlog => Screen::Backlog,
    };
    let open = model.case.as_ref().filter(|_| model.place == Place::Case);
    Saved {
        screen,
        section: model.queue.at,
        filter: model.queue.filter.clone(),
        typing: model.queue.typed_filter(),
        case: open.map(|open| SavedCase {
            id: open.case.row.id.clone(),
            target: open.target(),
            line: open.cursor,
            material: model.picture.index,
            in_picture: open.in_picture,
            whole: model.picture.whole,
            small: model.picture.small,
            view: model.picture.view,
        }),
        sheet: open.and(model.sheet.as_ref()).and_then(sheet),
    }
}

fn sheet(sheet: &decide::Model) -> Option<SavedSheet> {
    match sheet {
        decide::Model::Confirm(question) if question.what == Confirm::Approve => {
            Some(SavedSheet::Approve { over: question.over.as_ref().map(|over| over.reason.value().to_owned()) })
        }
        decide::Model::Return(open) => {
            let doing = match &open.mode {
                Mode::List | Mode::Target(_) => Doing::List,
                Mode::Pick(pick) => Doing::Pick { typed: pick.input.value().to_owned(), target: pick.target.clone() },
                Mode::Slots(_) => Doing::Words { on_suggestion: None },
                Mode::Edit(edit) => Doing::Words { on_suggestion: Some(edit.on_suggestion) },
                Mode::Which(cursor) => Doing::Which { cursor: *cursor },
                Mode::Preview(top) => Doing::Preview { top: *top },
            };
            let (cursor, flagging, evidence) = (open.cursor, open.flagging, open.evidence.clone());
            Some(SavedSheet::Return { cursor, flagging, doing, evidence })
        }
        _ => None,
    }
}

/// The state file is open: what was in it comes back, beside what this desk has already.
pub fn restored(model: &mut Model, loaded: Loaded) -> Vec<Effect> {
    let mut kept = Kept::default();
    let mut effects = Vec::new();
    for (key, entry) in &loaded.entries {
        if let Some(id) = key.strip_prefix(DRAFT)
            && let Ok(draft) = serde_json::from_value::<Draft>(entry.value.clone())
        {
            kept.drafts.insert(id.to_owned(), draft.clone());
            model.drafts.entry(id.to_owned()).or_insert(draft);
            if let Ok(at) = jiff::Timestamp::from_millisecond(entry.at) {
                model.touched.entry(id.to_owned()).or_insert(at);
            }
        }
    }
    kept.outbox = unsent(&loaded.entries);
    let mut outbox = kept.outbox.clone();
    outbox.extend(model.outbox.drain(..).filter(|one| !kept.outbox.contains(one)));
    model.outbox = outbox;
    if let Some(habit) = loaded.entries.get(HABIT).and_then(|entry| serde_json::from_value(entry.value.clone()).ok()) {
        kept.habit = habit;
        model.habit = kept.habit.clone();
    }
    let filters = loaded.entries.get(FILTERS).and_then(|entry| serde_json::from_value(entry.value.clone()).ok());
    kept.filters = filters.unwrap_or_default();
    model.queue.recall(&kept.filters);
    let mut word = None;
    if loaded.broken > 0 {
        word = Some((fill(Word::StateBroken, model.lang, &[&loaded.broken.to_string()]), true));
    }
    // A desk that is open elsewhere is where it is; this one starts in the queue.
    let place =
        loaded.entries.get(PLACE).filter(|_| !loaded.shared && !model.starts_plain && model.place == Place::Queue);
    match place.map(|entry| serde_json::from_value::<Saved>(entry.value.clone())) {
        Some(Ok(saved)) => effects.extend(go_back(model, saved)),
        Some(Err(_)) => word = Some((Word::PlaceBroken.text(model.lang).to_owned(), true)),
        None if loaded.shared => word = Some((Word::StateShared.text(model.lang).to_owned(), false)),
        None => {}
    }
    if let Some((text, warning)) = word {
        model.notice = Some(Notice { text, warning });
    }
    model.kept = Some(kept);
    effects
}

fn go_back(model: &mut Model, saved: Saved) -> Vec<Effect> {
    let mut effects = Vec::new();
    if (saved.section, &saved.filter) != (model.queue.at, &model.queue.filter) {
        model.queue.at = saved.section;
        model.queue.lists.clear();
        model.queue.filter.clone_from(&saved.filter);
        effects.extend(queue::update::refresh_all(&mut model.queue));
    }
    match saved.screen {
        Screen::Queue => {
            if let Some(text) = saved.typing {
                queue::update::type_again(&mut model.queue, &text, model.lang);
            }
        }
        Screen::Backlog => effects.push(Effect::Go(super::effect::Go::Backlog)),
        Screen::Case => {
            if let Some(case) = &saved.case {
                effects.push(Effect::Call(Slot::Case, Call::Case(case.id.clone())));
                model.restoring = Some(saved);
            }
        }
    }
    effects
}

/// The case that was open the last time is on the screen: everything else of that time follows.
pub fn resume(model: &mut Model) -> Vec<Effect> {
    let Some(saved) = model.restoring.take() else { return Vec::new() };
    let Some(place) = saved.case else { return Vec::new() };
    let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == place.id) else { return Vec::new() };
    let found = place.target.as_deref().is_some_and(|target| open.select_target(target));
    if !found {
        open.cursor = place.line.min(open.lines.len().saturating_sub(1));
    }
    open.has_moved = true;
    open.in_picture = place.in_picture;
    model.picture.index = place.material.min(open.case.materials.len().saturating_sub(1));
    (model.picture.whole, model.picture.small, model.picture.view) = (place.whole, place.small, place.view);
    // Whatever stood in the file, the view stays in its bounds.
    model.picture.view.zoom_by(1.0);
    model.regains = true;
    if let Some(saved) = saved.sheet {
        model.sheet = reopened(model, saved);
    }
    model.notice = Some(Notice { text: Word::PlaceRestored.text(model.lang).to_owned(), warning: false });
    regain(model)
}

fn reopened(model: &Model, saved: SavedSheet) -> Option<decide::Model> {
    let open = model.case.as_ref()?;
    match saved {
        SavedSheet::Approve { over: None } => Some(decide::Model::confirm(Confirm::Approve)),
        SavedSheet::Approve { over: Some(reason) } => Some(decide::Model::over(case::secret::blockers(open), &reason)),
        SavedSheet::Return { cursor, flagging, doing, evidence } => {
            let empty = Draft::default();
            let draft = model.draft().unwrap_or(&empty);
            let cursor = cursor.min(draft.reasons.len().saturating_sub(1));
            let mut sheet = Return { cursor, flagging, evidence, ..Return::default() };
            decide::update::resume(&mut sheet, draft, resumed(doing), &model.around());
            Some(decide::Model::Return(Box::new(sheet)))
        }
    }
}

fn resumed(doing: Doing) -> decide::update::Resumed {
    use decide::update::Resumed;
    match doing {
        Doing::List => Resumed::List,
        Doing::Pick { typed, target } => Resumed::Pick(typed, target),
        Doing::Words { on_suggestion } => Resumed::Words(on_suggestion),
        Doing::Which { cursor } => Resumed::Which(cursor),
        Doing::Preview { top } => Resumed::Preview(top),
    }
}

/// Asks for the lease of a case that is mine and was open the last time, so that it goes on being renewed.
pub fn regain(model: &mut Model) -> Vec<Effect> {
    let Some(open) = model.case.as_ref().filter(|_| model.regains && model.place == Place::Case) else {
        return Vec::new();
    };
    let Some(me) = &model.me else { return Vec::new() };
    model.regains = false;
    let mine = open.case.row.holder.as_ref().is_some_and(|holder| holder.id == me.id);
    match mine && open.lease.is_none() && open.case.row.decision.is_none() {
        true => vec![Effect::Call(Slot::Regain, Call::Claim(open.case.row.id.clone()))],
        false => Vec::new(),
    }
}
