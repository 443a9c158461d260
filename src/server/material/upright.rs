//! From bytes to pixels: decoded within the limits, on white, as EXIF says how it stands.

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage};

use super::Cut;
use super::inspect::reader;

/// A decoded picture as it is stored, and how it must be turned.
pub(super) struct Decoded {
    pub picture: RgbImage,
    pub orientation: Orientation,
}

/// The pixels; none where they cannot be read.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let mut decoder = reader(bytes)?.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let picture = on_white(DynamicImage::from_decoder(decoder).ok()?);
    Some(Decoded { picture, orientation })
}

/// Whether a picture so oriented stands upright only after a quarter turn.
const fn lies(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// Width and height upright, without decoding.
pub(super) fn sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut decoder = reader(bytes)?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    Some(if lies(decoder.orientation().ok()?) { (height, width) } else { (width, height) })
}

impl Decoded {
    /// The picture upright and no larger than asked; never larger than the original.
    pub(super) fn fitted(self, width: u32, height: u32) -> Option<RgbImage> {
        // Turning what is small already is cheaper.
        let most = if lies(self.orientation) { (height, width) } else { (width, height) };
        let mut small = DynamicImage::ImageRgb8(fitted(self.picture, most)?);
        small.apply_orientation(self.orientation);
        Some(small.into_rgb8())
    }
}

impl Decoded {
    /// A part of the upright picture, no larger than asked and never enlarged. What of it lies outside is left out; the pixel
    /// that is nearest remains.
    pub(super) fn part(self, cut: Cut, most: (u32, u32)) -> Option<RgbImage> {
        let mut upright = DynamicImage::ImageRgb8(self.picture);
        upright.apply_orientation(self.orientation);
        let side = |from: u32, length: u32, whole: u32| {
            let from = from.min(whole.saturating_sub(1));
            (from, length.clamp(1, (whole - from).max(1)))
        };
        let (x, width) = side(cut.x, cut.width, upright.width());
        let (y, height) = side(cut.y, cut.height, upright.height());
        fitted(upright.crop_imm(x, y, width, height).into_rgb8(), most)
    }
}

/// JPEG has no transparency; paper is white.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
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

fn fitted(picture: RgbImage, most: (u32, u32)) -> Option<RgbImage> {
    let (w, h) = size(picture.dimensions(), most);
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
