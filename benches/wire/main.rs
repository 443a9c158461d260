//! What a picture costs on the way to the terminal, side by side with other programs in one run: bytes on the line, how far the
//! shown pixels are from a Lanczos reference, how much of a page's text an OCR program reads, and milliseconds from the file's
//! bytes to the terminal's, by stage. A pane of 80 x 40 cells of 10 x 20 pixels; a photograph of 2000 x 1500 and a scanned page
//! of 1600 x 1200 pixels, which the bench draws.
//!
//! `cargo bench --bench wire`. Peers are chafa, timg and viu, the OCR is tesseract: what is not installed is skipped, and said.
//! `PICTURES=DIR` takes `photo.jpg` and `doc.png` from a folder instead of drawing them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

mod drawn;
mod judge;
mod peers;

use std::time::Instant;

use beian_desk::desk::image::{Form, Order, Painter, Screen, Setup, Shown, Source, Stop, Wanted, prepare};
use beian_desk::terminal::blocks::Mosaic;
use beian_desk::terminal::choice::Protocol;
use beian_desk::terminal::fit::{CellSize, Cells, Size, View, frame};
use beian_desk::terminal::palette::{Detail, Indexed};
use beian_desk::terminal::picture::{Tone, decode, draw};
use beian_desk::terminal::{iterm2, kitty, sixel};
use ratatui::layout::Rect;

use judge::Judge;
use peers::Peer;

const PANE: Cells = Cells { cols: 80, rows: 40 };
const PROTOCOLS: [(&str, Protocol); 3] =
    [("kitty", Protocol::KittyPlaceholders), ("iTerm2", Protocol::ITerm2), ("sixel", Protocol::Sixel)];

/// A picture under test.
struct Sample {
    name: &'static str,
    bytes: Vec<u8>,
    judge: Judge,
}

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = std::env::var("PICTURES").ok();
    let file = |name: &str, drawn: fn() -> Vec<u8>| match &folder {
        Some(folder) => std::fs::read(format!("{folder}/{name}")).unwrap(),
        None => drawn(),
    };
    let ocr = judge::has_ocr();
    if !ocr {
        println!("SKIPPED: tesseract is not installed, so nobody reads the page\n");
    }
    let text = (ocr && folder.is_none()).then(drawn::text);
    let photo = file("photo.jpg", drawn::photo);
    let page = file("doc.png", drawn::page);
    let samples = [
        Sample { name: "photograph", judge: Judge::new(&photo, None), bytes: photo },
        Sample { name: "page", judge: Judge::new(&page, text), bytes: page },
    ];
    for Sample { name, bytes, judge } in &samples {
        let Size { width, height } = decode(bytes).unwrap().size();
        println!("{name}: {width} x {height}, {} bytes", bytes.len());
        if let Some(read) = judge.reference_read() {
            println!("  of the reference itself {read:.0} % of the words are read");
        }
        println!("  {:<8} {:<9} {:>9} {:>7} {:>7} {:>6} {:>6}", "", "detail", "bytes", "ms", "worst", "error", "read");
        for (protocol_name, protocol) in PROTOCOLS {
            for detail in [Detail::Draft, Detail::Thrifty, Detail::Legible, Detail::Fine] {
                measure(bytes, judge, (protocol_name, protocol), detail);
            }
        }
        println!();
        stages(bytes);
        again(bytes);
    }
    against(&samples);
}

fn measure(bytes: &[u8], judge: &Judge, (name, protocol): (&str, Protocol), detail: Detail) {
    let (median, worst, shown) = timed(|| made(bytes, protocol, detail));
    let pixels = (detail != Detail::Draft).then(|| judge::pixels(&sent(&shown), shown.frame.pixels));
    let told = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
    let (error, read) = (pixels.as_ref().map(|p| judge.error(p)), pixels.as_ref().and_then(|p| judge.read(p)));
    println!(
        "  {name:<8} {:<9} {:>9} {median:>7.1} {worst:>7.1} {:>6} {:>6}",
        format!("{detail:?}"),
        shown.cost(),
        told(error),
        told(read)
    );
}

/// How often everything is done, so that a busy moment does not count: 15 times, or `RUNS`.
fn runs() -> usize {
    std::env::var("RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(15).max(1)
}

/// The median and the longest of some runs, in milliseconds, and what the last one gave.
fn timed<T>(mut run: impl FnMut() -> T) -> (f64, f64, T) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..runs() {
        let started = Instant::now();
        last = Some(run());
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1], last.unwrap())
}

fn made(bytes: &[u8], protocol: Protocol, detail: Detail) -> Shown {
    let screen = Screen { protocol, cell: CellSize::USUAL, truecolor: true, mosaic: Mosaic::Sextants };
    let setup = Setup { screen, id: 300, wide_id: true, detail, in_tmux: false };
    let order = Order {
        material: String::new(),
        sha256: String::new(),
        bytes: bytes.len() as u64,
        stored: Size { width: 1, height: 1 },
        cells: PANE,
        view: View::default(),
        tone: Tone::Plain,
        small: false,
        next: Vec::new(),
    };
    prepare(bytes, Source::Original, &order, setup, &Stop::default()).unwrap()
}

fn sent(shown: &Shown) -> Vec<u8> {
    match &shown.form {
        Form::Placeholders { commands, .. } | Form::Direct { commands, .. } => commands.concat(),
        Form::Strips { strips, .. } => strips.iter().flat_map(|strip| strip.bytes.clone()).collect(),
        Form::Blocks { .. } => Vec::new(),
    }
}

/// Where the time goes, for the detail of a line of middling speed.
fn stages(bytes: &[u8]) {
    let (decoding, _, picture) = timed(|| decode(bytes).unwrap());
    let fitted = frame(picture.size(), PANE, CellSize::USUAL, &View::default());
    let (scaling, _, drawn) = timed(|| draw(&picture, &fitted).unwrap());
    let (choosing, _, indexed) = timed(|| Indexed::of(&drawn, Detail::Legible, 256).unwrap());
    let (as_kitty, ..) = timed(|| kitty::transmit(300, &indexed, fitted.cells).unwrap());
    let (as_sixel, ..) = timed(|| sixel::strips(&indexed, CellSize::USUAL, 5));
    let (as_jpeg, ..) = timed(|| iterm2::strips(&drawn, CellSize::USUAL, 5, Detail::Legible).unwrap());
    println!(
        "  ms by stage: decode {decoding:.1}, scale {scaling:.1}, choose colours {choosing:.1}; \
         write kitty {as_kitty:.1}, sixel {as_sixel:.1}, iTerm2 {as_jpeg:.1}"
    );
}

/// From the key to the last byte for a picture that is ready; one that kitty has costs no payload.
fn again(bytes: &[u8]) {
    for (name, protocol) in [("kitty", Protocol::KittyDirect), PROTOCOLS[1], PROTOCOLS[2]] {
        let shown = made(bytes, protocol, Detail::Legible);
        let mut painter = Painter::new(false);
        painter.store(&shown);
        painter.next(usize::MAX);
        let spot = Rect::new(0, 1, shown.cells.cols, shown.cells.rows);
        let (median, worst, bytes) = timed(|| {
            painter.lay(&[], false);
            painter.begin(&[]);
            painter.store(&shown);
            let wanted = Wanted { spot, shown: &shown, outlines: Vec::new(), cell: CellSize::USUAL };
            let strokes = painter.lay(&[wanted], false);
            strokes.after.len() + painter.next(usize::MAX).0.len()
        });
        println!("  shown again, {name}: {bytes} bytes, {median:.2} ms, worst {worst:.2}");
    }
    println!();
}

/// The same two pictures by other programs.
fn against(samples: &[Sample; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let files = samples.each_ref().map(|sample| {
        let ending = if sample.bytes.starts_with(b"\x89PNG") { "png" } else { "jpg" };
        let path = folder.path().join(format!("{}.{ending}", sample.name));
        std::fs::write(&path, &sample.bytes).unwrap();
        path
    });
    println!("bytes of the whole picture, and ms from the start of the program (of ours: from the file's bytes)");
    println!("  {:<24} {:>20} {:>20}", "", samples[0].name, samples[1].name);
    let row = |name: &str, cells: [String; 2]| println!("  {name:<24} {:>20} {:>20}", cells[0], cells[1]);
    let cell = |bytes: usize, ms: f64| format!("{bytes} / {ms:.0}");
    for (name, protocol) in PROTOCOLS {
        let cells = samples.each_ref().map(|sample| {
            let (ms, _, shown) = timed(|| made(&sample.bytes, protocol, Detail::Legible));
            cell(shown.cost(), ms)
        });
        row(&format!("beian-desk {name}"), cells);
    }
    let mut known = std::collections::HashMap::new();
    for Peer { name, program, args, terminal } in peers::ALL {
        if !peers::is_installed(program) {
            println!("  {name:<24} SKIPPED: {program} is not installed");
            continue;
        }
        let found = files.each_ref().map(|file| peers::shown(program, args, *terminal, file));
        row(name, found.map(|(bytes, ms)| cell(bytes, ms)));
        known.insert(*name, found.map(|(bytes, _)| bytes as f64));
    }
    println!();
    let (Some(sixels), Some(kitties)) = (known.get("chafa sixels"), known.get("chafa kitty")) else {
        println!("SKIPPED: the goals are held against chafa, which is not installed");
        return;
    };
    let cost = |at: usize, protocol, detail| made(&samples[at].bytes, protocol, detail).cost() as f64;
    for (at, Sample { name, .. }) in samples.iter().enumerate() {
        let costs = PROTOCOLS.map(|(_, protocol)| cost(at, protocol, Detail::Legible));
        let [kitty, iterm, sixel] = costs;
        let best = kitty.min(iterm).min(sixel);
        let share = |whole: f64, part: f64| format!("1/{:.1}", whole / part);
        println!(
            "{name}: best {} of chafa's sixels (goal 1/4), {} of chafa's kitty (goal 1/20)",
            share(sixels[at], best),
            share(kitties[at], best)
        );
        let drafts = PROTOCOLS.map(|(name, protocol)| (name, cost(at, protocol, Detail::Draft)));
        for (protocol, draft) in drafts {
            let whole = if protocol == "sixel" { sixels[at] } else { kitties[at] };
            println!(
                "{name}: preview by {protocol} {draft:.0} bytes, {} of chafa's whole (goal 1/20)",
                share(whole, draft)
            );
        }
    }
}
