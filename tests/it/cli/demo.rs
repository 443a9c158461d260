//! `demo --headless`: its first line, and the sample cases behind it.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use super::stage::{plain, run};

#[test]
fn the_first_line_says_where_and_with_which_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = plain(&["demo", "--headless", "--listen", "127.0.0.1:0", "--cases", "12", "--seed", "2", "--data"])
        .arg(folder.path().join("data"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    let mut roles: Vec<_> = said["tokens"].as_object().unwrap().keys().map(String::as_str).collect();
    roles.sort_unstable();
    let expected = ["admin", "administration", "applicant", "auditor", "first_reviewer", "lead", "second_reviewer"];
    assert_eq!(roles, expected);
    let token = folder.path().join("lead");
    std::fs::write(&token, said["tokens"]["lead"].as_str().unwrap()).unwrap();
    let url = said["url"].as_str().unwrap();
    let rows = run(url, &token, &["queue", "--json"], "").json();
    let statuses: Vec<_> =
        rows["items"].as_array().unwrap().iter().map(|row| row["status"].as_str().unwrap()).collect();
    assert!(statuses.contains(&"first_review") && statuses.contains(&"second_review"), "{statuses:?}");
    child.kill().unwrap();
    child.wait().unwrap();
}
