//! A QR code of half blocks, two modules a cell.
//!
//! Scanners want dark on light. With colours that is said in so many words, whatever the terminal's theme; without, the
//! light modules are the blocks, which is right on a dark ground and what most scanners forgive on a light one.

use qrcode::{Color, EcLevel, QrCode};

/// Black on white of the fixed part of the palette, which themes leave alone.
const INK: &str = "\x1b[38;5;16;48;5;231m";
const PLAIN: &str = "\x1b[0m";

/// The most quiet modules around the code, as the standard wants, and the least that scanners take.
const QUIET: std::ops::RangeInclusive<usize> = 1..=4;

/// The code as lines, with as much quiet around it as the window of `(columns, rows)` lets, its last row left to the
/// prompt; none where it does not fit.
pub fn drawn(text: &str, (cols, rows): (u16, u16), plain: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let modules = code.width();
    let fits = |quiet: &usize| {
        let side = modules + 2 * quiet;
        side <= usize::from(cols) && side.div_ceil(2) < usize::from(rows)
    };
    let quiet = QUIET.rev().find(fits)?;
    let side = modules + 2 * quiet;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(quiet).filter(|at| *at < modules);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| code[(x, y)] == Color::Dark)
    };
    let mut out = String::new();
    for y in (0..side).step_by(2) {
        // A row that is not there is light, like the quiet around the code.
        let line: String =
            (0..side).map(|x| block(dark(x, y) != plain, (y + 1 < side && dark(x, y + 1)) != plain)).collect();
        out.push_str(&if plain { format!("{line}\n") } else { format!("{INK}{line}{PLAIN}\n") });
    }
    Some(out)
}

/// The cell whose upper and lower halves are filled or not.
const fn block(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> String {
        format!("https://beian.sample.example/verify/{}", "0123456789abcdef".repeat(4))
    }

    #[test]
    fn a_usual_address_fits_a_usual_window_with_room_for_the_prompt() {
        for plain in [false, true] {
            let code = drawn(&address(), (80, 24), plain).unwrap();
            assert!(code.lines().count() <= 23, "{} lines", code.lines().count());
            assert!(code.lines().all(|line| line.chars().filter(|c| " █▀▄".contains(*c)).count() <= 80));
        }
        assert!(drawn(&address(), (30, 24), false).is_none() && drawn(&address(), (80, 15), false).is_none());
    }

    #[test]
    fn both_forms_show_the_code_that_was_asked_for() {
        let code = QrCode::with_error_correction_level(address(), EcLevel::L).unwrap();
        for plain in [false, true] {
            let shown = drawn(&address(), (200, 100), plain).unwrap();
            assert_eq!(shown.contains('\x1b'), !plain);
            let rows: Vec<Vec<char>> =
                shown.lines().map(|line| line.replace(INK, "").replace(PLAIN, "").chars().collect()).collect();
            for y in 0..code.width() {
                for x in 0..code.width() {
                    let cell = rows[(y + 4) / 2][x + 4];
                    let filled = cell == '█' || cell == if (y + 4) % 2 == 0 { '▀' } else { '▄' };
                    assert_eq!(filled != plain, code[(x, y)] == Color::Dark, "{x},{y}");
                }
            }
        }
    }
}
