//! One colour at every depth a terminal may have.

use ratatui::style::Color;

use crate::terminal::Depth;

/// A 24-bit colour and the named one that stands in for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tone {
    rgb: (u8, u8, u8),
    named: Color,
}

impl Tone {
    /// Reads `#rrggbb` and a colour name.
    pub(super) fn parse(rgb: &str, named: &str) -> Option<Self> {
        let Ok(Color::Rgb(r, g, b)) = rgb.parse() else { return None };
        let named = match named {
            "black" => Color::Black,
            "red" => Color::Red,
            "green" => Color::Green,
            "yellow" => Color::Yellow,
            "blue" => Color::Blue,
            "magenta" => Color::Magenta,
            "cyan" => Color::Cyan,
            "white" => Color::Gray,
            "bright-black" => Color::DarkGray,
            "bright-red" => Color::LightRed,
            "bright-green" => Color::LightGreen,
            "bright-yellow" => Color::LightYellow,
            "bright-blue" => Color::LightBlue,
            "bright-magenta" => Color::LightMagenta,
            "bright-cyan" => Color::LightCyan,
            "bright-white" => Color::White,
            _ => return None,
        };
        Some(Self { rgb: (r, g, b), named })
    }

    pub(super) fn at(self, depth: Depth) -> Color {
        let (r, g, b) = self.rgb;
        match depth {
            Depth::None => Color::Reset,
            Depth::Ansi16 => self.named,
            Depth::Indexed256 => Color::Indexed(nearest_indexed(r, g, b)),
            Depth::True => Color::Rgb(r, g, b),
        }
    }
}

/// The nearest of xterm's 6×6×6 cube (16-231) and grey ramp (232-255).
fn nearest_indexed(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |a: (u8, u8, u8)| {
        let part = |x: u8, y: u8| (i32::from(x) - i32::from(y)).pow(2);
        part(a.0, r) + part(a.1, g) + part(a.2, b)
    };
    let cube = (0..216u8).map(|n| {
        let step = |at: u8| STEPS.get(usize::from(at)).copied().unwrap_or(255);
        (16 + n, (step(n / 36), step(n / 6 % 6), step(n % 6)))
    });
    let greys = (0..24u8).map(|n| (232 + n, (8 + n * 10, 8 + n * 10, 8 + n * 10)));
    cube.chain(greys).min_by_key(|(_, rgb)| distance(*rgb)).map_or(15, |(index, _)| index)
}

/// The relative luminance of WCAG 2.2, from 0 to 1.
pub(super) fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Whether dark letters stand out better on this ground than light ones.
pub(super) fn is_light(ground: (u8, u8, u8)) -> bool {
    let ground = luminance(ground) + 0.05;
    ground / 0.05 > 1.05 / ground
}

/// A channel of sRGB as light, from 0 to 1.
pub(super) fn linear(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cube_and_the_greys_are_hit_exactly() {
        assert_eq!(nearest_indexed(255, 0, 0), 196);
        assert_eq!(nearest_indexed(8, 8, 8), 232);
        assert_eq!(nearest_indexed(0x5f, 0x87, 0xaf), 67);
    }
}
