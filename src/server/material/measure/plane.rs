//! One channel of a picture, row by row.

use image::RgbImage;

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    pub width: usize,
    pub height: usize,
    pub values: Vec<u8>,
}

impl Plane {
    /// How bright each pixel is, as video weighs the channels.
    pub(super) fn luma(picture: &RgbImage) -> Self {
        let weigh = |[red, green, blue]: [u8; 3]| {
            ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000) as u8
        };
        Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            values: picture.as_raw().as_chunks::<3>().0.iter().map(|pixel| weigh(*pixel)).collect(),
        }
    }

    /// How far each pixel's strongest channel is from its weakest.
    pub(super) fn chroma(picture: &RgbImage) -> Self {
        let distance = |[red, green, blue]: [u8; 3]| red.max(green).max(blue) - red.min(green).min(blue);
        Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            values: picture.as_raw().as_chunks::<3>().0.iter().map(|pixel| distance(*pixel)).collect(),
        }
    }

    /// The rows from above.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.values.chunks_exact(self.width.max(1))
    }

    /// Mirrored along the diagonal: columns become rows.
    pub(super) fn turned(&self) -> Self {
        let mut values = Vec::with_capacity(self.values.len());
        for column in 0..self.width {
            values.extend(self.values.iter().skip(column).step_by(self.width.max(1)));
        }
        Self { width: self.height, height: self.width, values }
    }

    /// What `sum` makes of the pixels of each square of `side` pixels, row by row; those that the border cuts are left out.
    pub(super) fn blocks<T: Copy + Default>(&self, side: usize, sum: impl Fn(&mut T, u8)) -> Grid<T> {
        let (columns, rows) = (self.width / side.max(1), self.height / side.max(1));
        let mut cells = vec![T::default(); columns * rows];
        let bands = self.values.chunks_exact((self.width * side).max(1));
        for (cells, band) in cells.chunks_exact_mut(columns.max(1)).zip(bands) {
            for row in band.chunks_exact(self.width.max(1)) {
                for (cell, pixels) in cells.iter_mut().zip(row.chunks_exact(side.max(1))) {
                    for pixel in pixels {
                        sum(cell, *pixel);
                    }
                }
            }
        }
        Grid { columns, cells }
    }
}

/// What is known of the blocks of a picture.
#[derive(Debug, Clone)]
pub(super) struct Grid<T> {
    pub columns: usize,
    pub cells: Vec<T>,
}

impl Grid<bool> {
    /// Without what is narrower than three cells, and without what touches the border.
    pub(super) fn opened(&self) -> Self {
        let cells = (0..self.cells.len()).map(|at| {
            let around = self.around(at);
            around.len() == 9 && around.iter().all(|near| self.cells.get(*near).is_some_and(|cell| *cell))
        });
        let cores = Self { columns: self.columns, cells: cells.collect() };
        let grown = (0..self.cells.len())
            .map(|at| cores.around(at).iter().any(|near| cores.cells.get(*near).is_some_and(|cell| *cell)));
        Self { columns: self.columns, cells: grown.collect() }
    }

    /// A cell and its neighbours, corners included, as far as there are any.
    fn around(&self, at: usize) -> Vec<usize> {
        let columns = self.columns.max(1);
        let (column, row) = (at % columns, at / columns);
        let near = |middle: usize, count: usize| middle.saturating_sub(1)..count.min(middle + 2);
        let rows = self.cells.len() / columns;
        near(row, rows).flat_map(|row| near(column, columns).map(move |column| row * columns + column)).collect()
    }

    /// How many cells the largest connected area of set cells has.
    pub(super) fn largest_area(&self) -> usize {
        let mut open = self.cells.clone();
        let mut largest = 0;
        while let Some(start) = open.iter().position(|cell| *cell) {
            let mut stack = vec![start];
            let mut area = 0;
            while let Some(at) = stack.pop() {
                let Some(cell) = open.get_mut(at).filter(|cell| **cell) else { continue };
                *cell = false;
                area += 1;
                let column = at % self.columns.max(1);
                let sides = [
                    (column > 0).then(|| at - 1),
                    (column + 1 < self.columns).then_some(at + 1),
                    at.checked_sub(self.columns),
                    Some(at + self.columns),
                ];
                stack.extend(sides.into_iter().flatten());
            }
            largest = largest.max(area);
        }
        largest
    }
}

/// A part of a whole in per mille; 0 of nothing.
pub(super) fn per_mille(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 1000 / whole.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_area_is_connected_over_sides_only() {
        let grid = |text: &str| Grid { columns: 4, cells: text.chars().map(|c| c == '#').collect() };
        assert_eq!(grid("##...#..####").largest_area(), 7);
        assert_eq!(grid("...##.......").largest_area(), 1, "rows do not wrap around");
        assert_eq!(grid("............").largest_area(), 0);
    }

    #[test]
    fn opening_leaves_only_what_is_wide_and_within() {
        let grid = |text: &str| Grid { columns: 6, cells: text.chars().map(|c| c == '#').collect() };
        let square = "......".to_owned() + ".###.." + ".####." + ".###.." + "......";
        let opened = grid(&square).opened();
        assert_eq!(opened.largest_area(), 9, "the spur is gone");
        assert_eq!(grid(&"##....".repeat(5)).opened().largest_area(), 0);
    }

    #[test]
    fn blocks_take_whole_squares_only() {
        let plane = Plane { width: 5, height: 4, values: (0..20).collect() };
        let grid = plane.blocks(2, |sum: &mut u32, value| *sum += u32::from(value));
        assert_eq!(
            (grid.columns, grid.cells),
            (2, vec![1 + 5 + 6, 2 + 3 + 7 + 8, 10 + 11 + 15 + 16, 12 + 13 + 17 + 18])
        );
        assert_eq!(plane.turned().values[..4], [0, 5, 10, 15]);
    }
}
