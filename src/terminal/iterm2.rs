//! iTerm2's inline pictures, which WezTerm, mintty, Konsole and others show too: JPEG, in strips of whole cell rows for
//! the same reasons as [`super::sixel`]. Photographs cost a fraction of what any palette does.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::fit::{CellSize, Size};
use super::halves;
use super::outline::{Outline, Patch, colour_at, unit};
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
    let numbered: Vec<(u16, &[u8])> = (0u16..).step_by(usize::from(step)).zip(parts).collect();
    let made = halves::map(&numbered, |(row, part)| {
        let size = Size { width, height: part.len() as u32 / width.max(1) / 3 };
        // In pixels, so that the last strip is not stretched over the rest of its row of cells.
        Ok(Strip { row: *row, bytes: show(part, size, size, detail)? })
    });
    made.into_iter().collect()
}

/// A small picture as one strip that the terminal enlarges to this size.
///
/// # Errors
/// Where the JPEG encoder refuses it.
pub fn enlarged(picture: &Picture, to: Size, detail: Detail) -> Result<Strip, PictureError> {
    Ok(Strip { row: 0, bytes: show(picture.rgb(), picture.size(), to, detail)? })
}

/// What brings the frames on the screen from `stale` to `wanted`: the cells over which one runs, anew.
///
/// # Errors
/// Where the JPEG encoder refuses it.
pub fn patches(
    picture: &Picture,
    cell: CellSize,
    detail: Detail,
    stale: &[Outline],
    wanted: &[Outline],
) -> Result<Vec<Patch>, PictureError> {
    let size = picture.size();
    let rows: Vec<&[[u8; 3]]> = picture.rows().map(|row| row.as_chunks::<3>().0).collect();
    let mut areas: Vec<_> = stale.iter().chain(wanted).flat_map(|outline| outline.areas(cell)).collect();
    areas.sort_unstable();
    areas.dedup();
    let mut patches = Vec::new();
    for ((col, right), (row, bottom)) in areas {
        let (left, right) = (col * unit(cell.width), (right * unit(cell.width)).min(size.width));
        let (top, bottom) = (row * unit(cell.height), (bottom * unit(cell.height)).min(size.height));
        let (Ok(row), Ok(col)) = (u16::try_from(row), u16::try_from(col)) else { continue };
        if left >= right || top >= bottom {
            continue;
        }
        let lines = rows.iter().zip(0u32..).skip(top as usize).take((bottom - top) as usize);
        let rgb: Vec<u8> = lines
            .flat_map(|(line, y)| {
                let pixels = line.iter().zip(0u32..).skip(left as usize).take((right - left) as usize);
                pixels.flat_map(move |(pixel, x)| colour_at(wanted, x, y).unwrap_or(*pixel))
            })
            .collect();
        let size = Size { width: right - left, height: bottom - top };
        patches.push(Patch { row, col, bytes: show(&rgb, size, size, detail)? });
    }
    Ok(patches)
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
    use crate::terminal::outline::tests::outline;
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
    #[test]
    fn a_frame_is_the_cells_under_it_with_the_frame_on_them() {
        let picture = photo(200, 150);
        let cell = CellSize { width: 10, height: 20 };
        let (before, now) = (outline(20, 20, 120, 90), outline(35, 60, 200, 150));
        let made = patches(&picture, cell, Detail::Fine, &[before], &[now]).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for patch in &made {
            let text = std::str::from_utf8(&patch.bytes).unwrap();
            let data = text.strip_suffix('\x07').unwrap().split_once(':').unwrap().1;
            let part = decode(&STANDARD.decode(data).unwrap()).unwrap();
            let (left, top) = (u32::from(patch.col) * 10, u32::from(patch.row) * 20);
            for (y, row) in (top..).zip(part.rows()) {
                for (x, pixel) in (left..).zip(row.as_chunks::<3>().0) {
                    seen.insert((x, y));
                    let is_red = pixel[0] > 180 && pixel[1] < 90 && pixel[2] < 90;
                    // The colour of a JPEG has half the pixels: only inside the frame's line it is what it should be.
                    let (on_it, off_it) = (now.has(x, y), !(0..5).any(|d| now.has((x + 2).saturating_sub(d), y)));
                    assert!(!(off_it && is_red && !(0..5).any(|d| now.has(x, (y + 2).saturating_sub(d)))), "{x},{y}");
                    let inside = on_it
                        && [(0, 1), (1, 0), (2, 1), (1, 2)]
                            .iter()
                            .all(|(dx, dy)| now.has((x + dx).saturating_sub(1), (y + dy).saturating_sub(1)));
                    assert!(!inside || pixel[0] > 150, "{x},{y} {pixel:?}");
                }
            }
        }
        let all = (0..200).flat_map(|x| (0..150).map(move |y| (x, y)));
        assert!(all.into_iter().filter(|(x, y)| before.has(*x, *y) || now.has(*x, *y)).all(|at| seen.contains(&at)));
        assert!(seen.len() < 200 * 150 / 2, "{}", seen.len());
    }
}
