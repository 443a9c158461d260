//! The rules of the machine checks as files: one rule, one file, and only reasons that the catalogue has.

use std::collections::BTreeSet;
use std::path::Path;

use beian_desk::domain::catalogue;
use beian_desk::domain::check::rules;

#[test]
fn every_rule_has_a_file_of_its_own_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/check");
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.id), "{} occurs twice", rule.id);
        assert!(rule.version >= 1 && !rule.zh.is_empty() && !rule.en.is_empty() && !rule.source.is_empty());
    }
    let mut declared = 0;
    for room in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let room_name = room.file_name().unwrap().to_str().unwrap().to_owned();
        for file in std::fs::read_dir(room).unwrap().map(|entry| entry.unwrap().path()) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if text.contains("const RULE: Rule") {
                let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
                // What is said of pictures has the room's name before it: `blurry` alone could be anything.
                let ids = [name.clone(), format!("{room_name}_{name}")];
                let id = ids.iter().find(|id| text.contains(&format!("id: \"{id}\"")));
                let id = id.unwrap_or_else(|| panic!("{name} has another id"));
                assert!(seen.contains(id.as_str()), "{name} is in no list");
                declared += 1;
            }
        }
    }
    assert!(declared > 50, "{declared}");
}

/// Every literal reason code of the rules' files is one of the catalogue and can be given in a review. That each goes with
/// its target, the filings below prove.
#[test]
fn every_reason_that_a_rule_names_can_be_given() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/check");
    let mut named = BTreeSet::new();
    for room in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in std::fs::read_dir(room).unwrap().map(|entry| entry.unwrap().path()) {
            if file.file_stem().is_some_and(|stem| stem == "tests") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let words = text.split('"').filter(|word| {
                word.contains('_') && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
            });
            named.extend(words.map(str::to_owned));
        }
    }
    assert!(named.len() > 50, "{named:?}");
    for code in named {
        let reason = catalogue::reason(&code).unwrap_or_else(|| panic!("{code} is no reason"));
        let reviews = [beian_desk::domain::status::Stage::First, beian_desk::domain::status::Stage::Second];
        assert!(reviews.into_iter().any(|stage| reason.applies_in(stage)), "{code} is given in no review");
    }
}
