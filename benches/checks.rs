//! How long all machine checks of a filing take, without pictures: over the sample's filings, as first submissions and as
//! resubmissions. The figure to hold is 1 ms for one. Run with `cargo bench --bench checks`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use beian_desk::domain::catalogue;
use beian_desk::domain::check::{Subject, check};
use beian_desk::domain::province::Packs;
use beian_desk::domain::reason::ReasonGiven;
use beian_desk::domain::requirement::Circumstances;
use beian_desk::sample::cases;

const CASES: usize = 500;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let today = jiff::civil::date(2026, 11, 23);
    let known = Circumstances { sites: 1, name_changed: false, has_password: false, today };
    let cases = cases(CASES, 1, today);
    let packs = Packs::embedded();
    let returned: Vec<_> = catalogue::reasons().iter().take(3).map(|one| ReasonGiven::from_code(&one.code)).collect();
    for (name, again) in [("first submission", false), ("resubmission", true)] {
        let mut times: Vec<Duration> = Vec::new();
        // The first pass reads the embedded lists.
        for pass in 0..3 {
            for (index, case) in cases.iter().enumerate() {
                let before = again.then(|| &cases[(index + 1) % CASES].filing);
                let returned = if again { returned.as_slice() } else { &[] };
                let filing = &case.filing;
                let subject = Subject { before, returned, ..Subject::of(filing, &known, packs.of(filing.province())) };
                let started = Instant::now();
                black_box(check(black_box(&subject)));
                if pass > 0 {
                    times.push(started.elapsed());
                }
            }
        }
        times.sort();
        println!(
            "all checks of a {name}: min {:?}, median {:?}, 99 of 100 {:?}, max {:?} of {}",
            times[0],
            times[times.len() / 2],
            times[times.len() * 99 / 100],
            times[times.len() - 1],
            times.len()
        );
    }
}
