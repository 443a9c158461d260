//! How sharp a picture is: the variance of its Laplacian where it is sharpest, because a page may be blank for the most part.

use super::plane::Plane;

/// Blocks of so many pixels a side: a few characters of running text.
const BLOCK: usize = 32;

/// Sharpness in thousandths; see [`crate::domain::picture::PictureFacts::sharpness`].
pub(super) fn sharpness(luma: &Plane) -> i64 {
    let columns = luma.width / BLOCK;
    let mut blocks = vec![Sums::default(); columns * (luma.height / BLOCK)];
    let rows: Vec<&[u8]> = luma.rows().collect();
    for (y, three) in rows.windows(3).enumerate() {
        let [above, here, below] = three else { continue };
        let Some(line) = blocks.chunks_exact_mut(columns.max(1)).nth(y / BLOCK) else { break };
        let vertical = above.iter().zip(*below).skip(1);
        for (x, (three, (up, down))) in here.windows(3).zip(vertical).enumerate() {
            let [left, centre, right] = three else { continue };
            let around = i64::from(*left) + i64::from(*right) + i64::from(*up) + i64::from(*down);
            if let Some(block) = line.get_mut(x / BLOCK) {
                block.add(around - 4 * i64::from(*centre));
            }
        }
    }
    let mut variances: Vec<i64> = blocks.iter().map(Sums::variance).collect();
    variances.sort_unstable();
    variances.get(variances.len() * 9 / 10).copied().unwrap_or_default()
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: i64,
    sum: i64,
    squares: i64,
}

impl Sums {
    const fn add(&mut self, value: i64) {
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    /// In thousandths.
    fn variance(&self) -> i64 {
        let count = self.count.max(1);
        (self.squares - self.sum * self.sum / count) * 1000 / count
    }
}
