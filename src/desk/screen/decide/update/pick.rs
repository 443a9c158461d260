//! Finding a reason: by digits, code, words or pinyin, and what it points at.

use std::cmp::Reverse;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::super::model::{Mode, Pick, Return, Target};
use super::{Around, done, open_words, words};
use crate::desk::effect::{Effect, Go};
use crate::desk::widget::paste_line;
use crate::domain::catalogue::{self, Reason, Targets};
use crate::domain::draft::Draft;
use crate::domain::reason::ReasonGiven;
use crate::domain::search::{self, Finder, Way};
use crate::keys::plain_char;

/// Opens the catalogue for a target, or for any.
pub fn open(target: Option<String>, replaces: Option<usize>, around: &Around<'_>) -> Pick {
    let mut pick = Pick { input: Input::default(), target, replaces, hits: Vec::new(), beyond: false, cursor: 0 };
    search(&mut pick, around);
    pick
}

/// Fills the hits with what fits the target and matches what is typed; where nothing does, with whatever else matches.
fn search(pick: &mut Pick, around: &Around<'_>) {
    let typed = pick.input.value().trim().to_owned();
    pick.hits = hits(&typed, pick.target.as_deref(), around);
    pick.beyond = pick.hits.is_empty() && pick.target.is_some();
    if pick.beyond {
        pick.hits = hits(&typed, None, around);
    }
    pick.cursor = 0;
}

/// What is typed in full first, then what is typed by pinyin; then what I give most for this target, what is about it most
/// closely, what matches best, and at last as in the catalogue.
fn hits(typed: &str, target: Option<&str>, around: &Around<'_>) -> Vec<&'static Reason> {
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut pinyin = Finder::new(search::Word::new(typed));
    let mut buffer = Vec::new();
    let mut hits: Vec<_> = catalogue::reasons()
        .iter()
        .filter(|reason| reason.applies_in(around.stage) && target.is_none_or(|target| makes_sense(reason, target)))
        .filter_map(|reason| {
            let text = format!("{} {} {}", reason.code, reason.zh, reason.en);
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher);
            let literal = literal(reason, typed, &mut pinyin);
            let usual = around.habit.count(target, &reason.code);
            let order = (literal, usual, closeness(reason, target), score.unwrap_or(0));
            (score.is_some() || literal > 0).then_some((order, reason))
        })
        .collect();
    hits.sort_by_key(|(order, _)| Reverse(*order));
    hits.into_iter().map(|(_, reason)| reason).collect()
}

/// How literally the reason is what was typed: the code itself, its beginning, a part of its words, these by pinyin, or
/// only fuzzily.
fn literal(reason: &Reason, typed: &str, pinyin: &mut Finder) -> u8 {
    let typed = typed.to_lowercase();
    let code = reason.code.to_lowercase();
    let in_words = |text: &str| text.to_lowercase().contains(&typed);
    match () {
        () if typed.is_empty() => 0,
        () if code == typed => 4,
        () if code.starts_with(&typed) => 3,
        () if code.contains(&typed) || in_words(&reason.zh) || in_words(&reason.en) => 2,
        () => u8::from(pinyin.score(&reason.zh).is_some_and(|score| score.way >= Way::Pinyin)),
    }
}

/// Whether the reason fits the target. What can be wrong with any material is nothing for a field of the form.
fn makes_sense(reason: &Reason, target: &str) -> bool {
    let about_material = reason.targets() == Targets::Any && reason.code.starts_with("MAT_");
    reason.fits(target) && (!about_material || target.starts_with("material:"))
}

/// How closely the reason is about the target: names it, covers it, or is about anything.
fn closeness(reason: &Reason, target: Option<&str>) -> u8 {
    match (reason.targets(), target) {
        (Targets::Concrete(targets), Some(target)) if targets.iter().any(|known| known == target) => 2,
        (Targets::Concrete(_), Some(target)) => u8::from(reason.fits(target)),
        // What can be wrong with any material is near to every material.
        (Targets::Any, Some(target)) => u8::from(target.starts_with("material:") && reason.code.starts_with("MAT_")),
        _ => 0,
    }
}

/// Pasted text.
pub fn paste(pick: &mut Pick, text: &str, around: &Around<'_>) {
    paste_line(&mut pick.input, text, usize::MAX);
    search(pick, around);
}

/// Opens the catalogue again with what was typed.
pub fn reopened(target: Option<String>, typed: &str, around: &Around<'_>) -> Pick {
    let mut pick = open(target, None, around);
    paste(&mut pick, typed, around);
    pick
}

/// A key while a reason is picked.
pub fn key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent, around: &Around<'_>) -> Vec<Effect> {
    let Mode::Pick(pick) = &mut sheet.mode else { return Vec::new() };
    let last = pick.hits.len().saturating_sub(1);
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let at = match key.code {
        KeyCode::Esc if sheet.flagging || draft.reasons.is_empty() => return vec![Effect::Go(Go::CloseSheet)],
        KeyCode::Esc => {
            sheet.mode = Mode::List;
            return Vec::new();
        }
        KeyCode::Down | KeyCode::Tab => return to(pick, (pick.cursor + 1).min(last)),
        KeyCode::Char('n') if control => return to(pick, (pick.cursor + 1).min(last)),
        KeyCode::Up | KeyCode::BackTab => return to(pick, pick.cursor.saturating_sub(1)),
        KeyCode::Char('p') if control => return to(pick, pick.cursor.saturating_sub(1)),
        KeyCode::PageDown => return to(pick, (pick.cursor + 8).min(last)),
        KeyCode::PageUp => return to(pick, pick.cursor.saturating_sub(8)),
        KeyCode::Enter => pick.cursor,
        KeyCode::Char(c) if !control && pick.input.value().is_empty() && plain_char(c).is_ascii_digit() => {
            match plain_char(c).to_digit(10) {
                // Flagged now, and why is said later.
                Some(0) => return flag_only(sheet, draft, around),
                digit => digit.map_or(0, |digit| digit as usize - 1),
            }
        }
        _ => {
            if pick.input.handle_event(&Event::Key(*key)).is_some_and(|change| change.value) {
                search(pick, around);
            }
            return Vec::new();
        }
    };
    match pick.hits.get(at).copied() {
        Some(reason) => {
            let target = pick.target.clone();
            chosen(sheet, draft, reason, target, around)
        }
        None => Vec::new(),
    }
}

const fn to(pick: &mut Pick, cursor: usize) -> Vec<Effect> {
    pick.cursor = cursor;
    Vec::new()
}

/// Flags the target without a reason.
fn flag_only(sheet: &mut Return, draft: &mut Draft, around: &Around<'_>) -> Vec<Effect> {
    let Mode::Pick(pick) = &sheet.mode else { return Vec::new() };
    let Some(target) = pick.target.clone() else { return Vec::new() };
    add(sheet, draft, "", target, around)
}

/// A reason was picked: it points at the wanted target where it fits, at its only target, or the reviewer is asked.
fn chosen(
    sheet: &mut Return,
    draft: &mut Draft,
    reason: &'static Reason,
    target: Option<String>,
    around: &Around<'_>,
) -> Vec<Effect> {
    let targets = match (reason.targets(), target) {
        (_, Some(target)) if catalogue::is_target(&target) && reason.fits(&target) => vec![target],
        (Targets::Any, _) => vec![String::new()],
        (Targets::Concrete(targets), _) => targets,
    };
    match targets.as_slice() {
        [only] => add(sheet, draft, &reason.code, only.clone(), around),
        _ => {
            sheet.mode = Mode::Target(Target { code: reason.code.clone(), targets, cursor: 0 });
            Vec::new()
        }
    }
}

/// A key while the target is chosen.
pub fn target_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent, around: &Around<'_>) -> Vec<Effect> {
    let Mode::Target(choice) = &mut sheet.mode else { return Vec::new() };
    let last = choice.targets.len().saturating_sub(1);
    match key.code {
        KeyCode::Esc => sheet.mode = Mode::List,
        KeyCode::Down | KeyCode::Tab => choice.cursor = (choice.cursor + 1).min(last),
        KeyCode::Up | KeyCode::BackTab => choice.cursor = choice.cursor.saturating_sub(1),
        KeyCode::Char(c) if plain_char(c) == 'j' => choice.cursor = (choice.cursor + 1).min(last),
        KeyCode::Char(c) if plain_char(c) == 'k' => choice.cursor = choice.cursor.saturating_sub(1),
        KeyCode::Enter => {
            if let Some(target) = choice.targets.get(choice.cursor).cloned() {
                let code = choice.code.clone();
                return add(sheet, draft, &code, target, around);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Puts the reason into the draft, with what is known for its slots and the box that waits for it. What has no words of its
/// own, or asks for something that is not known, opens for it at once.
fn add(sheet: &mut Return, draft: &mut Draft, code: &str, target: String, around: &Around<'_>) -> Vec<Effect> {
    let replaces = match &sheet.mode {
        Mode::Pick(pick) => pick.replaces.filter(|index| *index < draft.reasons.len()),
        _ => None,
    };
    let mut given = words::fresh(code, target, around);
    given.evidence.extend(sheet.evidence.take().map(|(_, found)| found));
    sheet.cursor = match replaces {
        Some(index) => replace(draft, index, given),
        None => put(draft, given),
    };
    sheet.mode = Mode::List;
    sheet.trouble = None;
    if words::asks(draft, sheet.cursor) {
        open_words(sheet, draft, around);
        return Vec::new();
    }
    done(sheet, draft, around)
}

/// The flag without a reason becomes this one.
fn replace(draft: &mut Draft, index: usize, mut given: ReasonGiven) -> usize {
    if let Some(old) = draft.reasons.get_mut(index) {
        given.evidence.splice(0..0, old.evidence.drain(..));
        *old = given;
    }
    index
}

/// A new reason, or the same one that is there already: what belongs to it is added to that.
fn put(draft: &mut Draft, given: ReasonGiven) -> usize {
    let boxes = given.evidence.clone();
    // A flag that waits for its reason is this one, if it was set on the same place.
    let waiting = draft.reasons.iter().position(|known| known.code.is_empty() && known.target == given.target);
    if let Some(index) = waiting {
        return replace(draft, index, given);
    }
    let at = draft.add(given);
    if let Some(reason) = draft.reasons.get_mut(at) {
        for found in boxes {
            if !reason.evidence.contains(&found) {
                reason.evidence.push(found);
            }
        }
    }
    at
}
