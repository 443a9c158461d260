//! What a terminal is told beside the frame: the clipboard, the bell, notes, links, and whether it reports mouse and focus.
//! Bytes only; nothing here writes or asks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::kitty::through_tmux;

/// Reports of clicks and the wheel, with coordinates beyond 223.
pub const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// No reports of the mouse.
pub const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// The bell.
pub const BELL: &[u8] = b"\x07";

/// Puts a text on the clipboard (OSC 52). In tmux it goes both to tmux, which may keep a clipboard of its own, and through
/// it.
pub fn copy(text: &str, in_tmux: bool) -> Vec<u8> {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes();
    if in_tmux { [plain.clone(), through_tmux(&plain)].concat() } else { plain }
}

/// A note that the terminal shows beside its window (OSC 9).
pub fn note(text: &str, in_tmux: bool) -> Vec<u8> {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let plain = format!("\x1b]9;{text}\x1b\\").into_bytes();
    if in_tmux { through_tmux(&plain) } else { plain }
}

/// What follows is a link to the address (OSC 8), until [`LINK_END`]. Only addresses of plain ASCII are linked.
pub fn link(url: &str) -> Option<Vec<u8>> {
    let plain = url.chars().all(|c| c.is_ascii_graphic() && c != ';') && url.len() < 2000;
    plain.then(|| format!("\x1b]8;;{url}\x1b\\").into_bytes())
}

/// The end of a link.
pub const LINK_END: &[u8] = b"\x1b]8;;\x1b\\";

/// Whether a terminal of this name and version, as it says, is known to show links. In tmux none is sent unless asked for:
/// older ones print what they do not know.
pub fn takes_links(brand: &str, in_tmux: bool) -> bool {
    const KNOWN: [&str; 12] = [
        "kitty",
        "ghostty",
        "wezterm",
        "iterm2",
        "foot",
        "konsole",
        "vte",
        "alacritty",
        "contour",
        "xterm.js",
        "mintty",
        "windows",
    ];
    let brand = brand.to_ascii_lowercase();
    !in_tmux && KNOWN.iter().any(|known| brand.starts_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_text_is_encoded_so_that_no_terminal_obeys_it() {
        assert_eq!(copy("备案\x1b[2J", false), b"\x1b]52;c;5aSH5qGIG1sySg==\x07");
        let both = copy("x", true);
        assert!(both.starts_with(b"\x1b]52;c;eA==\x07\x1bPtmux;\x1b\x1b]52;"), "{both:?}");
    }

    #[test]
    fn notes_and_links_carry_no_command() {
        assert_eq!(note("a\x07\x1b\\b", false), b"\x1b]9;a\\b\x1b\\");
        assert_eq!(link("http://sample.example/").unwrap(), b"\x1b]8;;http://sample.example/\x1b\\");
        for url in ["http://a\x1b\\", "http://备案.example", "http://a b", "http://a;b"] {
            assert_eq!(link(url), None, "{url:?}");
        }
    }

    #[test]
    fn links_go_to_terminals_that_are_known_to_take_them() {
        for (brand, tmux, takes) in [
            ("kitty(0.41.1)", false, true),
            ("WezTerm 20240203", false, true),
            ("kitty(0.41.1)", true, false),
            ("XTerm(379)", false, false),
            ("", false, false),
        ] {
            assert_eq!(takes_links(brand, tmux), takes, "{brand} {tmux}");
        }
    }
}
