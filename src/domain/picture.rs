//! What is measured of a picture, and from which value on it says something.
//!
//! The measuring needs pixels and is done elsewhere; here are its results and the thresholds. All figures are of the
//! picture upright, scaled so that its long side has at most [`SIDE`] pixels: a telephone's photo and a scan of the same page
//! then give comparable values.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::closed_list;

/// Rises whenever the same bytes would give other facts: what was measured by an earlier version is measured again.
pub const VERSION: u32 = 2;

/// The long side on which everything but the size is measured, in pixels.
pub const SIDE: u32 = 1024;

closed_list! {
    /// How the lines of text run, as far as that can be seen.
    Lines {
        Across = "across", "横向", "across";
        Down = "down", "纵向", "down";
        Unclear = "unclear", "看不出", "not to be seen";
    }
}

/// Shares of the four borders, in per mille of each border's length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Borders {
    /// Above.
    pub top: u32,
    /// On the right.
    pub right: u32,
    /// Below.
    pub bottom: u32,
    /// On the left.
    pub left: u32,
}

/// What the server measured of one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PictureFacts {
    /// Whether the whole picture could be read; otherwise nothing else here means anything.
    pub readable: bool,
    /// Whether the file ends before its picture does. A part may still be shown.
    #[serde(default)]
    pub cut_off: bool,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
    /// The orientation that EXIF names, 1 to 8; 1 is upright, and stands also where EXIF is silent.
    pub exif_orientation: u32,
    /// Variance of the Laplacian where the picture is sharpest (the upper tenth of its blocks), in thousandths.
    pub sharpness: i64,
    /// Mean luma, 0 to 255.
    pub mean_luma: u32,
    /// The luma below which the darkest fiftieth lies: ink, as a rule.
    pub dark_luma: u32,
    /// The luma above which the lightest tenth lies: paper, as a rule.
    pub light_luma: u32,
    /// Pixels that are as dark as can be, in per mille.
    pub clipped_dark: u32,
    /// Pixels that are as bright as can be, in per mille.
    pub clipped_bright: u32,
    /// The largest washed-out area, in per mille of the picture.
    pub glare: u32,
    /// Mean distance between a pixel's strongest and weakest channel, in thousandths of a level.
    pub chroma: i64,
    /// How much of each border is crossed by strokes that run out of the picture.
    pub cut: Borders,
    /// Evidence of lines that run across against that of lines that run down, in per mille; 1000 is neither.
    pub across: i64,
    /// What that means.
    pub lines: Lines,
    /// 64 bits of the picture's coarse shape, hex; empty where it has none.
    #[serde(default)]
    pub phash: String,
    /// Where it grows lighter and darker from left to right, two bits for each of [`GRID`] × [`GRID`] cells, hex: tells apart
    /// what is printed on the same form. Kept by the service, not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// Whether a JPEG or PNG ends before its picture does: decoders fill what is missing with grey, which looks like a picture. Not of
/// bytes that are neither.
pub fn is_cut_off(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xd8, ..] => {
            let last = |marker: u8| bytes.array_windows::<2>().rposition(|pair| *pair == [0xff, marker]);
            // Neither stands within a scan, where an 0xff is always followed by a zero.
            last(0xda).is_none_or(|scan| last(0xd9).is_none_or(|end| end < scan))
        }
        [0x89, b'P', b'N', b'G', ..] => {
            let mut rest = bytes.get(8..).unwrap_or_default();
            while let [a, b, c, d, kind @ ..] = rest {
                if kind.starts_with(b"IEND") {
                    return false;
                }
                // Length, kind, what is in it, checksum.
                let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
                rest = rest.get(length.saturating_add(12)..).unwrap_or_default();
            }
            true
        }
        _ => false,
    }
}

impl PictureFacts {
    /// The facts of bytes that are no picture.
    pub const fn unreadable() -> Self {
        Self {
            readable: false,
            cut_off: false,
            width: 0,
            height: 0,
            exif_orientation: 1,
            sharpness: 0,
            mean_luma: 0,
            dark_luma: 0,
            light_luma: 0,
            clipped_dark: 0,
            clipped_bright: 0,
            glare: 0,
            chroma: 0,
            cut: Borders { top: 0, right: 0, bottom: 0, left: 0 },
            across: 1000,
            lines: Lines::Unclear,
            phash: String::new(),
            detail: String::new(),
        }
    }

    /// What is told of them: without what only serves to compare.
    #[must_use]
    pub fn told(self) -> Self {
        Self { detail: String::new(), ..self }
    }

    /// Whether both show the same picture, whatever was done to its size, its colours or its compression.
    pub fn same_picture(&self, other: &Self) -> bool {
        hamming(&self.phash, &other.phash).is_some_and(|distance| distance <= NEAR)
            && opposite(&self.detail, &other.detail).is_some_and(|cells| cells <= OPPOSITE)
    }
}

/// Hashes of the same picture differ in at most so many of their 64 bits.
pub const NEAR: u32 = 4;

/// So many cells of the same picture may grow lighter in one and darker in the other. Compression changes none; of 67 pairs of
/// drawn pictures on the same form with nearly the same hash, 63 differed in more, certificates in dozens.
pub const OPPOSITE: u32 = 1;

/// Cells of [`PictureFacts::detail`] each way.
pub const GRID: usize = 48;

/// In how many bits two hashes differ; none where they are no hashes of one length.
pub fn hamming(a: &str, b: &str) -> Option<u32> {
    compared(a, b, u32::count_ones)
}

/// In how many cells one detail grows lighter and the other darker; none where they are no details of one size.
pub fn opposite(a: &str, b: &str) -> Option<u32> {
    // Lighter is 1 and darker is 2: only these two differ in both bits.
    compared(a, b, |differ| u32::from(differ & 0b11 == 0b11) + u32::from(differ >> 2 == 0b11))
}

/// The sum over the digits of what `count` makes of their difference.
fn compared(a: &str, b: &str, count: impl Fn(u32) -> u32) -> Option<u32> {
    if a.is_empty() || a.len() != b.len() {
        return None;
    }
    a.chars().zip(b.chars()).map(|(a, b)| Some(count(a.to_digit(16)? ^ b.to_digit(16)?))).sum()
}

impl Lines {
    /// What a ratio of evidence means.
    pub const fn of(across: i64) -> Self {
        if across >= 1000 * 1000 / LINES_DOWN {
            Self::Across
        } else if across <= LINES_DOWN {
            Self::Down
        } else {
            Self::Unclear
        }
    }
}

/// So little evidence of lines across, in per mille of that of lines down, says that they run down. Of 336 drawn pictures
/// upright pages began at 1227 and those on their side ended at 874; cards overlap a little and need their shape as well.
pub const LINES_DOWN: i64 = 985;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_differ_by_bits_and_only_like_is_compared_with_like() {
        assert_eq!(hamming("00ff", "00ff"), Some(0));
        assert_eq!(hamming("00ff", "01f0"), Some(5));
        assert_eq!(hamming("", ""), None);
        assert_eq!(hamming("00", "000"), None);
        assert_eq!(hamming("0g", "00"), None);
    }

    #[test]
    fn the_same_form_with_other_text_is_another_picture() {
        let facts = |phash: &str, detail: &str| PictureFacts {
            phash: phash.into(),
            detail: detail.into(),
            ..PictureFacts::unreadable()
        };
        let one = facts("0123456789abcdef", &"16".repeat(32));
        assert!(one.same_picture(&facts("0123456789abcdee", &"16".repeat(32))));
        assert!(one.same_picture(&facts("0123456789abcdef", &"04".repeat(32))), "flatter, not otherwise");
        assert!(!one.same_picture(&facts("0123456789abcdef", &"19".repeat(32))));
        assert!(!one.same_picture(&facts("f123456789abcde0", &"16".repeat(32))));
        assert_eq!(opposite("16", "29"), Some(3));
        assert!(
            !PictureFacts::unreadable().same_picture(&PictureFacts::unreadable()),
            "what has no shape is like nothing"
        );
    }
}
