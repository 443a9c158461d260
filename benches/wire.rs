//! What a picture costs on the way to the terminal: milliseconds from the file's bytes to the terminal's, bytes on the line, and
//! how far the shown pixels are from a Lanczos reference, for every protocol and detail, in a pane of 80 x 40 cells of
//! 10 x 20 pixels. Run with `cargo bench --bench wire`; `PICTURES=DIR` takes `photo.jpg` and `doc.png` from a folder
//! instead of drawing them, `OUT=DIR` leaves the bytes there for other programs to look at.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use std::io::Cursor;
use std::time::Instant;

use base64::Engine as _;
use beian_desk::desk::image::{Form, Order, Painter, Screen, Setup, Shown, Source, Stop, Wanted, prepare};
use beian_desk::terminal::blocks::Mosaic;
use beian_desk::terminal::choice::Protocol;
use beian_desk::terminal::fit::{CellSize, Cells, Size, View};
use beian_desk::terminal::palette::{Detail, Indexed};
use beian_desk::terminal::picture::{Picture, Tone, decode};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageFormat, RgbImage};
use ratatui::layout::Rect;

const RUNS: usize = 11;
const PANE: Cells = Cells { cols: 80, rows: 40 };

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
    for (name, bytes) in [("photo.jpg", file("photo.jpg", photo)), ("doc.png", file("doc.png", page))] {
        let picture = decode(&bytes).unwrap();
        let Size { width, height } = picture.size();
        println!("{name}: {width} x {height}, {} bytes", bytes.len());
        println!("  {:<18} {:<9} {:>9} {:>7} {:>7} {:>6}", "protocol", "detail", "bytes", "ms", "worst", "error");
        for protocol in [Protocol::KittyPlaceholders, Protocol::ITerm2, Protocol::Sixel, Protocol::Blocks] {
            for detail in [Detail::Draft, Detail::Thrifty, Detail::Legible, Detail::Fine] {
                if protocol == Protocol::Blocks && detail != Detail::Legible {
                    continue;
                }
                measure(name, &bytes, &picture, protocol, detail);
            }
        }
        again(&bytes);
    }
}

fn measure(name: &str, bytes: &[u8], picture: &Picture, protocol: Protocol, detail: Detail) {
    let mut times = Vec::new();
    let mut shown = None;
    for _ in 0..RUNS {
        let started = Instant::now();
        shown = Some(made(bytes, protocol, detail));
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let shown = shown.unwrap();
    let error = error(picture, &shown, detail).map_or(String::from("-"), |error| format!("{error:.1}"));
    println!(
        "  {:<18} {:<9} {:>9} {:>7.1} {:>7.1} {:>6}",
        format!("{protocol:?}"),
        format!("{detail:?}"),
        shown.cost(),
        times[RUNS / 2],
        times[RUNS - 1],
        error
    );
    if let Ok(folder) = std::env::var("OUT") {
        let path = format!("{folder}/{name}-{protocol:?}-{detail:?}");
        std::fs::write(path, sent(&shown)).unwrap();
    }
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

/// A picture that the terminal has is shown again.
fn again(bytes: &[u8]) {
    let (one, mut painter) = (made(bytes, Protocol::KittyDirect, Detail::Legible), Painter::new(false));
    painter.store(&one);
    painter.next(usize::MAX);
    let spot = Rect::new(0, 1, one.cells.cols, one.cells.rows);
    let started = Instant::now();
    painter.begin(&[]);
    painter.store(&one);
    let strokes = painter.lay(&[Wanted { spot, shown: &one, outlines: Vec::new(), cell: CellSize::USUAL }], false);
    println!("  shown again: {} bytes, {:.3} ms\n", strokes.after.len(), started.elapsed().as_secs_f64() * 1000.0);
}

/// The mean difference of a channel from the picture scaled by Lanczos.
fn error(picture: &Picture, shown: &Shown, detail: Detail) -> Option<f64> {
    let size = shown.frame.pixels;
    let reference = scaled(picture, size, FilterType::Lanczos3);
    let pixels = match &shown.form {
        Form::Blocks { .. } => return None,
        _ if detail == Detail::Draft => return None,
        Form::Strips { strips, .. } if strips[0].bytes.starts_with(b"\x1b]1337") => {
            strips.iter().flat_map(|strip| jpeg(&strip.bytes)).collect()
        }
        _ => {
            let fitted = Picture::from_rgb(size, scaled(picture, size, FilterType::CatmullRom)).unwrap();
            let indexed = Indexed::of(&fitted, detail, 256).unwrap();
            indexed.indices().iter().flat_map(|number| indexed.palette()[usize::from(*number)]).collect::<Vec<u8>>()
        }
    };
    let sum: u64 = pixels.iter().zip(&reference).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    Some(sum as f64 / reference.len() as f64)
}

fn jpeg(command: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(command).unwrap();
    let data = text.split_once(':').unwrap().1.trim_end_matches('\x07');
    decode(&base64::engine::general_purpose::STANDARD.decode(data).unwrap()).unwrap().rgb().to_vec()
}

fn scaled(picture: &Picture, to: Size, filter: FilterType) -> Vec<u8> {
    let size = picture.size();
    let source = ImageRef::new(size.width, size.height, picture.rgb(), PixelType::U8x3).unwrap();
    let mut target = Image::new(to.width, to.height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&source, &mut target, &options).unwrap();
    target.into_vec()
}

/// Gradients and blobs under grain.
fn photo() -> Vec<u8> {
    let mut state = 1u32;
    let mut grain = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 28) as i32 - 8
    };
    let picture = RgbImage::from_fn(2000, 1500, |x, y| {
        let (u, v) = (f64::from(x) / 2000.0, f64::from(y) / 1500.0);
        let blob = ((u * 17.0).sin() * (v * 13.0).cos() * 50.0) as i32;
        let levels = [(u * 200.0) as i32, (v * 200.0) as i32, (200.0 - u * 90.0) as i32];
        image::Rgb(levels.map(|level| (level + blob + grain() + 20).clamp(0, 255) as u8))
    });
    written(&DynamicImage::ImageRgb8(picture), ImageFormat::Jpeg)
}

/// Strokes in lines on paper with a little noise.
fn page() -> Vec<u8> {
    let picture = image::GrayImage::from_fn(1600, 1200, |x, y| {
        let ink = y % 34 < 20 && x % 16 < 12 && (x / 3 * 7 + y / 4 * 13 + x / 16 * 31) % 5 < 2;
        let noise = (x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 13) % 9;
        image::Luma([if ink { 30 } else { 238 } + noise as u8])
    });
    written(&DynamicImage::ImageLuma8(picture), ImageFormat::Png)
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}
