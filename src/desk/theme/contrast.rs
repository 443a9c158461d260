//! Whether every theme can be read: contrast by WCAG 2.2 at every depth of colour, and what is good, doubtful and bad told
//! apart by eyes that see fewer colours.

use std::path::Path;

use ratatui::style::{Color, Modifier};

use super::color::{linear, luminance};
use super::*;

type Rgb = (u8, u8, u8);

/// The sixteen colours as xterm has them unless told otherwise.
const SIXTEEN: [(Color, Rgb); 16] = [
    (Color::Black, (0, 0, 0)),
    (Color::Red, (205, 0, 0)),
    (Color::Green, (0, 205, 0)),
    (Color::Yellow, (205, 205, 0)),
    (Color::Blue, (0, 0, 238)),
    (Color::Magenta, (205, 0, 205)),
    (Color::Cyan, (0, 205, 205)),
    (Color::Gray, (229, 229, 229)),
    (Color::DarkGray, (127, 127, 127)),
    (Color::LightRed, (255, 0, 0)),
    (Color::LightGreen, (0, 255, 0)),
    (Color::LightYellow, (255, 255, 0)),
    (Color::LightBlue, (92, 92, 255)),
    (Color::LightMagenta, (255, 0, 255)),
    (Color::LightCyan, (0, 255, 255)),
    (Color::White, (255, 255, 255)),
];

fn rgb(color: Color) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match color {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(n @ 16..=231) => {
            let n = usize::from(n - 16);
            (STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6])
        }
        Color::Indexed(n @ 232..) => (8 + (n - 232) * 10, 8 + (n - 232) * 10, 8 + (n - 232) * 10),
        named => SIXTEEN.iter().find(|(known, _)| *known == named).unwrap().1,
    }
}

/// The contrast ratio, from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn load(name: &str, depth: Depth) -> Theme {
    Theme::load(name, Path::new("/nonexistent"), depth).unwrap()
}

/// Every meaning on its own ground, or on those that it is laid on: the screen's and a box's.
fn pairs(theme: &Theme) -> Vec<(String, Rgb, Rgb)> {
    let ground = |meaning: Meaning| theme.style(meaning).bg.map(rgb);
    let mut out = Vec::new();
    for meaning in Meaning::ALL.into_iter().filter(|meaning| *meaning != Meaning::Border) {
        let style = theme.style(meaning);
        let grounds = match style.bg {
            Some(own) => vec![("itself", rgb(own))],
            None => [Meaning::Text, Meaning::Popup, Meaning::Header]
                .into_iter()
                .filter_map(|on| Some((on.key(), ground(on)?)))
                .collect(),
        };
        let letters = rgb(style.fg.unwrap());
        out.extend(grounds.into_iter().map(|(on, ground)| (format!("{} on {on}", meaning.key()), letters, ground)));
    }
    out
}

#[test]
fn text_stands_out_from_its_ground_in_every_theme_at_every_depth() {
    // WCAG 2.2, 1.4.3: at least 4.5 for text; 1.4.6: 7 in the high-contrast theme.
    let mut found = Vec::new();
    for (name, least) in [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0), ("colour-blind", 4.5)] {
        for depth in [Depth::True, Depth::Indexed256, Depth::Ansi16] {
            for (what, letters, ground) in pairs(&load(name, depth)) {
                let ratio = contrast(letters, ground);
                if ratio < least {
                    found.push(format!("{name} {depth:?}: {what} has {ratio:.1}, less than {least}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_mono_theme_uses_the_terminals_own_colours_and_tells_by_weight() {
    for depth in [Depth::True, Depth::Indexed256, Depth::Ansi16, Depth::None] {
        let theme = load("mono", depth);
        for meaning in Meaning::ALL {
            let style = theme.style(meaning);
            assert_eq!((style.fg, style.bg), (None, None), "{meaning:?}");
        }
        assert!(theme.style(Meaning::Selected).add_modifier.contains(Modifier::REVERSED));
        for (one, other) in
            [(Meaning::Bad, Meaning::Good), (Meaning::Warn, Meaning::Good), (Meaning::Bad, Meaning::Warn)]
        {
            assert_ne!(theme.style(one), theme.style(other), "{one:?} {other:?}");
        }
    }
}

/// How eyes without one kind of cone see a colour: the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based
/// Model for Simulation of Color Vision Deficiency" (2009), at full severity, on linear light.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// A colour as such eyes see it, in CIE L*a*b* (D65).
fn seen((r, g, b): Rgb, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = [linear(r), linear(g), linear(b)];
    let [r, g, b] = eyes.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0));
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
    let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

fn distance(a: Rgb, b: Rgb, eyes: &[[f64; 3]; 3]) -> f64 {
    seen(a, eyes).iter().zip(seen(b, eyes)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn good_doubtful_and_bad_differ_for_all_eyes_in_the_colour_blind_theme() {
    // A distance of 20 in CIE 1976 is seen at a glance; side by side, 2.3 is just noticed.
    for depth in [Depth::True, Depth::Indexed256] {
        let theme = load("colour-blind", depth);
        let of = |meaning| rgb(theme.style(meaning).fg.unwrap());
        for (who, eyes) in &EYES {
            for (one, other) in
                [(Meaning::Good, Meaning::Warn), (Meaning::Good, Meaning::Bad), (Meaning::Warn, Meaning::Bad)]
            {
                let far = distance(of(one), of(other), eyes);
                assert!(far >= 20.0, "{who} {depth:?}: {one:?} and {other:?} are {far:.1} apart");
            }
        }
    }
}

#[test]
fn the_simulation_knows_which_colours_deutans_confuse() {
    let (red, green) = ((0xb0, 0x50, 0x30), (0x7c, 0x78, 0x20));
    assert!(distance(red, green, &EYES[0].1) > 2.0 * distance(red, green, &EYES[2].1));
}
