//! A box drawn on a picture by keys. It is kept in parts of the picture, so that it means the same at every size.

use crate::desk::image::Region;
use crate::domain::reason::Evidence;

/// What one key moves or widens: a part of the picture's side.
const STEP: f64 = 0.05;

/// The smallest side.
const LEAST: f64 = 0.02;

/// What one key enlarges by.
const GROW: f64 = 1.25;

/// The box and the picture it lies on.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Hash of the picture.
    pub sha256: String,
    /// Which material it is: `material:SLUG`.
    pub target: String,
    /// Pixels of the picture, upright.
    pub size: (u32, u32),
    /// Whether keys move the lower right corner and not the whole box.
    pub corner: bool,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Model {
    /// A box in the middle of a picture of this many pixels, upright.
    pub fn new(sha256: &str, target: &str, size: (u32, u32)) -> Self {
        let (sha256, target) = (sha256.to_owned(), target.to_owned());
        Self { sha256, target, size, corner: false, left: 0.3, top: 0.375, width: 0.4, height: 0.25 }
    }

    /// Left, top, width and height in parts of the picture, each from 0 to 1.
    pub const fn parts(&self) -> [f64; 4] {
        [self.left, self.top, self.width, self.height]
    }

    /// The part of the picture.
    pub fn region(&self) -> Region {
        let [x, y, width, height] = self
            .parts()
            .map(|part| (part * f64::from(Region::SIDE)).round().clamp(0.0, f64::from(Region::SIDE)) as u16);
        Region { x, y, width, height }
    }

    /// Moves the box, or its lower right corner, by steps.
    pub fn step(&mut self, right: i32, down: i32) {
        let (dx, dy) = (f64::from(right) * STEP, f64::from(down) * STEP);
        if self.corner {
            self.width = (self.width + dx).clamp(LEAST, 1.0 - self.left);
            self.height = (self.height + dy).clamp(LEAST, 1.0 - self.top);
        } else {
            self.left = (self.left + dx).clamp(0.0, 1.0 - self.width);
            self.top = (self.top + dy).clamp(0.0, 1.0 - self.height);
        }
    }

    /// Enlarges the box about its middle, or makes it smaller.
    pub fn grow(&mut self, larger: bool) {
        let factor = if larger { GROW } else { 1.0 / GROW };
        let (middle_x, middle_y) = (self.left + self.width / 2.0, self.top + self.height / 2.0);
        self.width = (self.width * factor).clamp(LEAST, 1.0);
        self.height = (self.height * factor).clamp(LEAST, 1.0);
        self.left = (middle_x - self.width / 2.0).clamp(0.0, 1.0 - self.width);
        self.top = (middle_y - self.height / 2.0).clamp(0.0, 1.0 - self.height);
    }

    /// The rectangle in the picture's pixels: inside it, and at least one pixel.
    pub fn evidence(&self) -> Evidence {
        let (x, width) = pixels(self.left, self.width, self.size.0);
        let (y, height) = pixels(self.top, self.height, self.size.1);
        Evidence { sha256: self.sha256.clone(), x, y, width, height }
    }
}

/// A part of a side of `length` pixels.
fn pixels(from: f64, part: f64, length: u32) -> (u32, u32) {
    let length = length.max(1);
    let start = ((from * f64::from(length)).round() as u32).min(length - 1);
    let end = (((from + part) * f64::from(length)).round() as u32).clamp(start + 1, length);
    (start, end - start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_is_pressed_the_box_lies_in_the_picture(
            keys in prop::collection::vec(0..7u8, 0..200),
            size in (1..5000u32, 1..5000u32),
        ) {
            let mut model = Model::new("aa", "material:x", size);
            for key in keys {
                match key {
                    0 => model.step(1, 0),
                    1 => model.step(-1, 0),
                    2 => model.step(0, 1),
                    3 => model.step(0, -1),
                    4 => model.grow(true),
                    5 => model.grow(false),
                    _ => model.corner = !model.corner,
                }
                let found = model.evidence();
                prop_assert!(found.width >= 1 && found.height >= 1);
                prop_assert!(found.x + found.width <= size.0 && found.y + found.height <= size.1, "{found:?}");
            }
        }
    }

    #[test]
    fn a_step_moves_and_the_corner_widens() {
        let mut model = Model::new("aa", "material:x", (1000, 1000));
        let before = model.evidence();
        model.step(1, -1);
        let moved = model.evidence();
        assert_eq!((moved.x, moved.y), (before.x + 50, before.y - 50));
        assert_eq!((moved.width, moved.height), (before.width, before.height));
        model.corner = true;
        model.step(2, 0);
        assert_eq!(model.evidence().width, moved.width + 100);
    }
}
