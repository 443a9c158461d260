//! How long the desk takes from being started to its first real rows: on a terminal that answers, against a local filing
//! API with 10,000 cases. The figure to hold is 100 ms. Run with `cargo bench --bench first_rows`.
//!
//! Each run is a whole process in a real pseudo-terminal: the clock starts before it is spawned and stops when the number of a
//! case stands on the screen.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]
#![allow(dead_code, reason = "the pseudo-terminal is shared with the tests, which use more of it")]

mod api;
#[path = "../tests/terminal/emulator.rs"]
mod emulator;
#[path = "../tests/terminal/persona.rs"]
mod persona;
#[path = "../tests/terminal/session.rs"]
mod session;

use std::time::{Duration, Instant};

use api::Api;
use persona::Persona;
use session::{DESK, Session};

const CASES: &str = "10000";
const RUNS: usize = 20;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let (_api, mut lines) = Api::start(&["demo", "--headless", "--listen", "127.0.0.1:0", "--cases", CASES]);
    let line = lines.find_map(|line| line.ok().filter(|line| line.starts_with('{'))).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&line).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, facts["tokens"]["first_reviewer"].as_str().unwrap()).unwrap();
    let environment = [
        ("BEIAN_DESK_API", facts["url"].as_str().unwrap()),
        ("BEIAN_DESK_TOKEN_FILE", token.to_str().unwrap()),
        ("BEIAN_DESK_CONFIG_DIR", folder.path().to_str().unwrap()),
        ("TERM", "xterm-kitty"),
    ];
    let mut times: Vec<Duration> = (0..=RUNS).map(|_| first_rows(&environment)).collect();
    // The first run warms the file cache.
    times.remove(0);
    times.sort();
    println!(
        "first rows of {CASES} cases: min {:?}, median {:?}, max {:?} of {RUNS} runs",
        times[0],
        times[RUNS / 2],
        times[RUNS - 1]
    );
}

fn first_rows(environment: &[(&str, &str)]) -> Duration {
    let started = Instant::now();
    let session = Session::start(DESK, &[], environment, (120, 40), Persona::Kitty);
    session.wait("the first rows", |screen| screen.contents().contains("BA26"));
    let took = started.elapsed();
    session.keys("q");
    session.finish();
    took
}
