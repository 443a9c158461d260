//! What can be done now, and if not, why: the same reason that the key gives. The palette greys by it, and the footer
//! leaves out what it refuses.

use super::model::{Model, Over};
use super::screen::{case, decide, queue};
use crate::domain::decide::may_review_stage;
use crate::domain::refusal::Refusal;
use crate::domain::verb::Verb;
use crate::keys::{Intent, Scope};
use crate::text::{Word, fill};

/// Why the intent is not possible in the scope now; none where it is, or where only trying can tell.
pub fn why_not(model: &Model, scope: Scope, intent: Intent) -> Option<String> {
    said(model, scope, intent).map(|why| model.face.keymap.spell(scope, &why))
}

fn said(model: &Model, scope: Scope, intent: Intent) -> Option<String> {
    if let Some(why) = forbidden(model, intent) {
        return Some(why);
    }
    let say = |word: Word| Some(word.text(model.lang).to_owned());
    match (scope, intent) {
        (_, Intent::Undo) if model.held.is_none() && model.last_waiting().is_none() => say(Word::NothingToUndo),
        (Scope::Help, Intent::Filter) if model.log.open => say(Word::LogNoFind),
        (Scope::Queue, Intent::Claim) if model.link.down.is_some() => say(Word::ReadOnlyNow),
        (Scope::Queue, Intent::Claim) => {
            let refusal = may_review_stage(model.queue.stage(), Verb::ClaimNext, &model.actor()).err();
            let refusal = refusal.filter(|_| model.me.is_some()).map(|refusal| refusal.message(model.lang));
            refusal.or_else(|| queue::update::nothing_to_claim(&model.queue, model.lang))
        }
        (Scope::Queue, Intent::Release) => queue::update::nothing_to_release(&model.queue, model.lang),
        (Scope::Return, Intent::EditReason | Intent::DropReason | Intent::Preview | Intent::Yes)
            if model.draft().is_none_or(|draft| draft.reasons.is_empty()) =>
        {
            say(Word::NeedReason)
        }
        (Scope::Return, Intent::Evidence) if has_no_box(model) => say(Word::EvidenceNoBox),
        (Scope::Queue, Intent::Section(number)) if model.queue.of(number).is_none() => {
            Some(fill(Word::NoSection, model.lang, &[&number.to_string()]))
        }
        (Scope::Case | Scope::Picture, _) => in_case(model, intent),
        _ => nothing_there(model, scope, intent),
    }
}

/// Why a key that is about a line of a list finds none.
pub fn nothing_there(model: &Model, scope: Scope, intent: Intent) -> Option<String> {
    let say = |word: Word| Some(word.text(model.lang).to_owned());
    match (scope, intent) {
        (
            Scope::Queue,
            Intent::Open
            | Intent::Mark
            | Intent::InvertMarks
            | Intent::Escalate
            | Intent::Snooze
            | Intent::CopyValue
            | Intent::CopyNumber
            | Intent::CopyDomain,
        ) if model.queue.selected().is_none() && model.queue.ordering.is_none() => say(Word::NoCaseHere),
        (Scope::Outbox, Intent::Refresh | Intent::Open | Intent::DropReason) if model.outbox.is_empty() => {
            say(Word::OutboxEmpty)
        }
        (Scope::Related, Intent::Open) => match model.over.last() {
            Some(Over::Related(related)) if related.peek.is_none() => match &related.items {
                None if related.trouble.is_none() => say(Word::Loading),
                Some(items) if !items.is_empty() => None,
                _ => say(Word::RelatedNone),
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether no box on a picture belongs to the reason under the cursor.
fn has_no_box(model: &Model) -> bool {
    let Some(decide::Model::Return(sheet)) = &model.sheet else { return false };
    let reason = model.draft().and_then(|draft| draft.reasons.get(sheet.cursor));
    reason.is_none_or(|reason| reason.evidence.is_empty())
}

/// Why a desk that changes nothing does not do it.
pub fn forbidden(model: &Model, intent: Intent) -> Option<String> {
    (model.face.read_only && intent.writes()).then(|| Word::ReadOnlyRefused.text(model.lang).to_owned())
}

fn in_case(model: &Model, intent: Intent) -> Option<String> {
    let open = model.case.as_ref()?;
    let actor = model.actor();
    let rules = |verb| case::update::refusal(open, verb, &actor, model.lang);
    let say = |word: Word| Some(word.text(model.lang).to_owned());
    let mine = case::update::held_by_me(open, &actor);
    let materials = open.case.materials.len();
    match intent {
        Intent::Approve => rules(Verb::Approve),
        Intent::Return | Intent::Flag => rules(Verb::Return),
        Intent::Claim if mine => say(Word::MineAlready),
        Intent::Claim => rules(Verb::Claim),
        Intent::Release if !mine => Some(Refusal::NotHeld.message(model.lang)),
        Intent::Changes if open.case.row.round < 2 => say(Word::FirstRound),
        Intent::NextMaterial | Intent::PreviousMaterial if materials < 2 => say(Word::NoOtherPicture),
        Intent::ZoomIn
        | Intent::ZoomOut
        | Intent::ZoomFit
        | Intent::PanLeft
        | Intent::PanRight
        | Intent::PanUp
        | Intent::PanDown
        | Intent::TurnLeft
        | Intent::TurnRight
        | Intent::Contrast
        | Intent::Evidence
        | Intent::Version
        | Intent::WholeScreen
            if materials == 0 =>
        {
            say(Word::MaterialNone)
        }
        _ => None,
    }
}
