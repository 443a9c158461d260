//! What the program says of itself.

use std::process::Stdio;

use beian_desk::keys::{BINDINGS, Intent};

use super::stage::{demo, desk, plain};

#[test]
fn completion_is_a_script_for_each_shell() {
    for (shell, sign) in [("bash", "complete "), ("zsh", "#compdef beian-desk"), ("fish", "complete -c beian-desk")] {
        let script = desk("lead", &["completion", shell]).ended(0).out;
        assert!(script.contains(sign), "{shell}");
        for word in ["queue", "approve", "return", "dry-run"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    desk("lead", &["completion", "tcsh"]).ended(2);
    let bash = desk("lead", &["completion", "bash"]).ended(0).out;
    let path = demo().folder.path().join("completion.bash");
    std::fs::write(&path, bash).unwrap();
    let checked = std::process::Command::new("bash").arg("-n").arg(&path).stderr(Stdio::piped()).output();
    assert!(checked.is_err() || checked.is_ok_and(|done| done.status.success()), "bash cannot read its script");
}

#[test]
fn the_man_page_is_roff_and_names_every_command_and_key() {
    let page = desk("lead", &["man"]).ended(0).out;
    assert!(page.starts_with(".ie") || page.starts_with(".TH"), "{}", &page[..80]);
    let requests = [".ie", ".el", ".TH", ".SH", ".SS", ".TP", ".RS", ".RE", ".br", ".PP", ".nf", ".fi", ".IP"];
    for line in page.lines().filter(|line| line.starts_with(['.', '\''])) {
        let request = line.split(' ').next().unwrap();
        assert!(requests.contains(&request), "no such request: {line}");
    }
    for binding in BINDINGS {
        assert!(page.contains(binding.word(beian_desk::domain::lang::Lang::En)), "{}", binding.intent.name());
    }
    for command in ["QUEUE", "SHOW", "APPROVE", "RETURN", "FILE"] {
        assert!(page.contains(command), "{command}");
    }
    for words in ["file new", "file upload", "admin user"] {
        let head = format!(".SH \"BEIAN\\-DESK {}\"", words.to_uppercase());
        assert!(page.contains(&head), "{words}");
    }
}

/// A line of the program with a configuration folder of its own.
fn configured(files: &[(&str, &str)], args: &[&str]) -> (i32, String, String) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let mut command = plain(args);
    let done = command.env("BEIAN_DESK_CONFIG_DIR", dir.path()).env("BEIAN_DESK_LANG", "en").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn the_settings_files_are_checked_with_line_and_column() {
    assert_eq!(configured(&[], &["config", "check"]).0, 0, "no file is no mistake");
    let keys = "[everywhere]\ntop = ['g g', 'Home']\n[case]\napprove = 'Y'\n";
    let (code, out, err) = configured(&[("keys.toml", keys)], &["config", "check", "--json"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("keys.toml"), "{out}");
    let wrong = "[case]\napprove = 'a'\nfly = 'x'\n";
    let (code, out, err) = configured(&[("keys.toml", wrong)], &["config", "check"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("keys.toml:2:11: approve changes a case") && err.contains("keys.toml:3:1: there is no intent fly"),
        "{err}"
    );
    let (code, _, err) = configured(&[("config.toml", "[terminal]\nmouse = 'perhaps'\n")], &["config", "check"]);
    assert!(code == 2 && err.contains("line 2"), "{err}");
    let (code, out, _) = configured(&[("config.toml", "theme = 'mono'\n")], &["config", "show"]);
    assert!(code == 0 && out.contains("theme = mono") && out.contains("config.toml"), "{out}");
}

#[test]
fn the_keys_in_force_are_printed() {
    let keys = "[everywhere]\ntop = ['g g', 'Home']\n[queue]\nrefresh = 'F5'\n";
    let (_, out, _) = configured(&[("keys.toml", keys)], &["keys", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let line = |scope: &str, intent: &str| {
        let items = found["items"].as_array().unwrap();
        items.iter().find(|item| item["scope"] == scope && item["intent"] == intent).cloned().unwrap_or_default()
    };
    assert_eq!(line("everywhere", "top")["chords"], serde_json::json!(["g g", "Home"]));
    assert_eq!(line("queue", "refresh")["chords"], serde_json::json!(["F5"]));
    assert_eq!(line("case", "approve")["changes_case"], Intent::Approve.changes_case());
    let (_, out, _) = configured(&[("keys.toml", keys)], &["man"]);
    assert!(out.contains("(g g) Home"), "the man page has them too");
    assert_eq!(configured(&[("keys.toml", "x")], &["keys"]).0, 2);
}

#[test]
fn a_read_only_command_changes_nothing() {
    let ran = desk("lead", &["--read-only", "claim", "--yes"]).ended(2);
    assert!(ran.err.contains("--read-only"), "{}", ran.err);
    desk("lead", &["--read-only", "queue"]).ended(0);
}

#[test]
fn keys_and_doctor_print_one_object_each() {
    let keys = desk("lead", &["keys", "--json"]).json();
    assert_eq!(keys["items"].as_array().unwrap().len(), BINDINGS.len());
    let doctor = desk("lead", &["doctor", "--json"]).json();
    assert_eq!(doctor["api"]["reachable"], true);
    assert_eq!(doctor["api"]["user"], "lead");
    assert!(!doctor.to_string().contains(demo().tokens["lead"].as_str().unwrap()), "no secret in a report");
}

#[test]
fn the_doctor_speaks_even_where_nothing_works() {
    let wrong = demo().folder.path().join("wrong");
    std::fs::write(&wrong, "no-such-token").unwrap();
    let url = demo().url.as_str();
    for (api, token, code) in [
        ("http://127.0.0.1:1", "lead", 0),
        ("nonsense", "lead", 0),
        // Without a token, or with one that nobody knows, there is a report all the same, and the code says what is missing.
        (url, "nobody", 4),
        (url, "wrong", 4),
    ] {
        let ran = super::stage::run(api, &demo().folder.path().join(token), &["doctor", "--json"], "");
        assert_eq!(ran.code, code, "{api} {token}");
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(report["api"]["reachable"], false, "{api} {token}");
        assert_eq!(ran.err.starts_with("beian-desk: "), code != 0, "{}", ran.err);
    }
}

#[test]
fn the_desk_itself_needs_a_terminal() {
    for line in [&[][..], &["demo", "--cases", "1"], &["--theme", "nosuch"]] {
        let ran = desk("lead", line).ended(2);
        assert!(ran.err.contains("终端"), "{}", ran.err);
    }
}

#[test]
fn help_and_version_are_data() {
    let help = plain(&["--help"]).output().unwrap();
    assert!(help.status.success() && help.stderr.is_empty());
    let version = plain(&["--version"]).output().unwrap();
    assert_eq!(String::from_utf8(version.stdout).unwrap().trim(), concat!("beian-desk ", env!("CARGO_PKG_VERSION")));
}
