//! Where a picture goes: how many cells and pixels it takes in a pane, and which part of it shows when the reviewer
//! has zoomed, panned or turned it. Pure arithmetic; every size is clamped, so that no input divides by zero.

/// The size of one character cell in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellSize {
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
}

impl CellSize {
    /// What a terminal has that tells nothing about itself.
    pub const USUAL: Self = Self { width: 10, height: 20 };
}

/// A size in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cells {
    /// Cells across.
    pub cols: u16,
    /// Cells down.
    pub rows: u16,
}

/// A size in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Size {
    fn turned(self, turns: Turns) -> Self {
        if turns.is_sideways() { Self { width: self.height, height: self.width } } else { self }
    }
}

/// A part of a picture in its own pixels, before any turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the top edge.
    pub y: f64,
    /// Pixels across.
    pub width: f64,
    /// Pixels down.
    pub height: f64,
}

impl Rect {
    /// The whole of a picture of this size.
    pub fn whole(size: Size) -> Self {
        Self { x: 0.0, y: 0.0, width: f64::from(size.width), height: f64::from(size.height) }
    }
}

/// Quarter turns clockwise, 0 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Turns(u8);

impl Turns {
    /// This many quarter turns clockwise; full circles do not count.
    pub fn new(quarters: u8) -> Self {
        Self(quarters % 4)
    }

    /// How many quarter turns clockwise, 0 to 3.
    pub fn quarters(self) -> u8 {
        self.0
    }

    /// Whether width and height change places.
    pub fn is_sideways(self) -> bool {
        self.0 % 2 == 1
    }
}

/// The strongest zoom: beyond it one pixel of a photograph fills several cells and nothing more can be read.
pub const MAX_ZOOM: f64 = 16.0;

/// How the reviewer looks at a picture: zoom 1 shows the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct View {
    zoom: f64,
    centre_x: f64,
    centre_y: f64,
    turns: Turns,
    /// Whether a picture smaller than the pane is enlarged to fill it.
    pub enlarge: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { zoom: 1.0, centre_x: 0.5, centre_y: 0.5, turns: Turns::default(), enlarge: false }
    }
}

impl View {
    /// The zoom, from 1 to [`MAX_ZOOM`].
    pub fn zoom(&self) -> f64 {
        self.zoom
    }

    /// The turn of the picture.
    pub fn turns(&self) -> Turns {
        self.turns
    }

    /// Zooms by a factor; the centre stays. A factor that is not a number changes nothing.
    pub fn zoom_by(&mut self, factor: f64) {
        let zoom = self.zoom * factor;
        if zoom.is_finite() {
            self.zoom = zoom.clamp(1.0, MAX_ZOOM);
        }
    }

    /// Moves the window over the turned picture by fractions of what is visible: 0.5 is half a screen to the right.
    pub fn pan_by(&mut self, right: f64, down: f64) {
        let half = 0.5 / self.zoom;
        let step = |centre: f64, by: f64| {
            let moved = centre + by / self.zoom;
            if moved.is_finite() { moved.clamp(half, 1.0 - half) } else { centre }
        };
        self.centre_x = step(self.centre_x, right);
        self.centre_y = step(self.centre_y, down);
    }

    /// Turns by quarters, clockwise if positive; the point in the middle stays in the middle.
    pub fn turn_by(&mut self, quarters: i8) {
        for _ in 0..quarters.rem_euclid(4) {
            (self.centre_x, self.centre_y) = (1.0 - self.centre_y, self.centre_x);
            self.turns = Turns::new(self.turns.0 + 1);
        }
    }

    /// The whole picture again, in the turn it has.
    pub fn reset_zoom(&mut self) {
        *self = Self { turns: self.turns, enlarge: self.enlarge, ..Self::default() };
    }
}

/// What to draw: cut `source` out of the picture, turn it by `turns`, scale it to `pixels`, and give it `cells`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The visible part, in the picture's own pixels before the turn.
    pub source: Rect,
    /// The turn to apply after cutting.
    pub turns: Turns,
    /// The size to scale to, after the turn.
    pub pixels: Size,
    /// The cells it covers; the last row and column may be covered only in part.
    pub cells: Cells,
}

impl Frame {
    /// Where a part of the picture (in its own pixels before the turn) is on the screen, in pixels from the frame's top left;
    /// none where it is out of sight.
    pub fn shown(&self, part: Rect) -> Option<Rect> {
        let source = self.source;
        let (left, top) = (part.x.max(source.x), part.y.max(source.y));
        let right = (part.x + part.width).min(source.x + source.width);
        let bottom = (part.y + part.height).min(source.y + source.height);
        // Also false where a number is none.
        if !(right > left && bottom > top) {
            return None;
        }
        let (x, y, width, height) = (left - source.x, top - source.y, right - left, bottom - top);
        let (w, h) = (source.width, source.height);
        let turned = match self.turns.quarters() {
            1 => Rect { x: h - y - height, y: x, width: height, height: width },
            2 => Rect { x: w - x - width, y: h - y - height, width, height },
            3 => Rect { x: y, y: w - x - width, width: height, height: width },
            _ => Rect { x, y, width, height },
        };
        let (w, h) = if self.turns.is_sideways() { (h, w) } else { (w, h) };
        let (across, down) = (f64::from(self.pixels.width) / w, f64::from(self.pixels.height) / h);
        Some(Rect {
            x: turned.x * across,
            y: turned.y * down,
            width: turned.width * across,
            height: turned.height * down,
        })
    }
}

/// Fits a picture into `room` with its aspect ratio kept. At zoom 1 a picture is never enlarged beyond one picture
/// pixel to one screen pixel, unless the view asks for it; when zoomed, the pane fills before anything is cut off.
pub fn frame(picture: Size, room: Cells, cell: CellSize, view: &View) -> Frame {
    let turned = picture.turned(view.turns);
    let (width, height) = (f64::from(turned.width.max(1)), f64::from(turned.height.max(1)));
    let room = Cells { cols: room.cols.max(1), rows: room.rows.max(1) };
    let (cell_width, cell_height) = (f64::from(cell.width.max(1)), f64::from(cell.height.max(1)));
    let (room_width, room_height) = (f64::from(room.cols) * cell_width, f64::from(room.rows) * cell_height);

    let fitting = (room_width / width).min(room_height / height);
    let scale = if view.enlarge { fitting } else { fitting.min(1.0) } * view.zoom;
    let (seen_width, seen_height) = ((room_width / scale).min(width), (room_height / scale).min(height));
    let left = (view.centre_x * width - seen_width / 2.0).clamp(0.0, width - seen_width);
    let top = (view.centre_y * height - seen_height / 2.0).clamp(0.0, height - seen_height);
    let seen = Rect { x: left, y: top, width: seen_width, height: seen_height };

    let across = (seen_width * scale).round().clamp(1.0, room_width);
    let down = (seen_height * scale).round().clamp(1.0, room_height);
    Frame {
        source: turned_back(seen, width, height, view.turns),
        turns: view.turns,
        pixels: Size { width: across as u32, height: down as u32 },
        cells: Cells {
            cols: ((across / cell_width).ceil() as u16).clamp(1, room.cols),
            rows: ((down / cell_height).ceil() as u16).clamp(1, room.rows),
        },
    }
}

/// A rectangle of the turned picture (`width` × `height`) in the coordinates of the picture before the turn.
fn turned_back(seen: Rect, width: f64, height: f64, turns: Turns) -> Rect {
    let Rect { x, y, width: w, height: h } = seen;
    match turns.quarters() {
        1 => Rect { x: y, y: width - x - w, width: h, height: w },
        2 => Rect { x: width - x - w, y: height - y - h, width: w, height: h },
        3 => Rect { x: height - y - h, y: x, width: h, height: w },
        _ => seen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PANE: Cells = Cells { cols: 80, rows: 40 };

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    fn fitted(width: u32, height: u32) -> Frame {
        frame(size(width, height), PANE, CellSize::USUAL, &View::default())
    }

    #[test]
    fn a_large_picture_shrinks_with_its_aspect_ratio() {
        let photo = fitted(2000, 1500);
        assert_eq!(photo.pixels, size(800, 600));
        assert_eq!(photo.cells, Cells { cols: 80, rows: 30 });
        let tall = fitted(1000, 4000);
        assert_eq!((tall.pixels, tall.cells), (size(200, 800), Cells { cols: 20, rows: 40 }));
    }

    #[test]
    fn a_small_picture_keeps_its_size_unless_asked() {
        assert_eq!(fitted(95, 41).pixels, size(95, 41));
        assert_eq!(fitted(95, 41).cells, Cells { cols: 10, rows: 3 });
        let view = View { enlarge: true, ..View::default() };
        assert_eq!(frame(size(100, 50), PANE, CellSize::USUAL, &view).pixels, size(800, 400));
    }

    #[test]
    fn zoom_fills_the_pane_before_it_cuts() {
        let mut view = View::default();
        view.zoom_by(2.0);
        let zoomed = frame(size(1000, 4000), PANE, CellSize::USUAL, &view);
        assert_eq!(zoomed.pixels, size(400, 800));
        assert_eq!(zoomed.source, Rect { x: 0.0, y: 1000.0, width: 1000.0, height: 2000.0 });
    }

    #[test]
    fn pan_stops_at_the_edges() {
        let mut view = View::default();
        view.pan_by(5.0, 5.0);
        assert_eq!(frame(size(2000, 1500), PANE, CellSize::USUAL, &view), fitted(2000, 1500));
        view.zoom_by(4.0);
        view.pan_by(-100.0, 100.0);
        let source = frame(size(1600, 1600), PANE, CellSize::USUAL, &view).source;
        assert_eq!(source, Rect { x: 0.0, y: 1200.0, width: 400.0, height: 400.0 });
    }

    #[test]
    fn a_turn_swaps_the_sides_and_keeps_the_middle() {
        let mut view = View::default();
        view.turn_by(1);
        assert_eq!(frame(size(2000, 1000), PANE, CellSize::USUAL, &view).pixels, size(400, 800));
        // Zoomed to the top left corner, then turned clockwise: the same corner is then at the top right.
        let mut view = View::default();
        view.zoom_by(4.0);
        view.pan_by(-100.0, -100.0);
        let corner = frame(size(1600, 1600), PANE, CellSize::USUAL, &view).source;
        for quarters in [1, 1, 1, 1, -1, 2] {
            view.turn_by(quarters);
            assert_eq!(frame(size(1600, 1600), PANE, CellSize::USUAL, &view).source, corner, "{view:?}");
        }
        assert_eq!(view.turns().quarters(), 1);
    }

    /// What is cut out lies where it was asked to be, however the picture is turned.
    #[test]
    fn a_part_is_found_on_the_screen_again() {
        let corner = Rect { x: 1500.0, y: 0.0, width: 500.0, height: 300.0 };
        for (quarters, x, y) in [(0, 600.0, 0.0), (1, 480.0, 600.0), (2, 0.0, 480.0), (3, 0.0, 0.0)] {
            let mut view = View::default();
            view.turn_by(quarters);
            let frame = frame(size(2000, 1500), Cells { cols: 80, rows: 40 }, CellSize::USUAL, &view);
            let shown = frame.shown(corner).unwrap();
            assert!((shown.x - x).abs() < 1.0 && (shown.y - y).abs() < 1.0, "{quarters}: {shown:?}");
            let sides = if quarters % 2 == 1 { (120.0, 200.0) } else { (200.0, 120.0) };
            assert!((shown.width - sides.0).abs() < 1.0 && (shown.height - sides.1).abs() < 1.0, "{shown:?}");
        }
        let mut view = View::default();
        view.zoom_by(4.0);
        view.pan_by(-9.0, 9.0);
        let zoomed = frame(size(2000, 1500), Cells { cols: 80, rows: 40 }, CellSize::USUAL, &view);
        assert_eq!(zoomed.shown(corner), None);
        assert_eq!(zoomed.shown(Rect { x: f64::NAN, ..corner }), None);
        let inner = zoomed.shown(zoomed.source).unwrap();
        assert!((inner.width - f64::from(zoomed.pixels.width)).abs() < 1e-6);
    }

    #[test]
    fn nothing_divides_by_zero() {
        let mut view = View::default();
        view.zoom_by(f64::NAN);
        view.zoom_by(1e308);
        view.pan_by(f64::INFINITY, f64::NAN);
        let none = Cells { cols: 0, rows: 0 };
        let frame = frame(size(0, 0), none, CellSize { width: 0, height: 0 }, &view);
        assert_eq!((frame.pixels, frame.cells), (size(1, 1), Cells { cols: 1, rows: 1 }));
        assert!(frame.source.width > 0.0);
    }

    proptest::proptest! {
        #[test]
        fn the_source_lies_in_the_picture_and_the_target_in_the_room(
            width in 1u32..12_000, height in 1u32..12_000, cols in 1u16..300, rows in 1u16..100,
            cell_width in 1u16..40, cell_height in 1u16..80, zoom in 0.1f64..40.0,
            right in -3.0f64..3.0, down in -3.0f64..3.0, quarters in -4i8..5, enlarge: bool,
        ) {
            let mut view = View { enlarge, ..View::default() };
            view.zoom_by(zoom);
            view.pan_by(right, down);
            view.turn_by(quarters);
            let cell = CellSize { width: cell_width, height: cell_height };
            let frame = frame(size(width, height), Cells { cols, rows }, cell, &view);
            let Rect { x, y, width: w, height: h } = frame.source;
            assert!(x >= -1e-6 && y >= -1e-6 && w > 0.0 && h > 0.0);
            assert!(x + w <= f64::from(width) + 1e-6 && y + h <= f64::from(height) + 1e-6);
            assert!(frame.cells.cols <= cols && frame.cells.rows <= rows);
            assert!(frame.pixels.width <= u32::from(frame.cells.cols) * u32::from(cell_width));
            assert!(frame.pixels.height <= u32::from(frame.cells.rows) * u32::from(cell_height));
        }
    }
}
