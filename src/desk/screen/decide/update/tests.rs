//! The sheets by their keys.

use std::sync::LazyLock;

use crossterm::event::KeyModifiers;

use super::*;

static HABIT: LazyLock<Habit> = LazyLock::new(Habit::default);

fn around() -> Around<'static> {
    Around { stage: Stage::First, lang: Lang::Zh, filing: None, habit: &HABIT, before: &[] }
}

fn keys(model: &mut Model, draft: &mut Draft, text: &str) -> Vec<Effect> {
    text.chars()
        .flat_map(|c| {
            let code = match c {
                '\n' => KeyCode::Enter,
                '\t' => KeyCode::Tab,
                '\u{1b}' => KeyCode::Esc,
                c => KeyCode::Char(c),
            };
            typed(model, draft, &KeyEvent::new(code, KeyModifiers::NONE), &around())
        })
        .collect()
}

#[test]
fn a_reason_is_picked_by_code_by_chinese_and_by_english() {
    for typed in ["ent_name_mis\n", "主办单位名称与证件不一致\n", "organizer name differs\n"] {
        let mut draft = Draft::default();
        let mut sheet = open_return(&draft, None, false, &around());
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
        let mut sheet = open_return(&draft, None, false, &around());
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
    let Model::Return(sheet) = open_return(&draft, Some("entity_principal.mobile".into()), false, &around()) else {
        panic!("not the return sheet")
    };
    let Mode::Pick(pick) = sheet.mode else { panic!("not picking") };
    assert!(pick.hits[..5].iter().all(|reason| reason.code.starts_with("TEL_")), "{:?}", pick.hits[0]);
}

#[test]
fn a_reason_with_several_targets_asks_which() {
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, None, false, &around());
    keys(&mut sheet, &mut draft, "TEL_UNREACHABLE\n");
    assert!(draft.reasons.is_empty());
    keys(&mut sheet, &mut draft, "j\n");
    assert_eq!(draft.reasons[0].target, "service_principal.mobile");
}

#[test]
fn flagging_comes_back_to_the_case_and_the_words_can_be_changed_later() {
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, Some("material:entity_licence".into()), true, &around());
    let effects = keys(&mut sheet, &mut draft, "MAT_BLURRY\n");
    assert!(matches!(effects.first(), Some(Effect::Go(Go::CloseSheet))));
    assert_eq!(draft.reasons[0].target, "material:entity_licence");
    let mut sheet = open_return(&draft, None, false, &around());
    intent(&mut sheet, &mut draft, Intent::EditReason, &around());
    keys(&mut sheet, &mut draft, "！请重拍\t。\u{1b}");
    assert!(draft.reasons[0].text.ends_with("！请重拍") && draft.reasons[0].suggestion.ends_with('。'));
}

#[test]
fn other_opens_its_editor_because_it_has_no_words_of_its_own() {
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, None, false, &around());
    keys(&mut sheet, &mut draft, "OTHER\n说明\u{1b}");
    assert_eq!(draft.reasons[0].text, "说明");
}

#[test]
fn a_return_without_a_reason_is_not_sent() {
    let mut draft = Draft::default();
    let mut sheet = Model::Return(Box::default());
    assert!(intent(&mut sheet, &mut draft, Intent::Yes, &around()).is_empty());
    draft.reasons.push(ReasonGiven::from_code("ENT_NAME_MISMATCH"));
    let effects = intent(&mut sheet, &mut draft, Intent::Yes, &around());
    assert!(matches!(effects.as_slice(), [Effect::Go(Go::Send)]));
}

fn sheet_of(model: &Model) -> &Return {
    let Model::Return(sheet) = model else { panic!("not the return sheet") };
    sheet
}

#[test]
fn a_digit_picks_what_is_usual_and_what_i_give_most_comes_first() {
    let mut habit = Habit::default();
    habit.learn(&[ReasonGiven { target: "entity.name".into(), ..ReasonGiven::from_code("ENT_NAME_NOT_ENTITY") }]);
    let pick = |habit: &Habit| {
        let around = Around { habit, ..around() };
        let mut draft = Draft::default();
        let mut sheet = open_return(&draft, Some("entity.name".into()), true, &around);
        let effects = typed(&mut sheet, &mut draft, &KeyEvent::new(KeyCode::Char('１'), KeyModifiers::NONE), &around);
        assert!(matches!(effects.first(), Some(Effect::Go(Go::CloseSheet))), "one key, and back in the case");
        draft.reasons[0].code.clone()
    };
    assert_eq!(pick(&Habit::default()), "ENT_NAME_MISMATCH", "the catalogue's own order at first");
    assert_eq!(pick(&habit), "ENT_NAME_NOT_ENTITY");
}

#[test]
fn only_what_fits_the_target_is_offered_until_nothing_of_it_matches() {
    let draft = Draft::default();
    for target in ["entity.name", "service.domains", "material:entity_licence", "entity_principal.mobile"] {
        let sheet = open_return(&draft, Some(target.into()), true, &around());
        let Mode::Pick(pick) = &sheet_of(&sheet).mode else { panic!("not picking") };
        assert!(!pick.hits.is_empty() && pick.hits.iter().all(|one| one.fits(target) && one.applies_in(Stage::First)));
        let materials = pick.hits.iter().any(|one| one.code == "MAT_BLURRY");
        assert_eq!(materials, target.starts_with("material:"), "{target}");
    }
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, Some("entity.name".into()), true, &around());
    keys(&mut sheet, &mut draft, "TEL_DENIED");
    let Mode::Pick(pick) = &sheet_of(&sheet).mode else { panic!("not picking") };
    assert!(pick.beyond && pick.hits[0].code == "TEL_DENIED");
}

#[test]
fn a_flag_without_a_reason_is_asked_for_its_reason_before_it_is_sent() {
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, Some("entity.name".into()), true, &around());
    keys(&mut sheet, &mut draft, "0");
    assert_eq!((draft.reasons[0].code.as_str(), draft.reasons[0].target.as_str()), ("", "entity.name"));
    let mut sheet = open_return(&draft, None, false, &around());
    assert!(intent(&mut sheet, &mut draft, Intent::Yes, &around()).is_empty());
    assert!(sheet_of(&sheet).trouble.is_some(), "it says which");
    keys(&mut sheet, &mut draft, "ENT_NAME_MISMATCH\n");
    assert_eq!(draft.reasons.len(), 1, "the flag became the reason");
    assert!(matches!(intent(&mut sheet, &mut draft, Intent::Yes, &around())[..], [Effect::Go(Go::Send)]));
}

#[test]
fn a_required_slot_is_asked_for_at_once_and_again_before_sending() {
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, Some("service.name".into()), true, &around());
    assert!(keys(&mut sheet, &mut draft, "WEB_NAME_SENSITIVE\n").is_empty(), "the form opens");
    assert!(matches!(sheet_of(&sheet).mode, Mode::Slots(_)));
    keys(&mut sheet, &mut draft, "\u{1b}");
    let mut sheet = open_return(&draft, None, false, &around());
    assert!(intent(&mut sheet, &mut draft, Intent::Yes, &around()).is_empty());
    assert!(matches!(sheet_of(&sheet).mode, Mode::Slots(_)), "and leads there");
    keys(&mut sheet, &mut draft, "银行");
    assert_eq!(draft.reasons[0].text, "名称含敏感词。涉及的词：银行。", "kept with every key");
    keys(&mut sheet, &mut draft, "\n");
    assert!(matches!(intent(&mut sheet, &mut draft, Intent::Yes, &around())[..], [Effect::Go(Go::Send)]));
    intent(&mut sheet, &mut draft, Intent::EditReason, &around());
    let Mode::Slots(form) = &sheet_of(&sheet).mode else { panic!("not the form") };
    assert_eq!(form.fields[0].value(), "银行", "the form opens again as it was");
}

#[test]
fn what_is_known_of_the_case_is_filled_in() {
    let mut filing = Filing::default();
    filing.service.domains = vec!["a.example".into()];
    let around = Around { filing: Some(&filing), ..around() };
    let mut draft = Draft::default();
    let mut sheet = open_return(&draft, Some("service.domains".into()), true, &around);
    for c in "DOM_NOT_REALNAME".chars() {
        typed(&mut sheet, &mut draft, &KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), &around);
    }
    let effects = typed(&mut sheet, &mut draft, &KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE), &around);
    assert!(matches!(effects.first(), Some(Effect::Go(Go::CloseSheet))), "nothing is left to ask");
    assert_eq!(draft.reasons[0].text, "域名未完成实名认证。涉及的域名：a.example。");
}

#[test]
fn what_may_pass_is_said_once_and_sent_on_the_second_key() {
    let said = ReasonGiven {
        text: "主办单位名称与证件不一致".into(), ..ReasonGiven::from_code("ENT_NAME_MISMATCH")
    };
    let before = [said];
    let around = Around { before: &before, ..around() };
    let mut draft = Draft { reasons: vec![ReasonGiven::from_code("ENT_NAME_MISMATCH")], ..Draft::default() };
    let mut sheet = open_return(&draft, None, false, &around);
    assert!(intent(&mut sheet, &mut draft, Intent::Yes, &around).is_empty());
    assert!(sheet_of(&sheet).trouble.as_deref().is_some_and(|why| why.contains("上一轮")));
    assert!(matches!(intent(&mut sheet, &mut draft, Intent::Yes, &around)[..], [Effect::Go(Go::Send)]));
}

#[test]
fn a_box_goes_to_the_reason_of_its_picture_or_asks() {
    let found = Evidence { sha256: "aa".into(), x: 1, y: 2, width: 3, height: 4 };
    let target = "material:entity_licence";
    let mut draft = Draft::default();
    let (sheet, _) = place_evidence(&mut draft, target, found.clone(), &around());
    let mut sheet = sheet.expect("the reason is asked for");
    keys(&mut sheet, &mut draft, "MAT_BLURRY\n");
    assert_eq!((draft.reasons[0].target.as_str(), draft.reasons[0].evidence.len()), (target, 1));
    let other = Evidence { x: 9, ..found.clone() };
    let (sheet, effects) = place_evidence(&mut draft, target, other, &around());
    assert!(sheet.is_none() && !effects.is_empty() && draft.reasons[0].evidence.len() == 2);
    draft.add(ReasonGiven::from_code("ENT_NAME_MISMATCH"));
    let (sheet, _) = place_evidence(&mut draft, "material:entity_principal_id_front", found.clone(), &around());
    keys(&mut sheet.expect("several: which"), &mut draft, "2");
    assert_eq!(draft.reasons[1].evidence, [found]);
}

#[test]
fn a_text_comes_back_from_another_editor_into_its_field() {
    let mut draft = Draft {
        reasons: vec![ReasonGiven { text: "甲".into(), ..ReasonGiven::from_code("OTHER") }],
        ..Draft::default()
    };
    let mut sheet = open_return(&draft, None, false, &around());
    intent(&mut sheet, &mut draft, Intent::EditReason, &around());
    let effects = typed(&mut sheet, &mut draft, &KeyEvent::new(KeyCode::Char('o'), KeyModifiers::CONTROL), &around());
    assert!(matches!(&effects[..], [Effect::Editor(text)] if text == "甲"));
    edited(&mut sheet, &mut draft, "甲\n乙\u{1b}[2J\r\n");
    assert_eq!(draft.reasons[0].text, "甲\n乙[2J");
}
