//! Plain RGB pixels and what happens to them after the page is painted: blur, grey, turns.

use tiny_skia::Pixmap;

/// Rows of RGB, 8 bits each.
pub(super) struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

impl Pixels {
    /// Drops the alpha of a picture that is opaque everywhere.
    pub(super) fn of(pixmap: &Pixmap) -> Self {
        Self::exposed(pixmap, &[], 0)
    }

    /// The same through a camera: grain from a strip of noise at least as long as a row, and light that falls off
    /// downwards by `fall` levels.
    pub(super) fn exposed(pixmap: &Pixmap, noise: &[i8], fall: i8) -> Self {
        let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
        let mut rgb = vec![0; width * height * 3];
        let still = vec![0; width];
        let rows = pixmap.data().chunks_exact((width * 4).max(1)).zip(rgb.chunks_exact_mut((width * 3).max(1)));
        for (row, (from, to)) in rows.enumerate() {
            let light = (i32::from(fall) * (height as i32 - 2 * row as i32) / (2 * height as i32).max(1)) as i8;
            // Every row starts at another place of the strip, so that no pattern shows.
            let start = row * 7919 % (noise.len().saturating_sub(width)).max(1);
            let grain = noise.get(start..start + width).unwrap_or(&still);
            for ((from, to), step) in from.as_chunks::<4>().0.iter().zip(to.as_chunks_mut::<3>().0).zip(grain) {
                let [red, green, blue, _] = *from;
                let change = step.saturating_add(light);
                *to = [red, green, blue].map(|channel| channel.saturating_add_signed(change));
            }
        }
        Self { width, height, rgb }
    }

    /// Turns colours to the hard greys of a photocopier.
    pub(super) fn grey(&mut self) {
        for pixel in self.rgb.as_chunks_mut::<3>().0 {
            let [red, green, blue] = pixel.map(u32::from);
            let luma = (red * 299 + green * 587 + blue * 114) / 1000;
            let hard = ((luma as i32 - 128) * 5 / 4 + 140).clamp(0, 255) as u8;
            *pixel = [hard; 3];
        }
    }

    /// Two box blurs one after the other, which is close enough to a lens out of focus.
    pub(super) fn blur(&mut self, radius: usize) {
        for _ in 0..2 {
            self.blur_rows(radius);
            self.turn();
            self.blur_rows(radius);
            self.turn();
        }
    }

    fn blur_rows(&mut self, radius: usize) {
        let Some(last) = self.width.checked_sub(1) else { return };
        let span = (2 * radius + 1) as u32;
        let mut row: Vec<[u8; 3]> = Vec::with_capacity(self.width);
        for line in self.rgb.chunks_exact_mut(self.width * 3) {
            row.clear();
            row.extend_from_slice(line.as_chunks::<3>().0);
            let at = |index: usize| row.get(index.min(last)).copied().unwrap_or_default().map(u32::from);
            let mut sum = [0_u32; 3];
            for offset in 0..=2 * radius {
                add(&mut sum, at(offset.saturating_sub(radius)));
            }
            for (index, pixel) in line.as_chunks_mut::<3>().0.iter_mut().enumerate() {
                *pixel = sum.map(|channel| (channel / span) as u8);
                add(&mut sum, at(index + radius + 1));
                let leaving = at(index.saturating_sub(radius));
                for (channel, value) in sum.iter_mut().zip(leaving) {
                    *channel -= value;
                }
            }
        }
    }

    /// Mirrors along the diagonal: rows become columns.
    fn turn(&mut self) {
        let mut turned = Vec::with_capacity(self.rgb.len());
        let pixels = self.rgb.as_chunks::<3>().0;
        for column in 0..self.width {
            for pixel in pixels.iter().skip(column).step_by(self.width.max(1)) {
                turned.extend_from_slice(pixel);
            }
        }
        self.rgb = turned;
        std::mem::swap(&mut self.width, &mut self.height);
    }

    /// Turns by half a circle.
    pub(super) fn upside_down(&mut self) {
        self.rgb.as_chunks_mut::<3>().0.reverse();
    }

    /// Turns by a quarter, clockwise.
    pub(super) fn sideways(&mut self) {
        self.turn();
        for line in self.rgb.chunks_exact_mut((self.width * 3).max(1)) {
            line.as_chunks_mut::<3>().0.reverse();
        }
    }
}

fn add(sum: &mut [u32; 3], value: [u32; 3]) {
    for (channel, value) in sum.iter_mut().zip(value) {
        *channel += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(width: usize, height: usize) -> Pixels {
        let rgb = (0..width * height).flat_map(|index| [index as u8; 3]).collect();
        Pixels { width, height, rgb }
    }

    fn first(pixels: &Pixels) -> Vec<u8> {
        pixels.rgb.iter().step_by(3).copied().collect()
    }

    #[test]
    fn turns_move_every_pixel_to_its_place() {
        let mut turned = pixels(3, 2);
        turned.sideways();
        assert_eq!((turned.width, turned.height), (2, 3));
        assert_eq!(first(&turned), [3, 0, 4, 1, 5, 2]);
        let mut turned = pixels(3, 2);
        turned.upside_down();
        assert_eq!(first(&turned), [5, 4, 3, 2, 1, 0]);
    }

    #[test]
    fn a_blur_keeps_a_flat_picture_flat_and_softens_an_edge() {
        let mut flat = Pixels { width: 9, height: 5, rgb: vec![77; 9 * 5 * 3] };
        flat.blur(2);
        assert!(flat.rgb.iter().all(|channel| *channel == 77));
        let mut edge = Pixels { width: 9, height: 1, rgb: [[0_u8; 12].as_slice(), &[255; 15]].concat() };
        edge.blur(1);
        let row = first(&edge);
        assert!(row.is_sorted() && row.iter().any(|level| (40..215).contains(level)), "{row:?}");
    }
}
