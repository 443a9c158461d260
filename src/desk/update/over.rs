//! What lies over the screen: notes, related filings, and the sheets that lay a case aside; what was refused is in `refused`.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::refused;
use crate::client::ClientError;
use crate::desk::effect::{Call, Effect, Go, Reply, Slot};
use crate::desk::model::{Model, Over, Place};
use crate::desk::screen::aside::model::About;
use crate::desk::screen::{aside, case, note, queue, related};
use crate::desk::widget::Ctx;
use crate::domain::clocks::local_time;
use crate::domain::decide::{may_review_stage, may_take_back};
use crate::domain::refusal::Refusal;
use crate::domain::verb::Verb;
use crate::keys::Intent;
use crate::text::{Word, fill};

/// Opens the notes of the open case.
pub(super) fn note(model: &mut Model) -> Vec<Effect> {
    let Some(case) = &model.case else { return Vec::new() };
    let row = &case.case.row;
    let draft = model.drafts.entry(row.id.clone()).or_default();
    let sheet = note::update::open(&row.id, &row.number, draft);
    let unread = case.notes.is_none().then(|| Effect::Call(Slot::Notes, Call::Notes(row.id.clone())));
    model.over.push(Over::Note(sheet));
    unread.into_iter().collect()
}

/// Opens what is related to the open case.
pub(super) fn related(model: &mut Model) -> Vec<Effect> {
    let Some(case) = &model.case else { return Vec::new() };
    let (overlay, effects) = related::update::open(&case.case.row.id);
    model.over.push(Over::Related(overlay));
    effects
}

/// The verb of a key that lays a case aside.
pub(super) const fn aside_of(intent: Intent) -> Option<Verb> {
    match intent {
        Intent::Escalate => Some(Verb::Escalate),
        Intent::Snooze => Some(Verb::Snooze),
        _ => None,
    }
}

/// Lays the open case aside, or takes it back where it is laid aside so already.
pub(super) fn aside(model: &mut Model, verb: Verb) -> Vec<Effect> {
    let (actor, lang, now) = (model.actor(), model.lang, model.now);
    let Some(case) = &model.case else { return Vec::new() };
    let row = &case.case.row;
    let about = About {
        id: row.id.clone(),
        number: row.number.clone(),
        organizer: row.organizer.clone(),
        token: case.lease.as_ref().map(|lease| lease.token.clone()),
        in_queue: false,
        also: Vec::new(),
    };
    let laid = match (verb, &case.case.escalated, &case.case.snoozed) {
        (Verb::Escalate, Some(one), _) => {
            let words = [one.by.as_str(), &local_time(one.at), &one.reason].map(str::to_owned);
            Some((Verb::Deescalate, one.by.clone(), Word::EscalatedBy, words))
        }
        (Verb::Snooze, _, Some(one)) if one.until > now => {
            let words = [one.by.as_str(), &local_time(one.until), &one.reason].map(str::to_owned);
            Some((Verb::Wake, one.by.clone(), Word::SnoozedBy, words))
        }
        _ => None,
    };
    let sheet = match laid {
        Some((back, by, word, words)) => {
            if let Err(refusal) = may_take_back(back, &by, row.status.known().copied(), &actor) {
                return warn(model, &refusal.message(lang));
            }
            let said = vec![fill(word, lang, &words.each_ref().map(String::as_str))];
            aside::update::open_back(about, back, said)
        }
        None => {
            if let Some(why) = case::update::refusal(case, verb, &actor, lang) {
                return warn(model, &why);
            }
            let draft = model.drafts.entry(about.id.clone()).or_default();
            aside::update::open(about, verb, draft, now)
        }
    };
    model.over.push(Over::Aside(sheet));
    Vec::new()
}

/// The same for the case under the cursor of the queue, of which less is known: the server has the last word.
pub(super) fn aside_in_queue(model: &mut Model, verb: Verb) -> Vec<Effect> {
    let (actor, lang, now) = (model.actor(), model.lang, model.now);
    if verb == Verb::Snooze && model.queue.marks.len() > 1 {
        return snooze_marked(model);
    }
    let Some(row) = model.queue.selected() else { return Vec::new() };
    let about = About {
        id: row.id.clone(),
        number: row.number.clone(),
        organizer: row.organizer.clone(),
        token: None,
        in_queue: true,
        also: Vec::new(),
    };
    let back = match verb {
        Verb::Escalate => row.escalated_at.map(|at| (Verb::Deescalate, Word::Escalated, at)),
        _ => row.snoozed_until.filter(|until| *until > now).map(|until| (Verb::Wake, Word::Snoozed, until)),
    };
    if let Some((back, word, at)) = back {
        let said = vec![format!("{} {}", word.text(lang), local_time(at))];
        model.over.push(Over::Aside(aside::update::open_back(about, back, said)));
        return Vec::new();
    }
    let stage = row.status.known().and_then(|status| status.stage()).unwrap_or_else(|| model.queue.stage());
    let other = row.holder.as_ref().filter(|holder| holder.id != actor.id && holder.until > now);
    let refusal = match (may_review_stage(stage, verb, &actor), &row.decision, other) {
        (Err(refusal), ..) => Some(refusal),
        (_, Some(held), _) => Some(Refusal::DecisionHeld { by: held.by.clone(), until: held.takes_effect_at }),
        (.., Some(holder)) => Some(Refusal::HeldByOther { holder: holder.id.clone(), until: holder.until }),
        _ => None,
    };
    if let Some(refusal) = refusal.filter(|_| model.me.is_some()) {
        return warn(model, &refusal.message(lang));
    }
    let draft = model.drafts.entry(about.id.clone()).or_default();
    let marks_wait = (!model.queue.marks.is_empty()).then(|| fill(Word::MarksOnlyThis, lang, &[&about.number]));
    let sheet = aside::update::open(about, verb, draft, now);
    model.over.push(Over::Aside(sheet));
    marks_wait.map(|text| Effect::Go(Go::Notice(text))).into_iter().collect()
}

/// One sheet for all marked cases; what becomes of each is told when it is sent.
fn snooze_marked(model: &mut Model) -> Vec<Effect> {
    let mut cases = queue::update::chosen(&model.queue).into_iter();
    let Some((id, number)) = cases.next() else { return Vec::new() };
    let about = About { id, number, organizer: String::new(), token: None, in_queue: true, also: cases.collect() };
    let draft = model.drafts.entry(about.id.clone()).or_default();
    let sheet = aside::update::open(about, Verb::Snooze, draft, model.now);
    model.over.push(Over::Aside(sheet));
    Vec::new()
}

fn warn(model: &Model, why: &str) -> Vec<Effect> {
    vec![Effect::Go(Go::Warn(fill(Word::NotNow, model.lang, &[why])))]
}

/// A key into a text of what lies on top; none where it takes no text.
pub(super) fn typed(model: &mut Model, key: &KeyEvent) -> Option<Vec<Effect>> {
    let lang = model.lang;
    match model.over.last_mut().filter(|over| over.takes_text())? {
        Over::Note(sheet) => {
            let draft = model.drafts.entry(sheet.id.clone()).or_default();
            Some(note::update::typed(sheet, draft, key, lang))
        }
        Over::Aside(sheet) => {
            let draft = model.drafts.entry(sheet.about.id.clone()).or_default();
            Some(aside::update::typed(sheet, draft, key))
        }
        Over::Related(_) | Over::Trouble(_) => None,
    }
}

/// Pasted text; tells whether something lies on top that takes it, or that must not be passed by.
pub(super) fn pasted(model: &mut Model, text: &str) -> bool {
    match model.over.last_mut() {
        None => return false,
        Some(Over::Note(sheet)) => {
            note::update::pasted(sheet, model.drafts.entry(sheet.id.clone()).or_default(), text);
        }
        Some(Over::Aside(sheet)) => {
            aside::update::pasted(sheet, model.drafts.entry(sheet.about.id.clone()).or_default(), text);
        }
        Some(Over::Related(_) | Over::Trouble(_)) => {}
    }
    true
}

/// An intent for what lies on top.
pub(super) fn intent(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let lang = model.lang;
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let ctx = Ctx { lang, theme: &model.theme, keys: &model.face.keymap, now: model.now, ascii: model.ascii };
    match model.over.last_mut() {
        Some(Over::Note(sheet)) => note::update::intent(sheet, intent, lang),
        Some(Over::Aside(sheet)) => aside::update::intent(sheet, intent, lang),
        Some(Over::Related(overlay)) => {
            let (height, lines) = related::view::lines(overlay, area, &ctx);
            related::update::intent(overlay, intent, height, lines)
        }
        Some(Over::Trouble(_)) => refused::intent(model, intent),
        None => Vec::new(),
    }
}

/// The open case gives way to another screen: what spoke of it goes with it, what is being written stays.
pub(super) fn case_left(model: &mut Model) {
    model.over.retain(|over| matches!(over, Over::Note(_) | Over::Aside(_)));
}

/// What the API answered to one of these.
pub(super) fn answered(model: &mut Model, reply: Reply) -> Vec<Effect> {
    let lang = model.lang;
    match reply {
        Reply::Notes(notes) => {
            if let Some(case) = &mut model.case {
                case.take_notes(notes, lang);
            }
        }
        Reply::Noted(note) => return noted(model, note),
        Reply::Related(items) => {
            if let Some(overlay) = related_on(model) {
                related::update::came(overlay, Ok(items));
            }
        }
        Reply::Peeked(found) => {
            if let Some(overlay) = related_on(model) {
                related::update::peeked(overlay, Ok(found));
            }
        }
        Reply::Revealed { id, path, values } => {
            if let Some(case) = model.case.as_mut().filter(|case| case.case.row.id == id) {
                case.revealed.insert(path, values);
                return vec![Effect::Go(Go::Notice(Word::Revealed.text(lang).to_owned()))];
            }
        }
        Reply::LaidAside(found) => return laid_aside(model, *found),
        Reply::TakenBack(found) => return taken_back(model, *found),
        _ => {}
    }
    Vec::new()
}

fn related_on(model: &mut Model) -> Option<&mut related::Model> {
    model.over.iter_mut().find_map(|over| match over {
        Over::Related(overlay) => Some(overlay),
        _ => None,
    })
}

/// The note is kept: its draft is empty again, and the note stands with the others.
fn noted(model: &mut Model, note: crate::api::Note) -> Vec<Effect> {
    let lang = model.lang;
    let Some(at) = model.over.iter().position(|over| matches!(over, Over::Note(sheet) if sheet.sending)) else {
        return Vec::new();
    };
    if let Over::Note(sheet) = model.over.remove(at) {
        if let Some(draft) = model.drafts.get_mut(&sheet.id) {
            draft.note.clear();
        }
        if let Some(case) = model.case.as_mut().filter(|case| case.case.row.id == sheet.id) {
            let mut notes = case.notes.take().unwrap_or_default();
            notes.push(note);
            case.take_notes(notes, lang);
        }
    }
    model.drafts.retain(|_, draft| !draft.is_empty());
    vec![Effect::Go(Go::Notice(Word::NoteSaved.text(lang).to_owned()))]
}

/// The sheet that is on its way, taken from what lies over the screen.
fn sent(model: &mut Model) -> Option<aside::Model> {
    let at = model.over.iter().position(|over| matches!(over, Over::Aside(sheet) if sheet.sending))?;
    match model.over.remove(at) {
        Over::Aside(sheet) => Some(sheet),
        _ => None,
    }
}

/// The case is with the lead, or put off: the next one comes, as after a decision.
fn laid_aside(model: &mut Model, found: crate::api::Case) -> Vec<Effect> {
    let (lang, stage) = (model.lang, model.review());
    let Some(sheet) = sent(model) else { return Vec::new() };
    if let Some(draft) = model.drafts.get_mut(&sheet.about.id) {
        draft.aside.clear();
    }
    model.drafts.retain(|_, draft| !draft.is_empty());
    let number = found.row.number.clone();
    model.queue.mine.remove(&found.row.id);
    let text = match (sheet.verb, &found.snoozed) {
        (Verb::Snooze, Some(snoozed)) => fill(Word::SnoozedUntil, lang, &[&number, &local_time(snoozed.until)]),
        _ => fill(Word::AsideGone, lang, &[&number]),
    };
    let mut effects = vec![Effect::Go(Go::Notice(text))];
    if sheet.about.in_queue {
        effects.extend(queue::update::refresh_all(&mut model.queue));
        return effects;
    }
    // Until the next case is here this one is still on the screen, and no longer mine.
    if let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == found.row.id) {
        open.lease = None;
        open.replace(found, lang);
    }
    match model.claim_next {
        true => effects.push(Effect::Call(Slot::Change, Call::ClaimNext(Some(stage)))),
        false => effects.insert(0, Effect::Go(Go::Queue)),
    }
    effects
}

/// The case waits for a review like any other again.
fn taken_back(model: &mut Model, found: crate::api::Case) -> Vec<Effect> {
    let lang = model.lang;
    if sent(model).is_none() {
        return Vec::new();
    }
    let number = found.row.number.clone();
    if let Some(open) = model.case.as_mut().filter(|open| open.case.row.id == found.row.id) {
        open.replace(found, lang);
    }
    let mut effects = vec![Effect::Go(Go::Notice(fill(Word::TakenBackAside, lang, &[&number])))];
    if model.place == Place::Queue {
        effects.extend(queue::update::refresh_all(&mut model.queue));
    }
    effects
}

/// What was not done: shown where the reviewer wrote it, and a refusal of the open case in a view of its own. None where
/// another place tells it.
pub(super) fn failed(model: &mut Model, slot: Slot, why: &str, error: &ClientError) -> Option<Vec<Effect>> {
    match slot {
        Slot::Note => {
            for over in &mut model.over {
                if let Over::Note(sheet) = over {
                    note::update::failed(sheet, why.to_owned());
                }
            }
            Some(Vec::new())
        }
        Slot::Related | Slot::Peek => {
            let overlay = related_on(model)?;
            match slot {
                Slot::Related => related::update::came(overlay, Err(why.to_owned())),
                _ => related::update::peeked(overlay, Err(why.to_owned())),
            }
            Some(Vec::new())
        }
        Slot::Change => {
            let mut laid = false;
            for over in &mut model.over {
                if let Over::Aside(sheet) = over
                    && sheet.sending
                {
                    aside::update::failed(sheet, why.to_owned());
                    laid = true;
                }
            }
            if let Some(sheet) = model.sheet.as_mut().filter(|_| !laid) {
                sheet.set_sending(false, Some(why.to_owned()));
            } else if !laid {
                return None;
            }
            let open = model.case.as_ref().filter(|_| model.place == Place::Case && !error.is_unreachable());
            let Some(id) = open.map(|open| open.case.row.id.clone()) else { return Some(Vec::new()) };
            if let Some(code) = refused::code_of(error) {
                refused::show(model, code, why, None);
            }
            // The case itself may have changed: show it as it is now, below what keeps what was typed.
            Some(case::update::read(&id))
        }
        Slot::Renew if error.is_refusal() || matches!(error, ClientError::Unauthenticated(_)) => {
            Some(refused::lease_lost(model))
        }
        Slot::Case if model.place == Place::Case => {
            refused::show(model, refused::code_of(error)?, why, None);
            Some(Vec::new())
        }
        _ => None,
    }
}
