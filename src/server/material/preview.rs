//! A picture made small: upright as EXIF says, fitted, on white, as JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};

use super::Cut;
use super::upright::decode;

/// Good enough to read small print in a terminal, a third of the bytes of 95.
pub(super) const QUALITY: u8 = 85;

/// The preview of all or of a part; none where the picture cannot be read. Never larger than the original.
pub(super) fn preview(bytes: &[u8], most: (u32, u32), cut: Option<Cut>) -> Option<Vec<u8>> {
    let decoded = decode(bytes)?;
    let picture = match cut {
        None => decoded.fitted(most.0, most.1)?,
        Some(cut) => decoded.part(cut, most)?,
    };
    jpeg(&picture, QUALITY)
}

/// The picture as JPEG.
pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, Rgb};

    use super::*;

    /// A dark square in the corner at the bottom right of a light picture.
    fn cornered(width: u32, height: u32) -> Vec<u8> {
        let dark = |x: u32, y: u32| x >= width * 3 / 4 && y >= height * 3 / 4;
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb(if dark(x, y) { [20; 3] } else { [230; 3] }));
        let mut out = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    fn looked_at(bytes: &[u8]) -> (u32, u32, u8) {
        let picture = image::load_from_memory(bytes).unwrap().into_rgb8();
        (picture.width(), picture.height(), picture.get_pixel(picture.width() / 2, picture.height() / 2).0[0])
    }

    #[test]
    fn a_part_is_cut_and_never_enlarged_and_stays_in_the_picture() {
        let bytes = cornered(400, 200);
        let cut = |x, y, width, height| Some(Cut { x, y, width, height });
        assert_eq!(looked_at(&preview(&bytes, (50, 50), cut(300, 150, 100, 50)).unwrap()), (50, 25, 20));
        assert_eq!(looked_at(&preview(&bytes, (900, 900), cut(310, 160, 500, 500)).unwrap()), (90, 40, 20));
        assert_eq!(looked_at(&preview(&bytes, (10, 10), cut(0, 0, 100, 100)).unwrap()), (10, 10, 230));
        assert_eq!(looked_at(&preview(&bytes, (10, 10), cut(u32::MAX, u32::MAX, u32::MAX, 1)).unwrap()), (1, 1, 20));
        assert!(preview(b"none", (10, 10), cut(0, 0, 1, 1)).is_none());
    }
}
