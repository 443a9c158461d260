//! How long it takes to measure a picture: the sample's, one by one, and a telephone's photo and a scan of 2000x1500 pixels.
//! `cargo bench --bench pictures`; with `TABLE=1` it counts as well which planted flaws are found, missed and wrongly found in what
//! `BEIAN_DESK_SEED` draws.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]
#![allow(dead_code, unused_imports, reason = "the tables of the tests, which use more of them")]

#[path = "../tests/it/quality.rs"]
mod quality;

use std::hint::black_box;
use std::time::{Duration, Instant};

use beian_desk::sample::{self, SizeClass};
use beian_desk::server::measure;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

const RUNS: usize = 30;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let cases = sample::cases(12, 3, jiff::civil::date(2026, 11, 23));
    let specs = || cases.iter().flat_map(|case| &case.materials).map(|material| &material.spec);
    for slug in ["entity_licence", "entity_principal_id_front", "website_construction_plan", "domain_certificate"] {
        let Some(spec) = specs().find(|spec| spec.slug == slug) else { continue };
        let drawn = sample::draw(&sample::PictureSpec { size: SizeClass::Phone, flaw: None, ..spec.clone() });
        let picture = image::load_from_memory(&drawn.bytes).unwrap();
        let picture = picture.resize_to_fill(2000, 1500, FilterType::Triangle).to_rgb8();
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&picture).unwrap();
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..RUNS {
            let started = Instant::now();
            black_box(measure(black_box(&bytes)));
            times.push(started.elapsed());
        }
        times.sort();
        println!(
            "measuring a JPEG of 2000x1500 ({slug}, {} KB): min {:?}, median {:?}, max {:?}",
            bytes.len() / 1000,
            times[0],
            times[RUNS / 2],
            times[RUNS - 1]
        );
    }
    if std::env::var_os("TABLE").is_some() {
        quality::confusion_table(false);
    }
}
