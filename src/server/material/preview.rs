//! A picture made small: upright as EXIF says, fitted, on white, as JPEG.

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, RgbImage};

use super::inspect::reader;

/// Good enough to read small print in a terminal, a third of the bytes of 95.
pub(super) const QUALITY: u8 = 85;

/// The preview; none where the picture cannot be read. Never larger than the original.
pub(super) fn preview(bytes: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    jpeg(&fitted(upright(bytes)?, width, height)?, QUALITY)
}

/// The picture as it is looked at: turned as EXIF says, on white paper.
pub(super) fn upright(bytes: &[u8]) -> Option<RgbImage> {
    let mut decoder = reader(bytes)?.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(on_white(&picture))
}

/// The picture as JPEG.
pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

/// JPEG has no transparency; paper is white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [r, g, b, a] = seen.get_pixel(x, y).0;
        image::Rgb([r, g, b].map(|value| over_white(value, a)))
    })
}

fn over_white(value: u8, alpha: u8) -> u8 {
    let mixed = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
    u8::try_from(mixed / 255).unwrap_or(u8::MAX)
}

/// The picture no larger than this, in its own shape.
fn fitted(picture: RgbImage, width: u32, height: u32) -> Option<RgbImage> {
    let (w, h) = size(picture.dimensions(), (width, height));
    if (w, h) == picture.dimensions() { Some(picture) } else { scaled(picture, w, h) }
}

/// The picture at exactly this size.
pub(super) fn scaled(picture: RgbImage, w: u32, h: u32) -> Option<RgbImage> {
    let source = Image::from_vec_u8(picture.width(), picture.height(), picture.into_raw(), PixelType::U8x3).ok()?;
    let mut target = Image::new(w, h, PixelType::U8x3);
    Resizer::new().resize(&source, &mut target, None).ok()?;
    RgbImage::from_raw(w, h, target.into_vec())
}

/// The largest size within `most` with the shape of `of`, at least one pixel each way.
fn size(of: (u32, u32), most: (u32, u32)) -> (u32, u32) {
    let scale = (f64::from(most.0) / f64::from(of.0)).min(f64::from(most.1) / f64::from(of.1)).min(1.0);
    let side = |length: u32, limit: u32| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the clamp")]
        let scaled = (f64::from(length) * scale).round().clamp(1.0, f64::from(limit.max(1))) as u32;
        scaled
    };
    (side(of.0, most.0), side(of.1, most.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_keeps_the_shape_and_never_grows() {
        assert_eq!(size((4000, 3000), (800, 800)), (800, 600));
        assert_eq!(size((300, 200), (800, 800)), (300, 200));
        assert_eq!(size((10_000, 1), (100, 100)), (100, 1));
    }
}
