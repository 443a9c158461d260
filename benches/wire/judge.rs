//! What a terminal makes of the bytes, and how good that is: the mean difference from the picture scaled by Lanczos, and the words
//! that tesseract reads.

use std::collections::HashMap;
use std::io::Write;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use beian_desk::terminal::fit::{CellSize, Size, View, frame};
use beian_desk::terminal::picture::decode;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageFormat, RgbImage};

/// What a picture should look like in the pane.
pub struct Judge {
    size: Size,
    reference: Vec<u8>,
    text: Option<Vec<String>>,
}

impl Judge {
    /// Of a picture, and the words on it where they are known and somebody can read them.
    pub fn new(bytes: &[u8], text: Option<Vec<String>>) -> Self {
        let picture = decode(bytes).unwrap();
        let (from, to) = (picture.size(), frame(picture.size(), super::PANE, CellSize::USUAL, &View::default()).pixels);
        let source = ImageRef::new(from.width, from.height, picture.rgb(), PixelType::U8x3).unwrap();
        let mut target = Image::new(to.width, to.height, PixelType::U8x3);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&source, &mut target, &options).unwrap();
        Self { size: to, reference: target.into_vec(), text }
    }

    /// The mean difference of a channel, of 255.
    pub fn error(&self, pixels: &[u8]) -> f64 {
        assert_eq!(pixels.len(), self.reference.len());
        let sum: u64 = pixels.iter().zip(&self.reference).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / pixels.len() as f64
    }

    /// The share of the words that are read, in per cent.
    pub fn read(&self, pixels: &[u8]) -> Option<f64> {
        let wanted = self.text.as_ref()?;
        let picture = RgbImage::from_raw(self.size.width, self.size.height, pixels.to_vec()).unwrap();
        let mut file = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut file, ImageFormat::Png).unwrap();
        let mut reader = Command::new("tesseract")
            .args(["-", "-", "--psm", "6", "-l", "eng"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        reader.stdin.take().unwrap().write_all(file.get_ref()).unwrap();
        let read = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in read.split_whitespace() {
            *counts.entry(word).or_default() += 1;
        }
        let found = wanted.iter().filter(|word| match counts.get_mut(word.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        });
        Some(found.count() as f64 * 100.0 / wanted.len() as f64)
    }

    /// As [`read`](Self::read), of the reference.
    pub fn reference_read(&self) -> Option<f64> {
        self.read(&self.reference)
    }
}

/// Whether tesseract is here.
pub fn has_ocr() -> bool {
    super::peers::is_installed("tesseract")
}

/// The pixels that a terminal shows for these bytes.
pub fn pixels(sent: &[u8], size: Size) -> Vec<u8> {
    if sent.starts_with(b"\x1b_G") {
        return kitty(sent);
    }
    let text = std::str::from_utf8(sent).unwrap();
    if sent.starts_with(b"\x1b]1337") {
        let files = text.split_terminator('\x07').map(|command| command.split_once(':').unwrap().1);
        return files.flat_map(|data| decode(&STANDARD.decode(data).unwrap()).unwrap().rgb().to_vec()).collect();
    }
    let strips =
        text.split_terminator("\x1b\\").flat_map(|strip| sixel(strip, size.width as usize)).collect::<Vec<u8>>();
    assert_eq!(strips.len() as u32, size.width * size.height * 3);
    strips
}

fn kitty(sent: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(sent).unwrap();
    let data: String = text.split_terminator("\x1b\\").map(|command| command.split_once(';').unwrap().1).collect();
    decode(&STANDARD.decode(data).unwrap()).unwrap().rgb().to_vec()
}

fn sixel(strip: &str, width: usize) -> Vec<u8> {
    let body = strip.strip_prefix("\x1bP0;1q\"1;1;").unwrap();
    let start = body.find('#').unwrap();
    let height: usize = body[..start].split_once(';').unwrap().1.parse().unwrap();
    let mut pixels = vec![[0u8; 3]; width * height.next_multiple_of(6)];
    let mut colours = HashMap::new();
    let (mut colour, mut x, mut y, mut repeat) = ([0u8; 3], 0, 0, 1usize);
    let mut rest = &body[start..];
    while let Some(c) = rest.chars().next() {
        rest = &rest[1..];
        let number = |rest: &str| rest.find(|c: char| !(c.is_ascii_digit() || c == ';')).unwrap_or(rest.len());
        match c {
            '#' => {
                let (numbers, after) = rest.split_at(number(rest));
                rest = after;
                let numbers: Vec<u16> = numbers.split(';').map(|part| part.parse().unwrap()).collect();
                match numbers[..] {
                    [name, 2, red, green, blue] => {
                        colours.insert(name, [red, green, blue].map(|level| (level * 255 / 100) as u8));
                    }
                    _ => colour = colours[&numbers[0]],
                }
            }
            '!' => {
                let (count, after) = rest.split_at(number(rest));
                (repeat, rest) = (count.parse().unwrap(), after);
            }
            '$' => x = 0,
            '-' => (x, y) = (0, y + 6),
            c => {
                let bits = c as u8 - b'?';
                for _ in 0..std::mem::replace(&mut repeat, 1) {
                    for row in (0..6).filter(|row| bits & (1 << row) != 0) {
                        pixels[(y + row) * width + x] = colour;
                    }
                    x += 1;
                }
            }
        }
    }
    pixels.truncate(width * height);
    pixels.concat()
}
