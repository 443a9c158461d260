//! The pictures: a photograph (gradients, blobs of two sizes, grain) and a scanned page of text, which is 20 pixels high where it is
//! shown.

use std::io::Cursor;

use beian_desk::sample::text_line;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};
use tiny_skia::{FillRule, Paint, Pixmap, Transform};

/// The em of the page's text: twice what is shown, because the page has twice the pane's pixels.
const EM: f32 = 40.0;

const WORDS: &str = "filing permit annual report water licence transfer amendment disclosure renewal appeal exemption \
                     statement notice charge mortgage director officer address change accounts dormant group merger";

/// Noise that is always the same.
struct Noise(u32);

impl Noise {
    fn byte(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 24) as u8
    }

    fn field(&mut self, across: usize, down: usize) -> Vec<Vec<f64>> {
        (0..down).map(|_| (0..across).map(|_| f64::from(self.byte())).collect()).collect()
    }
}

/// The value between four of a field, smoothly.
fn between(field: &[Vec<f64>], u: f64, v: f64) -> f64 {
    let (x, y) = (u * (field[0].len() - 1) as f64, v * (field.len() - 1) as f64);
    let (left, top) = (x.floor() as usize, y.floor() as usize);
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (s, t) = (ease(x.fract()), ease(y.fract()));
    let at = |x: usize, y: usize| field[y.min(field.len() - 1)][x.min(field[0].len() - 1)];
    let row = |y: usize| at(left, y) * (1.0 - s) + at(left + 1, y) * s;
    row(top) * (1.0 - t) + row(top + 1) * t
}

/// 2000 x 1500, JPEG of quality 90.
pub fn photo() -> Vec<u8> {
    let mut noise = Noise(1);
    let channels: Vec<_> = (0..3).map(|_| (noise.field(40, 30), noise.field(250, 188))).collect();
    let picture = RgbImage::from_fn(2000, 1500, |x, y| {
        let (u, v) = (f64::from(x) / 2000.0, f64::from(y) / 1500.0);
        let gradients = [v * 255.0, u * 255.0, (1.0 - v) * 255.0];
        let level = |channel: usize| {
            let (large, small) = &channels[channel];
            // A lens softens the grain of its sensor.
            let near = (0..9).map(|n| f64::from(noise_at(x + n % 3, y + n / 3, channel))).sum::<f64>();
            let grain = near / 9.0;
            let coarse = gradients[channel] * 0.5 + between(large, u, v) * 0.5;
            coarse * 0.75 + (between(small, u, v) * 0.6 + grain * 0.4) * 0.25
        };
        image::Rgb([0, 1, 2].map(|channel| level(channel).clamp(0.0, 255.0) as u8))
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(&picture).unwrap();
    out
}

fn noise_at(x: u32, y: u32, channel: usize) -> u8 {
    let mixed =
        x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519) ^ (channel as u32).wrapping_mul(3_266_489_917);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(2_246_822_519);
    ((mixed ^ (mixed >> 13)) >> 16) as u8
}

/// What stands on the page, word by word.
pub fn text() -> Vec<String> {
    lines().into_iter().flatten().map(str::to_owned).collect()
}

fn lines() -> Vec<Vec<&'static str>> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    (0..19).map(|line| (0..7).map(|word| words[(line * 11 + word * 5 + line / 3) % words.len()]).collect()).collect()
}

/// 1600 x 1200, PNG: ink on paper with a scanner's noise.
pub fn page() -> Vec<u8> {
    let mut sheet = Pixmap::new(1600, 1200).unwrap();
    sheet.fill(tiny_skia::Color::from_rgba8(252, 251, 248, 255));
    let mut paint = Paint::default();
    paint.set_color_rgba8(20, 20, 24, 255);
    paint.anti_alias = true;
    for (number, words) in lines().into_iter().enumerate() {
        let path = text_line(&words.join(" "), EM).unwrap();
        assert!(path.bounds().right() < 1520.0, "a line fits");
        let place = Transform::from_translate(70.0, 95.0 + number as f32 * EM * 1.4);
        sheet.fill_path(&path, &paint, FillRule::Winding, place, None);
    }
    let picture = RgbImage::from_fn(1600, 1200, |x, y| {
        let seen = sheet.pixel(x, y).unwrap();
        let noise = i32::from(noise_at(x, y, 0) % 9) - 4;
        image::Rgb([seen.red(), seen.green(), seen.blue()].map(|level| (i32::from(level) + noise).clamp(0, 255) as u8))
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}
