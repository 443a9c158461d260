//! What the program says of itself.

use std::process::Stdio;

use beian_desk::keys::BINDINGS;

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
