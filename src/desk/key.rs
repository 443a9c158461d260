//! From the terminal's key events to the chords of the key table.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::keys::{Chord, Key, plain_char};

/// The chord of a key press; `None` for releases and for keys that the table cannot name. Full-width characters of a
/// Chinese input method become their half-width twins; this is for keys outside text fields.
pub fn chord(event: &KeyEvent) -> Option<Chord> {
    // An escape and a letter that arrive in one piece look like Alt and the letter: neither is taken for the letter.
    if event.kind == KeyEventKind::Release || event.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(plain_char(c)),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    Some(Chord { ctrl: event.modifiers.contains(KeyModifiers::CONTROL), key })
}
