//! `file verify` without a photo: the link, waiting for it, and that no log line has its token.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::stage::{PROGRAM, Ran, demo, desk, plain, run};
use crate::fixtures::folder;
use crate::support::picture::{form, jpeg};

fn draft() -> String {
    let made = desk("applicant", &["file", "new", folder().join("FILING.toml").to_str().unwrap(), "--yes", "--json"]);
    made.json()["number"].as_str().unwrap().to_owned()
}

/// Sends a photo as a phone does; gives the status.
fn send(url: &str) -> u16 {
    let (kind, body) = form(&[("photo", Some("a.jpg"), &jpeg(30, 40)), ("consent", None, b"yes")]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let sent = client().post(url).header("content-type", kind).body(body).send().await.unwrap();
        sent.status().as_u16()
    })
}

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

#[test]
fn a_link_is_only_its_address_in_a_pipe_and_an_object_as_json() {
    let number = draft();
    let ran = desk("applicant", &["file", "verify", &number, "--yes"]).ended(0);
    let url = ran.out.trim_end();
    assert!(url.starts_with(&format!("{}/verify/", demo().url)) && !url.contains('\n'), "{ran:?}");
    let made = desk("applicant", &["file", "verify", &number, "--yes", "--json"]).json();
    assert_ne!(made["url"], url);
    assert!(made["expires_at"].is_string() && made["qr_url"].as_str().unwrap().ends_with("/qr.png"));
    assert_eq!(send(url), 410, "the earlier link is void");
    assert_eq!(send(made["url"].as_str().unwrap()), 200);

    let asked = desk("applicant", &["file", "verify", &number]).ended(2);
    assert!(asked.err.contains("--yes"), "{asked:?}");
    let tried = desk("applicant", &["file", "verify", &number, "--dry-run"]).ended(0);
    assert!(tried.out.is_empty() && tried.err.contains(&number), "{tried:?}");
    desk("applicant", &["file", "verify", "BA00000000", "--yes"]).ended(1);
    desk("applicant", &["file", "verify", &number, "--photo", "x", "--wait", "--yes"]).ended(2);
}

/// `file verify --wait` under way: its address stands on stdout.
fn waiting(number: &str) -> (Child, String) {
    let mut child = plain(&["file", "verify", number, "--yes", "--wait"])
        .env("BEIAN_DESK_API", &demo().url)
        .env("BEIAN_DESK_TOKEN_FILE", demo().folder.path().join("applicant"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim_end().to_owned())
}

/// How it ended.
fn ended(child: Child) -> Ran {
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) }
}

#[test]
fn waiting_ends_when_the_photo_is_there() {
    let number = draft();
    let (child, url) = waiting(&number);
    assert_eq!(send(&url), 200);
    let ran = ended(child);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("真实性核验已完成"), "{ran:?}");
}

#[test]
fn waiting_is_left_with_an_interrupt() {
    let number = draft();
    let (mut child, url) = waiting(&number);
    // From this sentence on it listens for the signal.
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.contains("等待核验"), "{line}");
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let code = child.wait().unwrap().code();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(code == Some(130) && rest.contains("不再等待"), "{code:?} {rest}");
    assert_eq!(send(&url), 200, "the link stays");
}

#[test]
fn no_log_line_has_the_token() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut service = Command::new(PROGRAM)
        .args(["demo", "--headless", "--cases", "1"])
        .env("BEIAN_DESK_CONFIG_DIR", folder.path())
        .env("BEIAN_DESK_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(service.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    let token_file = folder.path().join("token");
    std::fs::write(&token_file, said["tokens"]["applicant"].as_str().unwrap()).unwrap();
    let there = said["url"].as_str().unwrap();
    let example = crate::fixtures::folder().join("FILING.toml");
    let ask = |args: &[&str]| run(there, &token_file, &[&["file"], args, &["--yes", "--json"]].concat(), "").json();
    let made = ask(&["new", example.to_str().unwrap()]);
    let url = ask(&["verify", made["id"].as_str().unwrap()])["url"].as_str().unwrap().to_owned();
    assert_eq!(send(&url), 200);
    assert_eq!(send(&url), 410);
    let _ = service.kill();
    let _ = service.wait();
    let logged = std::fs::read_to_string(&log).unwrap();
    assert!(logged.contains("/verify/{token}"), "requests are logged by their routes");
    assert!(!logged.contains(url.rsplit('/').next().unwrap()), "the token was logged");
}
