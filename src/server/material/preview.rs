//! A picture made small: upright as EXIF says, fitted, on white, as JPEG.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::upright::decode;

/// Good enough to read small print in a terminal, a third of the bytes of 95.
const QUALITY: u8 = 85;

/// The preview; none where the picture cannot be read. Never larger than the original.
pub(super) fn preview(bytes: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let small = decode(bytes)?.fitted(width, height)?;
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode(small.as_raw(), small.width(), small.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}
