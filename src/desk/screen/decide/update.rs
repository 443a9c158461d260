//! What keys do to the sheets.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui_textarea::TextArea;
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::model::{Edit, Mode, Model, Pick, Return, Target};
use crate::desk::effect::{Effect, Go};
use crate::domain::catalogue::{self, Reason, Targets};
use crate::domain::draft::Draft;
use crate::domain::lang::Lang;
use crate::domain::reason::{ReasonGiven, ReturnKind};
use crate::domain::search::{self, Finder, Way};
use crate::domain::status::Stage;
use crate::keys::{Intent, plain_char};
use crate::text::{Word, fill};

/// Opens the return sheet: on its reasons, or on the catalogue where there is none yet or one thing is to be flagged.
pub fn open_return(draft: &Draft, target: Option<String>, flagging: bool, stage: Stage) -> Model {
    let mode = if draft.reasons.is_empty() || flagging { Mode::Pick(pick(target, stage)) } else { Mode::List };
    Model::Return(Box::new(Return { cursor: 0, mode, flagging, sending: false, trouble: None }))
}

/// Whether keys are typed text now, and not intents.
pub const fn takes_text(model: &Model) -> bool {
    matches!(model, Model::Return(sheet) if !matches!(sheet.mode, Mode::List))
}

/// An intent of the sheet that lies on top.
pub fn intent(model: &mut Model, draft: &mut Draft, intent: Intent, stage: Stage, lang: Lang) -> Vec<Effect> {
    if model.is_sending() {
        return Vec::new();
    }
    match (model, intent) {
        (_, Intent::No | Intent::Close | Intent::Back) => vec![Effect::Go(Go::CloseSheet)],
        (Model::Confirm(_), Intent::Yes) => vec![Effect::Go(Go::Send)],
        (Model::Confirm(_), _) => Vec::new(),
        (Model::Return(sheet), intent) => return_intent(sheet, draft, intent, stage, lang),
    }
}

fn return_intent(sheet: &mut Return, draft: &mut Draft, intent: Intent, stage: Stage, lang: Lang) -> Vec<Effect> {
    let last = draft.reasons.len().saturating_sub(1);
    match intent {
        Intent::Down => sheet.cursor = (sheet.cursor + 1).min(last),
        Intent::Up => sheet.cursor = sheet.cursor.saturating_sub(1),
        Intent::Top => sheet.cursor = 0,
        Intent::Bottom => sheet.cursor = last,
        Intent::AddReason => sheet.mode = Mode::Pick(pick(None, stage)),
        Intent::EditReason => edit(sheet, draft),
        Intent::DropReason if sheet.cursor < draft.reasons.len() => {
            draft.reasons.remove(sheet.cursor);
            if draft.reasons.is_empty() {
                draft.kind = ReturnKind::Correct;
            }
            sheet.cursor = sheet.cursor.min(draft.reasons.len().saturating_sub(1));
        }
        Intent::ToggleKind => {
            draft.kind = match draft.kind {
                ReturnKind::Correct => ReturnKind::Reject,
                ReturnKind::Reject => ReturnKind::Correct,
            };
        }
        Intent::Yes if draft.reasons.is_empty() => sheet.trouble = Some(Word::NeedReason.text(lang).to_owned()),
        Intent::Yes => return vec![Effect::Go(Go::Send)],
        _ => {}
    }
    Vec::new()
}

/// A key while text is typed.
pub fn typed(model: &mut Model, draft: &mut Draft, key: &KeyEvent, stage: Stage, lang: Lang) -> Vec<Effect> {
    let Model::Return(sheet) = model else { return Vec::new() };
    match &mut sheet.mode {
        Mode::List => Vec::new(),
        Mode::Pick(_) => pick_key(sheet, draft, key, stage, lang),
        Mode::Target(_) => target_key(sheet, draft, key, lang),
        Mode::Edit(_) => edit_key(sheet, draft, key),
    }
}

/// Text pasted into what is typed.
pub fn pasted(model: &mut Model, text: &str, stage: Stage) {
    let Model::Return(sheet) = model else { return };
    match &mut sheet.mode {
        Mode::Pick(pick) => {
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            pick.input = Input::new(format!("{}{text}", pick.input.value()));
            search(pick, stage);
        }
        Mode::Edit(edit) => {
            let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
            let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            let area = if edit.on_suggestion { &mut edit.suggestion } else { &mut edit.text };
            area.insert_str(text);
        }
        _ => {}
    }
}

fn pick(target: Option<String>, stage: Stage) -> Pick {
    let mut pick = Pick { input: Input::default(), target, hits: Vec::new(), cursor: 0 };
    search(&mut pick, stage);
    pick
}

/// Fills the hits: what is typed in full first, then what is typed by pinyin, then what fits the target, then by how well
/// it matches what is typed, then as in the catalogue.
fn search(pick: &mut Pick, stage: Stage) {
    let typed = pick.input.value().trim();
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut pinyin = Finder::new(search::Word::new(typed));
    let mut buffer = Vec::new();
    let mut hits: Vec<_> = catalogue::reasons()
        .iter()
        .filter(|reason| reason.applies_in(stage))
        .filter_map(|reason| {
            let text = format!("{} {} {}", reason.code, reason.zh, reason.en);
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher);
            let literal = literal(reason, typed, &mut pinyin);
            let found = score.is_some() || literal > 0;
            found.then(|| (literal, closeness(reason, pick.target.as_deref()), score.unwrap_or(0), reason))
        })
        .collect();
    hits.sort_by_key(|(literal, close, score, _)| std::cmp::Reverse((*literal, *close, *score)));
    pick.hits = hits.into_iter().map(|(.., reason)| reason).collect();
    pick.cursor = 0;
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

fn pick_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent, stage: Stage, lang: Lang) -> Vec<Effect> {
    let Mode::Pick(pick) = &mut sheet.mode else { return Vec::new() };
    let last = pick.hits.len().saturating_sub(1);
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc if sheet.flagging || draft.reasons.is_empty() => return vec![Effect::Go(Go::CloseSheet)],
        KeyCode::Esc => sheet.mode = Mode::List,
        KeyCode::Down | KeyCode::Tab => pick.cursor = (pick.cursor + 1).min(last),
        KeyCode::Char('n') if control => pick.cursor = (pick.cursor + 1).min(last),
        KeyCode::Up | KeyCode::BackTab => pick.cursor = pick.cursor.saturating_sub(1),
        KeyCode::Char('p') if control => pick.cursor = pick.cursor.saturating_sub(1),
        KeyCode::PageDown => pick.cursor = (pick.cursor + 8).min(last),
        KeyCode::PageUp => pick.cursor = pick.cursor.saturating_sub(8),
        KeyCode::Enter => {
            if let Some(reason) = pick.hits.get(pick.cursor).copied() {
                let target = pick.target.clone();
                return chosen(sheet, draft, reason, target, lang);
            }
        }
        _ => {
            if pick.input.handle_event(&Event::Key(*key)).is_some_and(|change| change.value) {
                search(pick, stage);
            }
        }
    }
    Vec::new()
}

/// A reason was picked: it points at the wanted target where it fits, at its only target, or the reviewer is asked.
fn chosen(
    sheet: &mut Return,
    draft: &mut Draft,
    reason: &'static Reason,
    target: Option<String>,
    lang: Lang,
) -> Vec<Effect> {
    let targets = match (reason.targets(), target) {
        (_, Some(target)) if catalogue::is_target(&target) && reason.fits(&target) => vec![target],
        (Targets::Any, _) => vec![String::new()],
        (Targets::Concrete(targets), _) => targets,
    };
    match targets.as_slice() {
        [only] => add(sheet, draft, &reason.code, only.clone(), lang),
        _ => {
            sheet.mode = Mode::Target(Target { code: reason.code.clone(), targets, cursor: 0 });
            Vec::new()
        }
    }
}

fn target_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent, lang: Lang) -> Vec<Effect> {
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
                return add(sheet, draft, &code, target, lang);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Puts the reason into the draft. `OTHER` has no words of its own, so its editor opens at once.
fn add(sheet: &mut Return, draft: &mut Draft, code: &str, target: String, lang: Lang) -> Vec<Effect> {
    let Some(known) = catalogue::reason(code) else { return Vec::new() };
    let own_words = code == "OTHER";
    let words = |text: &str| if own_words { String::new() } else { text.to_owned() };
    // The applicant reads Chinese, whatever the language of the reviewer's screen.
    let (text, suggestion) = (words(known.text(Lang::Zh)), words(known.fix(Lang::Zh)));
    sheet.cursor = draft.add(ReasonGiven { target, code: code.to_owned(), text, suggestion, ..ReasonGiven::default() });
    sheet.mode = Mode::List;
    sheet.trouble = None;
    if own_words {
        edit(sheet, draft);
        return Vec::new();
    }
    if sheet.flagging {
        let notice = fill(Word::FlagSaved, lang, &[known.text(lang)]);
        return vec![Effect::Go(Go::CloseSheet), Effect::Go(Go::Notice(notice))];
    }
    Vec::new()
}

fn edit(sheet: &mut Return, draft: &Draft) {
    let Some(reason) = draft.reasons.get(sheet.cursor) else { return };
    let area = |text: &str| {
        let mut area = TextArea::from(text.split('\n'));
        area.move_cursor(ratatui_textarea::CursorMove::Bottom);
        area.move_cursor(ratatui_textarea::CursorMove::End);
        area
    };
    let (text, suggestion) = (area(&reason.text), area(&reason.suggestion));
    sheet.mode = Mode::Edit(Box::new(Edit { index: sheet.cursor, text, suggestion, on_suggestion: false }));
}

fn edit_key(sheet: &mut Return, draft: &mut Draft, key: &KeyEvent) -> Vec<Effect> {
    let Mode::Edit(edit) = &mut sheet.mode else { return Vec::new() };
    let done = key.code == KeyCode::Esc
        || (key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('s')));
    match key.code {
        KeyCode::Tab | KeyCode::BackTab => edit.on_suggestion = !edit.on_suggestion,
        _ if done => {}
        _ => {
            let area = if edit.on_suggestion { &mut edit.suggestion } else { &mut edit.text };
            area.input(*key);
        }
    }
    copy(edit, draft);
    if done {
        sheet.mode = Mode::List;
        if sheet.flagging {
            return vec![Effect::Go(Go::CloseSheet)];
        }
    }
    Vec::new()
}

/// The draft follows every keystroke and paste, so that nothing typed depends on how the editor is left.
pub fn keep(model: &Model, draft: &mut Draft) {
    if let Model::Return(sheet) = model
        && let Mode::Edit(edit) = &sheet.mode
    {
        copy(edit, draft);
    }
}

fn copy(edit: &Edit, draft: &mut Draft) {
    if let Some(reason) = draft.reasons.get_mut(edit.index) {
        reason.text = edit.text.lines().join("\n");
        reason.suggestion = edit.suggestion.lines().join("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(model: &mut Model, draft: &mut Draft, text: &str) -> Vec<Effect> {
        text.chars()
            .flat_map(|c| {
                let code = match c {
                    '\n' => KeyCode::Enter,
                    '\t' => KeyCode::Tab,
                    '\u{1b}' => KeyCode::Esc,
                    c => KeyCode::Char(c),
                };
                typed(model, draft, &KeyEvent::new(code, KeyModifiers::NONE), Stage::First, Lang::Zh)
            })
            .collect()
    }

    #[test]
    fn a_reason_is_picked_by_code_by_chinese_and_by_english() {
        for typed in ["ent_name_mis\n", "主办单位名称与证件不一致\n", "organizer name differs\n"] {
            let mut draft = Draft::default();
            let mut sheet = open_return(&draft, None, false, Stage::First);
            keys(&mut sheet, &mut draft, typed);
            assert_eq!(draft.reasons[0].code, "ENT_NAME_MISMATCH", "{typed}");
            assert_eq!(draft.reasons[0].target, "entity.name");
        }
    }

    #[test]
    fn a_reason_is_picked_by_pinyin_initials() {
        for (typed, word) in [("tpmh", "图片模糊"), ("TPMH", "图片模糊"), ("tpmohu", "图片模糊"), ("wrjt", "无人接听")]
        {
            let known = catalogue::reasons().iter().filter(|reason| reason.applies_in(Stage::First));
            let expected: Vec<_> = known.filter(|reason| reason.zh.contains(word)).map(|one| &one.code).collect();
            let mut draft = Draft::default();
            let mut sheet = open_return(&draft, None, false, Stage::First);
            keys(&mut sheet, &mut draft, typed);
            let Model::Return(sheet) = sheet else { panic!("not the return sheet") };
            let Mode::Pick(pick) = sheet.mode else { panic!("not picking") };
            let hits: Vec<_> = pick.hits.iter().take(expected.len()).map(|one| &one.code).collect();
            assert!(!expected.is_empty() && hits == expected, "{typed}: {hits:?} {expected:?}");
        }
    }

    #[test]
    fn what_fits_the_field_under_the_cursor_comes_first() {
        let draft = Draft::default();
        let Model::Return(sheet) = open_return(&draft, Some("entity_principal.mobile".into()), false, Stage::First)
        else {
            panic!("not the return sheet")
        };
        let Mode::Pick(pick) = sheet.mode else { panic!("not picking") };
        assert!(pick.hits[..5].iter().all(|reason| reason.code.starts_with("TEL_")), "{:?}", pick.hits[0]);
    }

    #[test]
    fn a_reason_with_several_targets_asks_which() {
        let mut draft = Draft::default();
        let mut sheet = open_return(&draft, None, false, Stage::First);
        keys(&mut sheet, &mut draft, "TEL_UNREACHABLE\n");
        assert!(draft.reasons.is_empty());
        keys(&mut sheet, &mut draft, "j\n");
        assert_eq!(draft.reasons[0].target, "service_principal.mobile");
    }

    #[test]
    fn flagging_comes_back_to_the_case_and_the_words_can_be_changed_later() {
        let mut draft = Draft::default();
        let mut sheet = open_return(&draft, Some("material:entity_licence".into()), true, Stage::First);
        let effects = keys(&mut sheet, &mut draft, "MAT_BLURRY\n");
        assert!(matches!(effects.first(), Some(Effect::Go(Go::CloseSheet))));
        assert_eq!(draft.reasons[0].target, "material:entity_licence");
        let mut sheet = open_return(&draft, None, false, Stage::First);
        intent(&mut sheet, &mut draft, Intent::EditReason, Stage::First, Lang::Zh);
        keys(&mut sheet, &mut draft, "！请重拍\t。\u{1b}");
        assert!(draft.reasons[0].text.ends_with("！请重拍") && draft.reasons[0].suggestion.ends_with('。'));
    }

    #[test]
    fn other_opens_its_editor_because_it_has_no_words_of_its_own() {
        let mut draft = Draft::default();
        let mut sheet = open_return(&draft, None, false, Stage::First);
        keys(&mut sheet, &mut draft, "OTHER\n说明\u{1b}");
        assert_eq!(draft.reasons[0].text, "说明");
    }

    #[test]
    fn a_return_without_a_reason_is_not_sent() {
        let mut draft = Draft::default();
        let mut sheet = Model::Return(Box::new(Return {
            cursor: 0,
            mode: Mode::List,
            flagging: false,
            sending: false,
            trouble: None,
        }));
        assert!(intent(&mut sheet, &mut draft, Intent::Yes, Stage::First, Lang::Zh).is_empty());
        draft.reasons.push(ReasonGiven::from_code("ENT_NAME_MISMATCH"));
        let effects = intent(&mut sheet, &mut draft, Intent::Yes, Stage::First, Lang::Zh);
        assert!(matches!(effects.as_slice(), [Effect::Go(Go::Send)]));
    }
}
