//! Decisions when the line breaks: kept, listed, sent once, dropped.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use serde_json::json;

use super::stage::{a_case, case, demo, history, run};

/// What the line does with a decision.
const LETS_THROUGH: u8 = 0;
const LOSES_IT: u8 = 1;
const LOSES_THE_ANSWER: u8 = 2;

/// A line to the demo that breaks at decisions.
struct Line {
    url: String,
    mood: Arc<AtomicU8>,
}

fn line() -> Line {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mood = Arc::new(AtomicU8::new(LETS_THROUGH));
    let upstream = demo().url.trim_start_matches("http://").to_owned();
    let shared = Arc::clone(&mood);
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let far = TcpStream::connect(&upstream).unwrap();
            let (mood, near_back, far_back) =
                (Arc::clone(&shared), near.try_clone().unwrap(), far.try_clone().unwrap());
            let is_deaf = Arc::new(AtomicU8::new(0));
            let deaf = Arc::clone(&is_deaf);
            thread::spawn(move || pump(near, &far, &mood, &is_deaf));
            thread::spawn(move || answer(far_back, &near_back, &deaf));
        }
    });
    Line { url, mood }
}

fn pump(mut near: TcpStream, mut far: &TcpStream, mood: &AtomicU8, deaf: &AtomicU8) {
    let mut buffer = vec![0; 65536];
    while let Ok(count @ 1..) = near.read(&mut buffer) {
        let bytes = &buffer[..count];
        let head = String::from_utf8_lossy(bytes);
        let decides = head.starts_with("POST ") && head.lines().next().is_some_and(|line| line.contains("/decision"));
        match (decides, mood.load(Ordering::SeqCst)) {
            (true, LOSES_IT) => break,
            (true, LOSES_THE_ANSWER) => deaf.store(1, Ordering::SeqCst),
            _ => {}
        }
        if far.write_all(bytes).is_err() {
            break;
        }
    }
    let _ = near.shutdown(Shutdown::Both);
    let _ = far.shutdown(Shutdown::Both);
}

fn answer(mut far: TcpStream, mut near: &TcpStream, deaf: &AtomicU8) {
    let mut buffer = vec![0; 65536];
    while let Ok(count @ 1..) = far.read(&mut buffer) {
        if deaf.load(Ordering::SeqCst) == 1 || near.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = near.shutdown(Shutdown::Both);
    let _ = far.shutdown(Shutdown::Both);
}

#[test]
fn a_decision_on_a_broken_line_is_kept_and_sent_once() {
    let line = line();
    let token = demo().folder.path().join("first_reviewer");
    let desk = |args: &[&str]| run(&line.url, &token, args, "");
    for mood in [LOSES_IT, LOSES_THE_ANSWER] {
        let number = a_case();
        line.mood.store(mood, Ordering::SeqCst);
        let why = desk(&["return", &number, "--reason", "ENT_NAME_MISMATCH", "--yes"]).ended(5).err;
        assert!(why.contains("outbox flush") && why.contains(&number), "{why}");
        let kept = desk(&["outbox", "ls", "--json"]).json();
        assert_eq!((&kept["items"][0]["number"], &kept["items"][0]["outcome"]), (&json!(number), &json!("return")));
        assert!(!kept.to_string().contains("token"), "no secret is printed: {kept}");
        desk(&["outbox", "flush"]).ended(2);
        desk(&["outbox", "flush", "--yes"]).ended(5);
        line.mood.store(LETS_THROUGH, Ordering::SeqCst);
        desk(&["outbox", "flush", "--dry-run"]).ended(0);
        assert_eq!(desk(&["outbox", "flush", "--yes", "--json"]).json(), json!({"items": []}));
        assert_eq!(case(&number)["status"], "first_returned");
        let returns = history(&number).into_iter().filter(|event| event["verb"] == "return").count();
        assert_eq!(returns, 1, "mood {mood}");
    }
}

#[test]
fn a_decision_is_dropped_only_when_it_is_named() {
    let line = line();
    let token = demo().folder.path().join("first_reviewer");
    let desk = |args: &[&str]| run(&line.url, &token, args, "");
    let number = a_case();
    line.mood.store(LOSES_IT, Ordering::SeqCst);
    desk(&["approve", &number, "--yes"]).ended(5);
    let why = desk(&["outbox", "drop", "BA00000000", "--yes"]).ended(2).err;
    assert!(why.contains("BA00000000"), "{why}");
    desk(&["outbox", "drop", &number]).ended(2);
    assert_eq!(desk(&["outbox", "ls", "--json"]).json()["items"].as_array().map(Vec::len), Some(1));
    desk(&["outbox", "drop", &number, "--yes"]).ended(0);
    assert_eq!(desk(&["outbox", "ls", "--json"]).json(), json!({"items": []}));
    assert_eq!(case(&number)["status"], "first_review");
}
