//! The decisions.

use beian_desk::domain::status::Stage;
use serde_json::json;

use super::stage::{Held, a_case, case, desk, history, is_queued};

#[test]
fn approve_claims_decides_and_stands_in_the_history() {
    let number = a_case();
    let before = case(&number);
    let taken = desk("first_reviewer", &["approve", &number, "--yes", "--json"]).json();
    assert_eq!((&taken["status"], &taken["outcome"]), (&json!("materials_pending"), &json!("approve")));
    let event = history(&number).pop().unwrap();
    assert_eq!(event["actor"], json!({"id": "first", "role": "first_reviewer"}));
    assert_eq!(
        (&event["verb"], &event["from"], &event["to"]),
        (&json!("approve"), &json!("first_review"), &taken["status"])
    );
    let after = case(&number);
    assert_eq!(after["version"].as_i64().unwrap(), before["version"].as_i64().unwrap() + 1);
    assert!(!is_queued(&number, Stage::First));
    let words = desk("first_reviewer", &["approve", &number, "--yes"]).ended(3).err;
    assert!(!words.contains("wrong_status") || words.contains("状态"), "{words}");
}

#[test]
fn an_override_by_who_may_not_is_refused_before_anything_is_claimed() {
    let number = a_case();
    for asking in ["--dry-run", "--yes"] {
        let why = desk("first_reviewer", &["approve", &number, "--override", "核对过原件", asking]).ended(4).err;
        assert!(why.contains("组长"), "{why}");
        assert_eq!(case(&number)["holder"], json!(null), "{asking}");
    }
}

#[test]
fn an_override_without_a_reason_is_refused_before_anything_is_claimed() {
    let number = a_case();
    for (asking, why) in [("--dry-run", "  "), ("--yes", "\u{3000}")] {
        let said = desk("lead", &["approve", &number, "--override", why, asking]).ended(2).err;
        assert!(said.contains("理由"), "{said}");
        assert_eq!(case(&number)["holder"], json!(null), "{asking}");
    }
}

#[test]
fn a_return_carries_two_reasons_with_their_targets_and_words() {
    let number = a_case();
    let reasons = ["--reason", "ENT_NAME_MISMATCH", "--reason", "MAT_BLURRY@material:entity_licence=看不清=真的"];
    let words = desk("first_reviewer", &[&["return", &number, "--yes"], &reasons[..]].concat()).ended(0).out;
    assert!(words.contains(&number) && words.contains("看不清=真的"), "{words}");
    let event = history(&number).pop().unwrap();
    assert_eq!((&event["verb"], &event["to"]), (&json!("return"), &json!("first_returned")));
    let given = event["reasons"].as_array().unwrap();
    assert_eq!(given.len(), 2);
    assert_eq!((&given[0]["code"], &given[0]["target"]), (&json!("ENT_NAME_MISMATCH"), &json!("entity.name")));
    assert!(given[0]["text"].as_str().is_some_and(|text| !text.is_empty()), "the catalogue's words");
    assert_eq!(given[1]["target"], "material:entity_licence");
    assert_eq!(given[1]["text"], "看不清=真的");
}

#[test]
fn a_rejection_is_for_good() {
    let number = a_case();
    let line = ["return", &number, "--reason", "ENT_NAME_MISMATCH", "--reject", "--yes", "--json"];
    let taken = desk("first_reviewer", &line).json();
    assert_eq!((&taken["status"], &taken["kind"]), (&json!("first_rejected"), &json!("reject")));
    desk("applicant", &["file", "submit", &number, "--yes"]).ended(3);
}

#[test]
fn a_decision_is_taken_back_before_it_takes_effect() {
    let held = Held::start();
    let number = held.a_case();
    let words = held.run(&["approve", &number, "--yes"]).ended(0).out;
    assert!(words.contains("beian-desk undo") && words.contains(&number), "{words}");
    assert_eq!(held.run(&["show", &number, "--json"]).json()["decision"]["outcome"], "approve");
    held.run(&["approve", &number, "--yes"]).ended(3);
    held.run(&["undo", &number]).ended(2);
    held.run(&["undo", &number, "--dry-run"]).ended(0);
    assert_eq!(held.run(&["undo", &number, "--yes", "--json"]).json()["decision"], json!(null));
    assert_eq!(held.run(&["show", &number, "--json"]).json()["status"], "first_review");
    let why = held.run(&["undo", &number, "--yes"]).ended(3).err;
    assert!(why.contains("没有可撤销的决定"), "{why}");
}

#[test]
fn what_must_wait_for_a_decision_is_told_until_when() {
    let held = Held::start();
    let number = held.a_case();
    held.run(&["approve", &number, "--yes"]).ended(0);
    let at = held.run(&["show", &number, "--json"]).json()["decision"]["takes_effect_at"].as_str().unwrap().to_owned();
    let at: jiff::Timestamp = at.parse().unwrap();
    let said = held.run(&["recheck", &number, "--dry-run"]).ended(0).err;
    assert!(said.contains(&number), "{said}");
    let why = held.as_user("administration", &["administration", "received", &number, "--yes"]).ended(3).err;
    assert!(why.contains(&beian_desk::domain::clocks::local_stamp(at)), "{why}");
}
