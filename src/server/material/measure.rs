//! What can be measured of a picture without knowing what it shows. Each kind of fact has its file; this one brings the
//! picture to the size at which they are measured.

mod cut;
mod glare;
mod hash;
mod light;
mod lines;
mod plane;
mod sharp;

use image::RgbImage;
use image::metadata::Orientation;

use super::upright::decode;
use crate::domain::picture::{Lines, PictureFacts, SIDE, is_cut_off};
use plane::Plane;

/// The facts of a picture; those of an unreadable one where the bytes are none. Decodes the whole picture: heavy.
pub fn measure(bytes: &[u8]) -> PictureFacts {
    if is_cut_off(bytes) {
        return PictureFacts { cut_off: true, ..PictureFacts::unreadable() };
    }
    measured(bytes).unwrap_or(PictureFacts::unreadable())
}

fn measured(bytes: &[u8]) -> Option<PictureFacts> {
    let decoded = decode(bytes)?;
    let orientation = decoded.orientation;
    let (stored_width, stored_height) = decoded.picture.dimensions();
    let small = decoded.fitted(SIDE, SIDE)?;
    // The shape of the small picture tells whether it was turned; a square one looks the same either way.
    let turned = (stored_width > stored_height) != (small.width() > small.height());
    let (width, height) = if turned { (stored_height, stored_width) } else { (stored_width, stored_height) };
    Some(PictureFacts { width, height, exif_orientation: number(orientation), ..looked_at(&small)? })
}

/// Everything but what only the original knows.
fn looked_at(picture: &RgbImage) -> Option<PictureFacts> {
    let (luma, chroma) = (Plane::luma(picture), Plane::chroma(picture));
    let light = light::light(&luma);
    let across = lines::across(&luma);
    let (phash, detail) = hash::hashes(&luma)?;
    Some(PictureFacts {
        readable: true,
        cut_off: false,
        width: picture.width(),
        height: picture.height(),
        exif_orientation: 1,
        sharpness: sharp::sharpness(&luma),
        mean_luma: light.mean,
        dark_luma: light.dark,
        light_luma: light.light,
        clipped_dark: light.clipped_dark,
        clipped_bright: light.clipped_bright,
        glare: glare::glare(&luma, &chroma),
        chroma: light::mean(&chroma),
        cut: cut::cut(&luma),
        across,
        lines: Lines::of(across),
        phash,
        detail,
    })
}

/// As EXIF counts.
const fn number(orientation: Orientation) -> u32 {
    match orientation {
        Orientation::NoTransforms => 1,
        Orientation::FlipHorizontal => 2,
        Orientation::Rotate180 => 3,
        Orientation::FlipVertical => 4,
        Orientation::Rotate90FlipH => 5,
        Orientation::Rotate90 => 6,
        Orientation::Rotate270FlipH => 7,
        Orientation::Rotate270 => 8,
    }
}
