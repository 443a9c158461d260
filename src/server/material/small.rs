//! The version of a picture that goes to the administration: a JPEG of at most 100 KB, as sharp as fits.
//!
//! Reviewers look at it beside the original, because what the administration reads is this one.

use image::RgbImage;

use super::preview::{QUALITY, jpeg};
use super::upright::{decode, scaled};

/// The most bytes: the administration's interface counts in thousands.
const MOST: usize = 100_000;

/// Below this quality small print breaks up sooner than it does in a smaller picture of better quality.
const WORST: u8 = 40;

/// The longest side that is tried: a larger picture fits only where it is nearly blank.
const LONGEST: u32 = 2600;

/// From one size to the next.
const STEP: (u32, u32) = (4, 5);

/// The version; none where the picture cannot be read.
pub(super) fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut picture = decode(bytes)?.fitted(LONGEST, LONGEST)?;
    loop {
        if let Some(found) = best(&picture)? {
            return Some(found);
        }
        let (width, height) = picture.dimensions();
        let next = |side: u32| (side * STEP.0 / STEP.1).max(1);
        if (next(width), next(height)) == (width, height) {
            return None;
        }
        picture = scaled(picture, next(width), next(height))?;
    }
}

/// The picture of this size at the best quality that fits; `Some(None)` where none does.
fn best(picture: &RgbImage) -> Option<Option<Vec<u8>>> {
    let first = jpeg(picture, QUALITY)?;
    if first.len() <= MOST {
        return Some(Some(first));
    }
    let worst = jpeg(picture, WORST)?;
    if worst.len() > MOST {
        return Some(None);
    }
    // `WORST` fits and `QUALITY` does not: halve what lies between.
    let (mut low, mut high, mut found) = (WORST, QUALITY, worst);
    while high - low > 1 {
        let middle = low.midpoint(high);
        let tried = jpeg(picture, middle)?;
        if tried.len() <= MOST {
            (low, found) = (middle, tried);
        } else {
            high = middle;
        }
    }
    Some(Some(found))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, GenericImageView, ImageFormat, Rgb};

    use super::*;

    /// Noise, which compresses worst of all.
    fn noise(width: u32, height: u32) -> Vec<u8> {
        let mut seed = 1_u32;
        let picture = RgbImage::from_fn(width, height, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [_, a, b, c] = seed.to_le_bytes();
            Rgb([a, b, c])
        });
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn whatever_comes_fits_and_keeps_its_shape() {
        for (width, height) in [(1, 1), (40, 30), (900, 600), (1500, 1000), (4000, 20)] {
            let made = small(&noise(width, height)).unwrap();
            assert!(made.len() <= MOST, "{width}x{height}: {}", made.len());
            let (w, h) = image::load_from_memory(&made).unwrap().dimensions();
            assert!(w <= width && h <= height);
            let (before, after) = (f64::from(width) / f64::from(height), f64::from(w) / f64::from(h));
            assert!((before / after - 1.0).abs() < 0.15, "{width}x{height} became {w}x{h}");
        }
        assert!(small(b"no picture").is_none());
    }

    #[test]
    fn no_room_is_wasted() {
        let made = small(&noise(420, 420)).unwrap();
        assert!(made.len() > 85_000, "{}", made.len());
    }
}
