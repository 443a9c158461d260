//! The combining marks by which the kitty graphics protocol numbers the rows and columns of a placeholder.
//!
//! The list is a fact of the protocol (`rowcolumn-diacritics.txt` of its specification): the characters of Unicode 6.0
//! with combining class 230 and no decomposition, less 19 that text normalisation would fuse with a letter, in
//! order of code point. The number of a mark is its place in the list.

/// Runs of consecutive code points: first and length.
#[rustfmt::skip]
const RUNS: [(u32, u32); 86] = [
    (0x0305, 1), (0x030D, 2), (0x0310, 1), (0x0312, 1), (0x033D, 3), (0x0346, 1), (0x034A, 3), (0x0350, 3), (0x0357,
    1), (0x035B, 1), (0x0363, 13), (0x0483, 5), (0x0592, 4), (0x0597, 3), (0x059C, 6), (0x05A8, 2), (0x05AB, 2),
    (0x05AF, 1), (0x05C4, 1), (0x0610, 8), (0x0657, 5), (0x065D, 2), (0x06D6, 7), (0x06DF, 4), (0x06E4, 1), (0x06E7,
    2), (0x06EB, 2), (0x0730, 1), (0x0732, 2), (0x0735, 2), (0x073A, 1), (0x073D, 1), (0x073F, 3), (0x0743, 1),
    (0x0745, 1), (0x0747, 1), (0x0749, 2), (0x07EB, 7), (0x07F3, 1), (0x0816, 4), (0x081B, 9), (0x0825, 3), (0x0829,
    5), (0x0951, 1), (0x0953, 2), (0x0F82, 2), (0x0F86, 2), (0x135D, 3), (0x17DD, 1), (0x193A, 1), (0x1A17, 1),
    (0x1A75, 8), (0x1B6B, 1), (0x1B6D, 7), (0x1CD0, 3), (0x1CDA, 2), (0x1CE0, 1), (0x1DC0, 2), (0x1DC3, 7), (0x1DCB,
    2), (0x1DD1, 22), (0x1DFE, 1), (0x20D0, 2), (0x20D4, 4), (0x20DB, 2), (0x20E1, 1), (0x20E7, 1), (0x20E9, 1),
    (0x20F0, 1), (0x2CEF, 3), (0x2DE0, 32), (0xA66F, 1), (0xA67C, 2), (0xA6F0, 2), (0xA8E0, 18), (0xAAB0, 1),
    (0xAAB2, 2), (0xAAB7, 2), (0xAABE, 2), (0xAAC1, 1), (0xFE20, 7), (0x10A0F, 1), (0x10A38, 1), (0x1D185, 5),
    (0x1D1AA, 4), (0x1D242, 3),
];

/// How many rows or columns the marks can number.
pub const COUNT: u16 = 297;

/// The mark for the row or column `number`, counted from 0; none beyond [`COUNT`].
pub fn diacritic(number: u16) -> Option<char> {
    let mut left = u32::from(number);
    for (first, length) in RUNS {
        if left < length {
            return char::from_u32(first + left);
        }
        left -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_own_mark_in_order_of_code_point() {
        let all: Vec<char> = (0..COUNT).map(|n| diacritic(n).unwrap()).collect();
        assert!(all.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(diacritic(COUNT), None);
        assert_eq!(diacritic(u16::MAX), None);
    }

    #[test]
    fn marks_stand_where_the_specification_has_them() {
        for (number, mark) in [
            (0, '\u{305}'),
            (1, '\u{30D}'),
            (2, '\u{30E}'),
            (3, '\u{310}'),
            (16, '\u{35B}'),
            (53, '\u{5C4}'),
            (99, '\u{74A}'),
            (199, '\u{20D1}'),
            (255, '\u{A8E5}'),
            (296, '\u{1D244}'),
        ] {
            assert_eq!(diacritic(number), Some(mark), "{number}");
        }
    }

    /// FNV-1a over the published list, so that a slip in any run shows.
    #[test]
    fn the_whole_list_is_the_published_one() {
        let sum = (0..COUNT).filter_map(diacritic).fold(0xcbf2_9ce4_8422_2325_u64, |sum, mark| {
            (sum ^ u64::from(u32::from(mark))).wrapping_mul(0x0100_0000_01b3)
        });
        assert_eq!(sum, 0x38fb23268541e9e9);
    }
}
