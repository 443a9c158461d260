//! A picture made small: upright as EXIF says, fitted, on white, as JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};

use super::upright::decode;

/// Good enough to read small print in a terminal, a third of the bytes of 95.
pub(super) const QUALITY: u8 = 85;

/// The preview; none where the picture cannot be read. Never larger than the original.
pub(super) fn preview(bytes: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    jpeg(&decode(bytes)?.fitted(width, height)?, QUALITY)
}

/// The picture as JPEG.
pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}
