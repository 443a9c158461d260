//! How long the desk takes from a key to the frame that answers it, in a list of 100,000 cases: at its beginning, in its
//! middle and at its end, where pages come and go, and while a filter is typed. The cost must not depend on the place. Run
//! with `cargo bench --bench queue`; `CASES=10000` makes it smaller.
//!
//! Everything is real: a filing API over HTTP on an embedded database, the desk as a process in a pseudo-terminal of 120x40. The
//! clock starts before the key is written to the terminal and stops when what it asks for stands on the emulator's screen.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]
#![allow(dead_code, reason = "the pseudo-terminal and the sample are shared with the tests, which use more of them")]

mod api;
#[path = "../tests/terminal/emulator.rs"]
mod emulator;
#[path = "../tests/terminal/persona.rs"]
mod persona;
#[path = "../tests/it/support/sample.rs"]
mod sample;
#[path = "../tests/terminal/session.rs"]
mod session;

use std::path::Path;
use std::time::{Duration, Instant};

use api::Api;
use beian_desk::domain::role::Role;
use beian_desk::domain::status::Status;
use beian_desk::server::{Options, SeedCase, Server};
use jiff::SignedDuration;
use persona::Persona;
use session::{DESK, Session};

/// How often each key is pressed at each place.
const RUNS: usize = 300;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let cases: u32 = std::env::var("CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    let started = Instant::now();
    std::fs::write(&token, stored(folder.path(), cases)).unwrap();
    println!("{cases} cases stored in {:?}", started.elapsed());
    let (_api, url) = served(folder.path());
    let environment = [
        ("BEIAN_DESK_API", url.as_str()),
        ("BEIAN_DESK_TOKEN_FILE", token.to_str().unwrap()),
        ("BEIAN_DESK_CONFIG_DIR", folder.path().to_str().unwrap()),
        ("XDG_STATE_HOME", folder.path().to_str().unwrap()),
        ("TERM", "xterm-kitty"),
    ];
    let desk = Session::start(DESK, &["--lang", "en"], &environment, (120, 40), Persona::Kitty);
    let total = cases as usize;
    at(&desk, 1, total);
    let mut place = 1;
    steps(&desk, "j at the beginning", "j", &mut place, 1, RUNS, total);
    let half = (total / 2).saturating_sub(place);
    let jump = jump(&desk, place, total);
    place += jump;
    steps(&desk, "Ctrl-d down to the middle", "\u{4}", &mut place, jump.cast_signed(), half / jump, total);
    steps(&desk, "j in the middle", "j", &mut place, 1, RUNS, total);
    steps(&desk, "k in the middle", "k", &mut place, -1, RUNS, total);
    let mut ends = Vec::new();
    for (keys, to) in [("G", total), ("g", 1)].repeat(10) {
        ends.push(press(&desk, keys, to, total));
    }
    say("G and g, from end to end", ends);
    press(&desk, "G", total, total);
    place = total;
    steps(&desk, "k at the end", "k", &mut place, -1, RUNS, total);
    steps(&desk, "Ctrl-u at the end", "\u{15}", &mut place, -jump.cast_signed(), 50, total);
    typed(&desk);
    desk.keys("\u{1b}");
    desk.hides("zhejiangzhejiang");
    desk.keys("q");
    desk.finish();
}

/// Presses a key so often, waiting each time for the row that it leads to.
fn steps(desk: &Session, what: &str, key: &str, place: &mut usize, by: isize, runs: usize, total: usize) {
    let before = desk.raw().len();
    let mut times = Vec::new();
    for _ in 0..runs {
        *place = place.saturating_add_signed(by);
        times.push(press(desk, key, *place, total));
    }
    let bytes = (desk.raw().len() - before) / runs.max(1);
    say(&format!("{what}, {bytes} bytes a key"), times);
}

fn press(desk: &Session, keys: &str, to: usize, total: usize) -> Duration {
    let started = Instant::now();
    desk.keys(keys);
    at(desk, to, total);
    started.elapsed()
}

/// Waits until the cursor stands on this row, as the header counts it.
fn at(desk: &Session, place: usize, total: usize) {
    let expected = format!(" {place} of {total}");
    desk.wait(&expected, |screen| header(screen).contains(&expected));
}

fn header(screen: &vt100::Screen) -> String {
    screen.rows(0, 120).take(2).collect()
}

/// How many rows Ctrl-d goes.
fn jump(desk: &Session, place: usize, total: usize) -> usize {
    desk.keys("\u{4}");
    let mut to = 0;
    desk.wait("Ctrl-d goes on", |screen| {
        let header = header(screen);
        let before = header.split(&format!(" of {total}")).next().unwrap_or_default();
        to = before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(place);
        to > place
    });
    to - place
}

/// A filter is typed, letter by letter, each answered by its echo.
fn typed(desk: &Session) {
    desk.keys("/");
    let (mut times, mut so_far) = (Vec::new(), String::new());
    for letter in "zhejiang".repeat(4).chars() {
        so_far.push(letter);
        let started = Instant::now();
        desk.keys(&letter.to_string());
        desk.wait("the letter", |screen| screen.contents().contains(&so_far));
        times.push(started.elapsed());
    }
    say("a letter in the filter field", times);
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let of = |hundredths: usize| ms(times[(times.len() - 1) * hundredths / 100]);
    println!("median {:>5.1} ms, 99 of 100 {:>6.1}, worst {:>6.1}  {what} ({})", of(50), of(99), of(100), times.len());
}

/// Fills a database with cases that all wait for the first review, and gives a first reviewer's token.
#[tokio::main]
async fn stored(folder: &Path, cases: u32) -> String {
    let [database, store] = addresses(folder);
    let server = Server::open(Options::new(database, store)).await.unwrap();
    for first in (0..cases).step_by(1000) {
        server.seed((first..cases.min(first + 1000)).map(case).collect()).await.unwrap();
    }
    server.add_user("ann", "ann", &[Role::FirstReviewer]).await.unwrap()
}

fn addresses(folder: &Path) -> [String; 2] {
    [format!("sqlite:{}", folder.join("desk.db").display()), format!("file:{}", folder.display())]
}

fn case(index: u32) -> SeedCase {
    let entered = "2026-11-23T01:00:00Z".parse::<jiff::Timestamp>().unwrap();
    let mixed = index.wrapping_mul(2_654_435_761);
    let mut case = sample::seed(Status::FirstReview, entered - SignedDuration::from_mins(i64::from(mixed % 60_000)));
    case.filing.entity.name = format!("样本{mixed}科技有限公司");
    case.filing.service.domains = vec![format!("s{mixed}.example")];
    case
}

/// The filing API on that database, as a process; it is ended when this is dropped.
fn served(folder: &Path) -> (Api, String) {
    let [database, store] = addresses(folder);
    let (api, mut lines) =
        Api::start(&["serve", "--listen", "127.0.0.1:0", "--database", &database, "--store", &store]);
    // Its warnings stand there as well.
    let url = lines.find_map(|line| line.ok().filter(|line| line.starts_with("http://"))).unwrap();
    (api, url)
}
