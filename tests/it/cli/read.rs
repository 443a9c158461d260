//! Looking: `queue`, `show`, `backlog`.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::stage::{a_second_review_case, case, demo, desk, plain};

#[test]
fn the_queue_is_a_table_for_people_and_an_object_for_scripts() {
    let table = desk("first_reviewer", &["queue", "--stage", "second"]).ended(0);
    let rows = desk("first_reviewer", &["queue", "--stage", "second", "--json"]).json();
    let items = rows["items"].as_array().unwrap();
    assert_eq!(rows.as_object().unwrap().keys().collect::<Vec<_>>(), ["items", "next_cursor"]);
    assert!(items.len() >= 3 && items.iter().all(|row| row["status"] == "second_review"));
    assert_eq!(table.out.lines().count(), items.len() + 1, "one line each, and the heads");
    for (line, row) in table.out.lines().skip(1).zip(items) {
        assert!(line.starts_with(row["number"].as_str().unwrap()), "{line}");
    }
    let due: Vec<_> = items.iter().filter_map(|row| row["due_at"].as_str()).map(str::to_owned).collect();
    assert!(due.is_sorted(), "most urgent first");
}

#[test]
fn pages_of_the_queue_follow_each_other() {
    let whole = desk("lead", &["queue", "--stage", "second", "--json"]).json();
    let first = desk("lead", &["queue", "--stage", "second", "--limit", "2", "--json"]).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = desk("lead", &["queue", "--stage", "second", "--limit", "200", "--cursor", cursor, "--json"]).json();
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let both: Vec<_> = [&first, &second].iter().flat_map(|page| page["items"].as_array().unwrap()).collect();
    assert_eq!(both.len(), whole["items"].as_array().unwrap().len());
    desk("lead", &["queue", "--cursor", "nonsense"]).ended(2);
    desk("lead", &["queue", "--limit", "0"]).ended(2);
}

#[test]
fn a_filter_is_the_desks_own() {
    let all = desk("lead", &["queue", "--stage", "second", "--json"]).json();
    let code = all["items"][0]["province"].as_str().unwrap().to_owned();
    for key in ["province", "省"] {
        let rows = desk("lead", &["queue", "--stage", "second", "--filter", &format!("{key}:{code}"), "--json"]).json();
        let items = rows["items"].as_array().unwrap();
        assert!(!items.is_empty() && items.iter().all(|row| row["province"] == code.as_str()));
    }
    let refused = desk("lead", &["queue", "--filter", "nosuchkey:1"]).ended(2);
    assert!(refused.err.contains("nosuchkey"), "{}", refused.err);
}

#[test]
fn a_case_has_every_key_of_the_contract() {
    let id = a_second_review_case();
    let case = case(&id);
    let keys = "id number status round version order entity entity_principal service service_principal access materials \
                findings due_at";
    for key in keys.split(' ') {
        assert!(case.get(key).is_some(), "{key} is missing");
    }
    let material = &case["materials"][0];
    for key in ["id", "slug", "content_type", "width", "height", "bytes", "sha256"] {
        assert!(!material[key].is_null(), "{key} is missing: {material}");
    }
    let by_number = desk("second_reviewer", &["show", case["number"].as_str().unwrap(), "--json"]).json();
    assert_eq!(by_number["id"], case["id"], "an id or a number");
}

#[test]
fn a_case_in_words_has_its_fields_materials_and_history() {
    let id = a_second_review_case();
    let case = case(&id);
    let words = desk("second_reviewer", &["show", &id]).ended(0).out;
    for value in
        [&case["number"], &case["entity"]["name"], &case["service"]["domains"][0], &case["materials"][0]["slug"]]
    {
        assert!(words.contains(value.as_str().unwrap()), "{value} is missing:\n{words}");
    }
    assert!(words.contains("经过") && words.contains("材料"), "{words}");
    let piped = desk("second_reviewer", &["show", &id, "--images"]).ended(0);
    // Others work on the same demo: who holds the case may change meanwhile, what stands in it does not.
    let fields =
        |text: &str| text.split("备案类型验证").nth(1).unwrap_or_default().split("经过").next().unwrap().to_owned();
    assert_eq!(fields(&piped.out), fields(&words), "no picture goes into a pipe");
    assert!(!piped.out.contains('\u{1b}'), "{}", piped.out);
    assert!(!piped.err.is_empty(), "and a sentence says so");
}

#[test]
fn the_backlog_has_figures_that_add_up() {
    let figures = desk("lead", &["backlog", "--json"]).json();
    assert!(figures.as_object().unwrap().len() >= 3, "{figures}");
    let words = desk("lead", &["backlog"]).ended(0).out;
    assert!(words.contains("初审") && words.contains("复审"), "{words}");
    let english = desk("lead", &["backlog", "--lang", "en"]).ended(0).out;
    assert!(!english.contains("初审") && english.contains("irst review"), "{english}");
}

#[test]
fn words_follow_the_language_and_data_does_not() {
    let (zh, en) = (["--lang", "zh-CN"], ["--lang", "en"]);
    let table = |lang: [&str; 2]| desk("lead", &[&["queue", "--stage", "second"], &lang[..]].concat()).ended(0).out;
    assert!(table(zh).contains("主办单位") && table(zh).contains("复审"));
    assert!(table(en).contains("organizer") && table(en).contains("second review"), "{}", table(en));
    let data = |lang: [&str; 2]| desk("lead", &[&["queue", "--stage", "second", "--json"], &lang[..]].concat()).json();
    assert_eq!(data(zh), data(en));
    let refused = desk("lead", &["queue", "--lang", "xx"]).ended(2);
    assert!(refused.err.contains("xx"));
}

#[test]
fn nothing_that_is_piped_has_escape_codes() {
    let id = a_second_review_case();
    let commands: [&[&str]; 7] =
        [&["queue"], &["show", &id], &["show", &id, "--images"], &["backlog"], &["keys"], &["doctor"], &["--help"]];
    for args in commands {
        let ran = desk("lead", args).ended(0);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{args:?}");
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let id = a_second_review_case();
    let commands: [&[&str]; 7] = [
        &["queue"],
        &["show", &id],
        &["show", &id, "--json"],
        &["keys"],
        &["man"],
        &["completion", "bash"],
        &["backlog"],
    ];
    for args in commands {
        for lines in [0, 1] {
            let mut child = plain(args)
                .env("BEIAN_DESK_API", &demo().url)
                .env("BEIAN_DESK_TOKEN_FILE", demo().folder.path().join("lead"))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .stdin(Stdio::null())
                .spawn()
                .unwrap();
            let out = BufReader::with_capacity(16, child.stdout.take().unwrap());
            assert_eq!(out.lines().take(lines).count(), lines, "{args:?}");
            let done = child.wait_with_output().unwrap();
            assert!(done.status.success() && done.stderr.is_empty(), "{args:?} {lines}: {done:?}");
        }
    }
}

#[test]
fn sections_are_saved_listed_and_removed() {
    let names = |role: &str| -> Vec<String> {
        let items = desk(role, &["sections", "ls", "--json"]).json()["items"].clone();
        items.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let set = ["sections", "set", "7", "浙江逾期", "--filter", "省:浙江 逾期", "--sort", "-findings"];
    desk("second_reviewer", &[&set[..], &["--dry-run"]].concat()).ended(0);
    desk("second_reviewer", &set).ended(2);
    assert!(!names("second_reviewer").contains(&"浙江逾期".to_owned()));
    let saved = desk("second_reviewer", &[&set[..], &["--yes", "--json"]].concat()).json();
    assert_eq!(
        (&saved["position"], &saved["sort"], &saved["scope"]),
        (&7.into(), &"-findings".into(), &"personal".into())
    );
    assert!(names("second_reviewer").contains(&"浙江逾期".to_owned()));
    assert!(!names("auditor").contains(&"浙江逾期".to_owned()));
    let words = desk("second_reviewer", &["sections", "ls"]).ended(0).out;
    assert!(words.contains("浙江逾期") && words.contains("省:浙江 逾期") && words.contains("内置"), "{words}");
    desk("second_reviewer", &[&set[..], &["--shared", "--yes"]].concat()).ended(4);
    desk("second_reviewer", &["sections", "set", "7", "x", "--filter", "色:红", "--yes"]).ended(2);
    desk("second_reviewer", &["sections", "set", "10", "x", "--yes"]).ended(2);
    desk("second_reviewer", &["sections", "rm", "7", "--yes"]).ended(0);
    assert!(!names("second_reviewer").contains(&"浙江逾期".to_owned()));
}

#[test]
fn times_name_their_zone_and_a_trainees_score_is_asked_for() {
    let number = a_second_review_case();
    assert!(desk("lead", &["show", &number]).ended(0).out.contains("北京时间"));
    assert!(desk("lead", &["backlog", "--lang", "en"]).ended(0).out.contains("Beijing time"));
    assert_eq!(desk("lead", &["trainee", "score", "--json"]).json()["items"], serde_json::json!([]));
    desk("lead", &["trainee", "score", "nobody"]).ended(1);
}
