//! The evidence box: a part of the picture that the reviewer draws with keys. Pure.

use crate::desk::image::Region;
use crate::domain::reason::Evidence;
use crate::keys::Intent;
use crate::terminal::fit::{Frame, Rect, Size};

/// The smallest side, in ten thousandths.
const LEAST: u16 = 50;

/// A box in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    /// Where it is.
    pub region: Region,
    /// Whether keys move its far corner, and not all of it.
    pub corner: bool,
    /// How far one key goes, in ten thousandths: less when zoomed in.
    step: u16,
}

impl Draft {
    /// A box in the middle of what is visible, half as wide and high.
    pub fn begin(frame: &Frame, full: Size) -> Self {
        let share = |part: f64, whole: u32| part / f64::from(whole.max(1)) * f64::from(Region::SIDE);
        let Rect { x, y, width, height } = frame.source;
        let (x, y) = (share(x, full.width), share(y, full.height));
        let (width, height) = (share(width, full.width), share(height, full.height));
        let side = |at: f64| at.round().clamp(0.0, f64::from(Region::SIDE)) as u16;
        let region = Region {
            x: side(x + width / 4.0),
            y: side(y + height / 4.0),
            width: side(width / 2.0).max(LEAST),
            height: side(height / 2.0).max(LEAST),
        };
        let step = side(width.min(height) / 40.0).max(5);
        Self { region, corner: false, step }.kept_inside()
    }

    /// A key; returns whether it was one. `turns` says how the picture is turned, so that left is what the reviewer sees as left.
    pub fn intent(&mut self, intent: Intent, frame: &Frame) -> bool {
        let step = i32::from(self.step);
        let (right, down) = match intent {
            Intent::PanLeft => (-step, 0),
            Intent::PanRight => (step, 0),
            Intent::PanUp => (0, -step),
            Intent::PanDown => (0, step),
            Intent::ZoomIn => return self.grow(step),
            Intent::ZoomOut => return self.grow(-step),
            Intent::NextPane => {
                self.corner = !self.corner;
                return true;
            }
            _ => return false,
        };
        // A turn of the picture turns the way of the keys back.
        let (right, down) = match frame.turns.quarters() {
            1 => (down, -right),
            2 => (-right, -down),
            3 => (-down, right),
            _ => (right, down),
        };
        if self.corner {
            self.stretch(right, down)
        } else {
            self.shift(right, down)
        }
        true
    }

    fn grow(&mut self, by: i32) -> bool {
        self.shift(-by, -by);
        self.stretch(2 * by, 2 * by);
        true
    }

    fn shift(&mut self, right: i32, down: i32) {
        let Region { width, height, .. } = self.region;
        let moved = |at: u16, by: i32, length: u16| {
            (i32::from(at) + by).clamp(0, i32::from(Region::SIDE.saturating_sub(length))) as u16
        };
        self.region.x = moved(self.region.x, right, width);
        self.region.y = moved(self.region.y, down, height);
    }

    fn stretch(&mut self, right: i32, down: i32) {
        let Region { x, y, .. } = self.region;
        let long = |length: u16, by: i32, from: u16| {
            let most = Region::SIDE.saturating_sub(from).max(LEAST);
            (i32::from(length) + by).clamp(i32::from(LEAST), i32::from(most)) as u16
        };
        self.region.width = long(self.region.width, right, x);
        self.region.height = long(self.region.height, down, y);
    }

    fn kept_inside(mut self) -> Self {
        self.stretch(0, 0);
        self.shift(0, 0);
        self
    }

    /// The box in pixels of the upright original, at least one each way and never outside.
    pub fn evidence(&self, sha256: &str, full: Size) -> Evidence {
        let Rect { x, y, width, height } = self.region.in_pixels(full);
        let side = |from: f64, length: f64, whole: u32| {
            let from = (from.floor().max(0.0) as u32).min(whole.saturating_sub(1));
            (from, (length.round().max(1.0) as u32).min(whole - from))
        };
        let (x, width) = side(x, width, full.width.max(1));
        let (y, height) = side(y, height, full.height.max(1));
        Evidence { sha256: sha256.to_owned(), x, y, width, height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::fit::{CellSize, Cells, View, frame};

    const FULL: Size = Size { width: 2000, height: 1000 };

    fn seen(view: &View) -> Frame {
        frame(FULL, Cells { cols: 80, rows: 40 }, CellSize::USUAL, view)
    }

    #[test]
    fn it_begins_in_the_middle_of_what_is_seen() {
        let draft = Draft::begin(&seen(&View::default()), FULL);
        assert_eq!(draft.region, Region { x: 2500, y: 2500, width: 5000, height: 5000 });
        let evidence = draft.evidence("ab", FULL);
        assert_eq!((evidence.x, evidence.y, evidence.width, evidence.height), (500, 250, 1000, 500));
        let mut view = View::default();
        view.zoom_by(8.0);
        let near = Draft::begin(&seen(&view), FULL);
        assert!(near.region.width < 1500 && near.step < draft.step, "{near:?}");
    }

    #[test]
    fn keys_move_it_and_its_far_corner() {
        let frame = seen(&View::default());
        let mut draft = Draft::begin(&frame, FULL);
        let before = draft.region;
        assert!(draft.intent(Intent::PanRight, &frame) && draft.intent(Intent::PanUp, &frame));
        assert_eq!(draft.region, Region { x: before.x + draft.step, y: before.y - draft.step, ..before });
        draft.intent(Intent::NextPane, &frame);
        draft.intent(Intent::PanLeft, &frame);
        assert_eq!((draft.region.x, draft.region.width), (before.x + draft.step, before.width - draft.step));
        assert!(draft.intent(Intent::ZoomOut, &frame) && !draft.intent(Intent::Flag, &frame));
    }

    /// Right on the screen is up in a picture that stands on its side.
    #[test]
    fn keys_go_where_the_reviewer_sees_them_go() {
        for quarters in 0..4 {
            let mut view = View::default();
            view.turn_by(quarters);
            let frame = seen(&view);
            let mut draft = Draft::begin(&frame, FULL);
            let on_screen = |draft: &Draft| frame.shown(draft.region.in_pixels(FULL)).unwrap();
            let before = on_screen(&draft);
            draft.intent(Intent::PanRight, &frame);
            let after = on_screen(&draft);
            assert!(after.x > before.x + 1.0 && (after.y - before.y).abs() < 0.5, "{quarters}");
        }
    }

    #[test]
    fn it_never_leaves_the_picture_and_never_vanishes() {
        let frame = seen(&View::default());
        let keys = [
            Intent::PanLeft,
            Intent::PanRight,
            Intent::PanUp,
            Intent::PanDown,
            Intent::ZoomIn,
            Intent::ZoomOut,
            Intent::NextPane,
        ];
        let mut state = 7u32;
        let mut draft = Draft::begin(&frame, FULL);
        for _ in 0..5000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            draft.intent(keys[(state >> 16) as usize % keys.len()], &frame);
            let Region { x, y, width, height } = draft.region;
            assert!(width >= LEAST && height >= LEAST && x + width <= Region::SIDE && y + height <= Region::SIDE);
            for full in [FULL, Size { width: 1, height: 1 }, Size { width: 10_000, height: 3 }] {
                let Evidence { x, y, width, height, .. } = draft.evidence("ab", full);
                assert!(width > 0 && height > 0 && x + width <= full.width && y + height <= full.height);
            }
        }
    }
}
