//! From the painted page to the file: the camera's grain, the flaws of a bad photo, JPEG or PNG.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageResult};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tiny_skia::Pixmap;

use super::canvas::Canvas;
use super::pixels::Pixels;
use crate::sample::fault::Flaw;
use crate::sample::picture::{Content, Drawn, PictureSpec, SizeClass};

/// Makes the file. A picture that cannot be encoded becomes an empty file, which readers report as unreadable.
pub(super) fn develop(canvas: Canvas, spec: &PictureSpec) -> Drawn {
    let screen = matches!(spec.content, Content::DomainConsole(_));
    let content_type = if screen { "image/png" } else { "image/jpeg" };
    let Some(pixmap) = canvas.into_pixmap() else { return Drawn { bytes: Vec::new(), content_type } };
    let mut pixels = if screen { Pixels::of(&pixmap) } else { expose(&pixmap, spec) };
    drop(pixmap);
    match spec.flaw {
        Some(Flaw::Blurred) => pixels.blur(pixels.width.max(pixels.height) / 220),
        Some(Flaw::Greyscale) => pixels.grey(),
        Some(Flaw::Sideways) => pixels.sideways(),
        Some(Flaw::UpsideDown) => pixels.upside_down(),
        _ => {}
    }
    let encoded = if screen { png(&pixels) } else { jpeg(&pixels, quality(spec)) };
    Drawn { bytes: encoded.unwrap_or_default(), content_type }
}

fn expose(pixmap: &Pixmap, spec: &PictureSpec) -> Pixels {
    let mut noise = vec![0_u8; pixmap.width() as usize + 4096];
    StdRng::seed_from_u64(!spec.seed).fill_bytes(&mut noise);
    let reach = if spec.size == SizeClass::Ordinary { 5 } else { 3 };
    let noise: Vec<i8> = noise.into_iter().map(|byte| (byte % reach) as i8 - (reach / 2) as i8).collect();
    Pixels::exposed(pixmap, &noise, 14)
}

fn quality(spec: &PictureSpec) -> u8 {
    match spec.size {
        SizeClass::Small => 62,
        SizeClass::Ordinary => 82,
        SizeClass::Phone => 80,
    }
}

fn jpeg(pixels: &Pixels, quality: u8) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::with_capacity(pixels.rgb.len() / 8);
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.write_image(&pixels.rgb, pixels.width as u32, pixels.height as u32, ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

fn png(pixels: &Pixels) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    encoder.write_image(&pixels.rgb, pixels.width as u32, pixels.height as u32, ExtendedColorType::Rgb8)?;
    Ok(bytes)
}
