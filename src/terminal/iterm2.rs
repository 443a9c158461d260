//! iTerm2's inline pictures, which WezTerm, mintty, Konsole and others show too: JPEG, in strips of whole cell rows for
//! the same reasons as [`super::sixel`]. Photographs cost a fraction of what any palette does.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::fit::{CellSize, Size};
use super::palette::Detail;
use super::picture::{Picture, PictureError};
use super::sixel::Strip;

/// The quality of the JPEG, 1 to 100.
const fn quality(detail: Detail) -> u8 {
    match detail {
        Detail::Draft => 30,
        Detail::Thrifty => 45,
        Detail::Legible => 60,
        Detail::Fine => 85,
    }
}

/// The picture in strips of at most `rows` cell rows, in its own pixels.
///
/// # Errors
/// Where the JPEG encoder refuses it.
pub fn strips(picture: &Picture, cell: CellSize, rows: u16, detail: Detail) -> Result<Vec<Strip>, PictureError> {
    let Size { width, .. } = picture.size();
    let step = rows.max(1);
    let height = usize::from(cell.height.max(1)) * usize::from(step);
    let parts = picture.rgb().chunks((width as usize * 3 * height).max(1));
    let numbered = (0u16..).step_by(usize::from(step)).zip(parts);
    numbered
        .map(|(row, part)| {
            let size = Size { width, height: part.len() as u32 / width.max(1) / 3 };
            // In pixels, so that the last strip is not stretched over the rest of its row of cells.
            Ok(Strip { row, bytes: show(part, size, size, detail)? })
        })
        .collect()
}

/// A small picture as one strip that the terminal enlarges to this size.
///
/// # Errors
/// Where the JPEG encoder refuses it.
pub fn enlarged(picture: &Picture, to: Size, detail: Detail) -> Result<Strip, PictureError> {
    Ok(Strip { row: 0, bytes: show(picture.rgb(), picture.size(), to, detail)? })
}

fn show(rgb: &[u8], size: Size, to: Size, detail: Detail) -> Result<Vec<u8>, PictureError> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality(detail))
        .encode(rgb, size.width, size.height, ExtendedColorType::Rgb8)
        .map_err(|error| PictureError::Damaged(error.to_string()))?;
    let control = format!(
        "\x1b]1337;File=inline=1;size={};width={}px;height={}px;preserveAspectRatio=0;doNotMoveCursor=1:",
        jpeg.len(),
        to.width,
        to.height,
    );
    Ok([control.as_bytes(), STANDARD.encode(&jpeg).as_bytes(), b"\x07"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::palette::tests::photo;
    use crate::terminal::picture::decode;

    #[test]
    fn the_strips_together_are_the_picture() {
        let picture = photo(100, 75);
        let made = strips(&picture, CellSize::USUAL, 2, Detail::Fine).unwrap();
        assert_eq!(made.iter().map(|strip| strip.row).collect::<Vec<_>>(), [0, 2]);
        let mut all = Vec::new();
        for strip in &made {
            let text = std::str::from_utf8(&strip.bytes).unwrap();
            let (control, data) = text.strip_suffix('\x07').unwrap().split_once(':').unwrap();
            let jpeg = STANDARD.decode(data).unwrap();
            assert!(control.starts_with("\x1b]1337;File=inline=1;") && control.contains("doNotMoveCursor=1"));
            assert!(control.contains(&format!(";size={};", jpeg.len())));
            let part = decode(&jpeg).unwrap();
            assert!(control.contains(&format!("width=100px;height={}px", part.size().height)));
            all.extend_from_slice(part.rgb());
        }
        let error: u64 = all.iter().zip(picture.rgb()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!(all.len() == picture.rgb().len() && error / (all.len() as u64) < 6, "{error}");
    }

    #[test]
    fn less_detail_costs_less() {
        let cost = |detail| -> usize {
            let made = strips(&photo(200, 100), CellSize::USUAL, 5, detail).unwrap();
            made.iter().map(|strip| strip.bytes.len()).sum()
        };
        let all = [Detail::Draft, Detail::Thrifty, Detail::Legible, Detail::Fine].map(cost);
        assert!(all.is_sorted(), "{all:?}");
    }
}
