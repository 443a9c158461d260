//! Taking a case and handing it back; asking before anything changes.

use serde_json::Value;

use super::stage::{a_case, case, demo, desk, desk_told};

#[test]
fn claim_takes_the_named_case_and_release_hands_it_back() {
    let number = a_case();
    let claimed = desk("first_reviewer", &["claim", &number, "--yes", "--json"]).json();
    assert_eq!(claimed["number"], number.as_str());
    assert!(claimed["lease"]["token"].as_str().is_some_and(|token| !token.is_empty()));
    assert!(claimed["lease"]["expires_at"].is_string());
    assert_eq!(case(&number)["holder"]["id"], "first");
    let again = desk("first_reviewer", &["claim", &number, "--yes", "--json"]).json();
    assert_eq!(again["lease"]["token"], claimed["lease"]["token"], "who holds it renews");
    let words = desk("first_reviewer", &["release", &number, "--yes"]).ended(0).out;
    assert!(words.contains(&number), "{words}");
    assert!(case(&number)["holder"].is_null());
    desk("first_reviewer", &["release", &number, "--yes"]).ended(3);
}

#[test]
fn claim_without_a_case_takes_the_most_urgent_of_the_stage() {
    let rows = desk("second_reviewer", &["queue", "--stage", "second", "--json"]).json();
    let claimed = desk("second_reviewer", &["claim", "--stage", "second", "--yes", "--json"]).json();
    assert_eq!(claimed["id"], rows["items"][0]["id"]);
    assert_eq!(claimed["status"], "second_review");
    let words = desk("second_reviewer", &["claim", "--yes"]).ended(0).out;
    assert!(
        words.contains("BA") && !words.contains(claimed["number"].as_str().unwrap()),
        "never what is held: {words}"
    );
}

#[test]
fn a_dry_run_says_what_it_would_do_and_changes_nothing() {
    let number = a_case();
    let before = case(&number);
    let toml = crate::fixtures::folder().join("FILING.toml");
    let face = crate::fixtures::folder().join("face.jpg");
    let (toml, face) = (toml.to_str().unwrap(), face.to_str().unwrap());
    let licence = format!("entity_licence={face}");
    let lines: [(&str, &[&str]); 9] = [
        ("first_reviewer", &["claim", &number]),
        ("first_reviewer", &["release", &number]),
        ("first_reviewer", &["approve", &number]),
        ("first_reviewer", &["return", &number, "--reason", "ENT_NAME_MISMATCH"]),
        ("applicant", &["file", "new", toml]),
        ("applicant", &["file", "set", &number, toml]),
        ("applicant", &["file", "upload", &number, &licence]),
        ("applicant", &["file", "verify", &number, "--photo", face]),
        ("applicant", &["file", "submit", &number]),
    ];
    for (role, line) in lines {
        let ran = desk(role, &[line, &["--dry-run"]].concat()).ended(0);
        assert_eq!(ran.out, "", "{line:?}");
        assert!(!ran.err.is_empty(), "{line:?} says what it would do");
        desk(role, &[line, &["--dry-run", "--yes"]].concat()).ended(0);
    }
    assert_eq!(still(case(&number)), still(before));
}

/// A case without the clocks, which go on however little is done.
fn still(mut case: Value) -> Value {
    case.as_object_mut().unwrap().remove("clocks");
    case
}

#[test]
fn without_a_terminal_only_yes_counts() {
    let number = a_case();
    let before = case(&number);
    let lines: [&[&str]; 5] = [
        &["claim", &number],
        &["claim"],
        &["release", &number],
        &["approve", &number],
        &["return", &number, "--reason", "ENT_NAME_MISMATCH"],
    ];
    for line in lines {
        let refused = desk_told("first_reviewer", line, "y\ny\n").ended(2);
        assert!(refused.err.contains("--yes"), "{}", refused.err);
    }
    assert_eq!(still(case(&number)), still(before));
    let user = ["admin", "user", "eve", "--role", "admin", "--database", "sqlite:/nonexistent/x.db"];
    desk("admin", &user).ended(2);
    assert!(!demo().folder.path().join("beian-desk.db").exists());
}
