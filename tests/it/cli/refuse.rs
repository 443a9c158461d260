//! Refusals and their exit codes: 2 usage, 3 the state of the case, 4 login or role, 5 network, 1 anything else.

use super::stage::{a_case, a_second_review_case, case, demo, desk, run, user};

#[test]
fn what_cannot_be_meant_is_usage() {
    let number = a_case();
    let lines: [&[&str]; 10] = [
        &["nosuch"],
        &["show"],
        &["return", &number, "--yes"],
        &["return", &number, "--yes", "--reason", "NO_SUCH_CODE"],
        &["return", &number, "--yes", "--reason", "ENT_NAME_MISMATCH@service.name"],
        &["return", &number, "--yes", "--reason", "TEL_UNREACHABLE"],
        &["return", &number, "--yes", "--reason", "OTHER"],
        &["return", &number, "--yes", "--reason", ""],
        &["claim", &number, "--stage", "first"],
        &["queue", "--stage", "third"],
    ];
    for line in lines {
        desk("first_reviewer", line).ended(2);
    }
    assert!(case(&number)["holder"].is_null(), "refused before anything was claimed");
}

#[test]
fn the_state_of_the_case_refuses_with_three() {
    let number = a_case();
    let ann = user("ann", &["first_reviewer"]);
    run(&demo().url, &ann, &["claim", &number, "--yes"], "").ended(0);
    for line in [
        &["claim", &number, "--yes"][..],
        &["approve", &number, "--yes"],
        &["return", &number, "--yes", "--reason", "ENT_NAME_MISMATCH"],
        &["release", &number, "--yes"],
    ] {
        let refused = desk("first_reviewer", line).ended(3);
        assert!(refused.err.contains("ann"), "who holds it: {}", refused.err);
    }
    assert_eq!(case(&number)["holder"]["id"], "ann");
    run(&demo().url, &ann, &["release", &number, "--yes"], "").ended(0);
}

#[test]
fn a_missing_login_or_role_is_four() {
    let id = a_second_review_case();
    desk("first_reviewer", &["approve", &id, "--yes"]).ended(4);
    desk("auditor", &["claim", &id, "--yes"]).ended(4);
    desk("applicant", &["queue"]).ended(4);
    desk("admin", &["show", &id]).ended(4);
    desk("first_reviewer", &["backlog"]).ended(4);
    desk("no_such_file", &["queue"]).ended(4);
    let folder = demo().folder.path();
    std::fs::write(folder.join("wrong"), "not-a-token").unwrap();
    std::fs::write(folder.join("empty"), "\n").unwrap();
    desk("wrong", &["queue"]).ended(4);
    desk("empty", &["queue"]).ended(4);
    let none = super::stage::plain(&["queue", "--api", &demo().url]).output().unwrap();
    assert_eq!(none.status.code(), Some(4));
    assert_eq!(case(&id)["holder"], serde_json::Value::Null);
}

#[test]
fn an_api_that_is_down_is_five() {
    let lead = demo().folder.path().join("lead");
    for url in ["http://127.0.0.1:1", "http://[::1]:1"] {
        for line in [&["queue"][..], &["show", "BA26000001"], &["backlog"], &["approve", "BA26000001", "--yes"]] {
            let refused = run(url, &lead, line, "").ended(5);
            assert!(refused.err.contains(url), "{}", refused.err);
        }
    }
    for url in ["ftp://127.0.0.1", "no address", "localhost:1"] {
        run(url, &lead, &["queue"], "").ended(2);
    }
}

#[test]
fn messages_are_in_the_language_that_was_asked_for() {
    let number = a_case();
    let lead = demo().folder.path().join("lead");
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let lines: [&[&str]; 4] = [
        &["show", "no-such-case"],
        &["approve", &number, "--yes"],
        &["queue", "--filter", "nosuchkey:1"],
        &["release", &number, "--yes"],
    ];
    for line in lines {
        for (lang, chinese) in [("zh-CN", true), ("en", false)] {
            let ran = desk("lead", &[line, &["--lang", lang]].concat());
            assert!(ran.code != 0 && ran.out.is_empty());
            assert_eq!(is_chinese(&ran.err), chinese, "{line:?}: {}", ran.err);
        }
    }
    let down = run("http://127.0.0.1:1", &lead, &["queue"], "").ended(5);
    assert!(is_chinese(&down.err), "{}", down.err);
}

#[test]
fn what_does_not_exist_is_a_failure_that_names_it() {
    for line in [&["show", "BA00000000"][..], &["claim", "no-such", "--yes"], &["show", "../../me"], &["show", ""]] {
        let refused = desk("first_reviewer", line);
        assert!(matches!(refused.code, 1 | 2), "{refused:?}");
        refused.ended(1);
    }
}
