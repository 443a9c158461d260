//! Frames around parts of a picture that is pixels over the cells: drawn over what is on the screen already and taken away
//! again for the price of their own pixels, so that one that follows the cursor is cheap on any line.
//!
//! Pure geometry; how a frame becomes bytes is in the file of each protocol.

use super::fit::{CellSize, Rect, Size};
use super::palette::Rgb;

/// How thick a frame is, in pixels.
const THICK: u32 = 3;

/// The side of the square at the corner that keys move, in pixels.
const CORNER: u32 = 10;

/// A frame, by the pixels of the drawn picture: from `left` and `top` on, up to before `right` and `bottom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// The first column.
    pub left: u32,
    /// The first row.
    pub top: u32,
    /// The column behind the last.
    pub right: u32,
    /// The row below the last.
    pub bottom: u32,
    /// Its colour.
    pub colour: Rgb,
    /// Whether its lower right corner is marked, because keys move it.
    pub corner: bool,
}

/// A piece of what changes on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// How many rows of cells below the top of the picture it belongs.
    pub row: u16,
    /// How many cells to the right of the picture's left edge.
    pub col: u16,
    /// What shows it at the cursor.
    pub bytes: Vec<u8>,
}

/// Whole cells of a picture: from the first to behind the last, across and down.
pub(super) type Area = ((u32, u32), (u32, u32));

impl Outline {
    /// The frame around this part of a picture of this size, outside of the part where there is room; none where the picture
    /// has no room for one.
    pub fn around(part: Rect, size: Size, colour: Rgb, corner: bool) -> Option<Self> {
        let bound = |at: f64, limit: u32| at.round().clamp(0.0, f64::from(limit)) as u32;
        let left = bound(part.x, size.width).saturating_sub(THICK);
        let top = bound(part.y, size.height).saturating_sub(THICK);
        let right = bound(part.x + part.width, size.width).saturating_add(THICK).min(size.width);
        let bottom = bound(part.y + part.height, size.height).saturating_add(THICK).min(size.height);
        let has_room = right > left + 2 * THICK && bottom > top + 2 * THICK;
        has_room.then_some(Self { left, top, right, bottom, colour, corner })
    }

    /// Its size in pixels.
    pub(super) const fn size(&self) -> Size {
        Size { width: self.right - self.left, height: self.bottom - self.top }
    }

    /// Whether it runs over this pixel.
    pub fn has(&self, x: u32, y: u32) -> bool {
        let Self { left, top, right, bottom, corner, .. } = *self;
        if !(left..right).contains(&x) || !(top..bottom).contains(&y) {
            return false;
        }
        let on_edge = x < left + THICK || y < top + THICK || x + THICK >= right || y + THICK >= bottom;
        on_edge || (corner && x + CORNER >= right && y + CORNER >= bottom)
    }

    /// The cells over which it runs: its four sides and its corner.
    pub(super) fn areas(&self, cell: CellSize) -> Vec<Area> {
        let Self { left, top, right, bottom, corner, .. } = *self;
        let across = |from: u32, until: u32| (from / unit(cell.width), until.div_ceil(unit(cell.width)));
        let down = |from: u32, until: u32| (from / unit(cell.height), until.div_ceil(unit(cell.height)));
        let (above, below) = (down(top, top + THICK), down(bottom - THICK, bottom));
        let (all, between) = (across(left, right), (above.1, below.0.max(above.1)));
        let mut areas = vec![
            (all, above),
            (across(left, left + THICK), between),
            (across(right - THICK, right), between),
            (all, (below.0.max(above.1), below.1)),
        ];
        if corner {
            let from = |edge: u32, least: u32| edge.saturating_sub(CORNER).max(least);
            areas.push((across(from(right, left), right), down(from(bottom, top), bottom)));
        }
        areas.retain(|((left, right), (top, bottom))| left < right && top < bottom);
        areas
    }
}

/// The colour of the frame that runs over this pixel.
pub(super) fn colour_at(outlines: &[Outline], x: u32, y: u32) -> Option<Rgb> {
    outlines.iter().find(|outline| outline.has(x, y)).map(|outline| outline.colour)
}

/// A side of a cell, never nothing.
pub(super) fn unit(side: u16) -> u32 {
    u32::from(side.max(1))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn outline(left: u32, top: u32, right: u32, bottom: u32) -> Outline {
        Outline { left, top, right, bottom, colour: [255, 0, 0], corner: false }
    }

    #[test]
    fn a_frame_stands_around_its_part_and_inside_the_picture() {
        let size = Size { width: 200, height: 100 };
        let part = Rect { x: 50.0, y: 30.0, width: 60.0, height: 40.0 };
        let made = Outline::around(part, size, [255, 0, 0], false).unwrap();
        assert_eq!(made, outline(47, 27, 113, 73));
        assert!(made.has(47, 27) && made.has(112, 50) && made.has(60, 72) && made.has(49, 50));
        assert!(!made.has(50, 30) && !made.has(109, 69) && !made.has(46, 27) && !made.has(113, 73));
        let whole = Outline::around(Rect::whole(size), size, [255, 0, 0], true).unwrap();
        assert!(whole.has(0, 0) && whole.has(199, 99) && !whole.has(3, 3) && whole.has(191, 91));
        for odd in [f64::NAN, f64::INFINITY, -1e300] {
            let part = Rect { x: odd, y: odd, width: odd, height: odd };
            let _ = Outline::around(part, size, [0; 3], false);
            assert_eq!(Outline::around(part, Size { width: 3, height: 3 }, [0; 3], false), None);
        }
    }

    #[test]
    fn its_cells_hold_every_pixel_of_it_and_few_others() {
        let cell = CellSize { width: 10, height: 20 };
        for (corner, made) in
            [outline(47, 27, 113, 73), outline(0, 0, 200, 100), outline(5, 5, 12, 12), outline(31, 38, 59, 42)]
                .into_iter()
                .flat_map(|made| [false, true].map(|corner| (corner, made)))
        {
            let made = Outline { corner, ..made };
            let areas = made.areas(cell);
            for (x, y) in (0..200).flat_map(|x| (0..100).map(move |y| (x, y))).filter(|(x, y)| made.has(*x, *y)) {
                let holds = |((left, right), (top, bottom)): &Area| {
                    (left * 10..right * 10).contains(&x) && (top * 20..bottom * 20).contains(&y)
                };
                assert!(areas.iter().any(holds), "{x},{y} of {made:?}");
            }
        }
        let area = |((left, right), (top, bottom)): &Area| (right - left) * (bottom - top);
        let cells: u32 = outline(0, 0, 200, 100).areas(cell).iter().map(area).sum();
        assert_eq!(cells, 20 + 20 + 3 + 3);
    }
}
