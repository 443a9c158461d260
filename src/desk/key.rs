//! From the terminal's key events to the chords of the key table.

use std::iter::Peekable;

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

/// The keys in raw bytes that were typed before anything read events. Of escape sequences only the plain arrows, Home
/// and End become keys; any other is left out whole, so that no letter of it is taken for a key.
pub fn keys(typed: &[u8]) -> Vec<KeyEvent> {
    let text = String::from_utf8_lossy(typed);
    let mut chars = text.chars().peekable();
    let mut out = Vec::new();
    while let Some(c) = chars.next() {
        let (code, modifiers) = match c {
            '\u{1b}' => match sequence(&mut chars) {
                Some(code) => (code, KeyModifiers::NONE),
                None => continue,
            },
            '\r' | '\n' => (KeyCode::Enter, KeyModifiers::NONE),
            '\t' => (KeyCode::Tab, KeyModifiers::NONE),
            '\u{8}' | '\u{7f}' => (KeyCode::Backspace, KeyModifiers::NONE),
            '\u{1}'..='\u{1a}' => (KeyCode::Char(char::from(c as u8 + b'a' - 1)), KeyModifiers::CONTROL),
            c if c.is_control() => continue,
            c => (KeyCode::Char(c), KeyModifiers::NONE),
        };
        out.push(KeyEvent::new(code, modifiers));
    }
    out
}

/// What follows an escape, up to its final character. An escape that begins no sequence is the key.
fn sequence(chars: &mut Peekable<impl Iterator<Item = char>>) -> Option<KeyCode> {
    if chars.next_if(|c| matches!(c, '[' | 'O')).is_none() {
        return Some(KeyCode::Esc);
    }
    let mut is_plain = true;
    while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {
        is_plain = false;
    }
    match chars.next().filter(|_| is_plain)? {
        'A' => Some(KeyCode::Up),
        'B' => Some(KeyCode::Down),
        'C' => Some(KeyCode::Right),
        'D' => Some(KeyCode::Left),
        'H' => Some(KeyCode::Home),
        'F' => Some(KeyCode::End),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_bytes_become_the_keys_that_made_them() {
        let codes = |bytes: &[u8]| keys(bytes).into_iter().map(|key| key.code).collect::<Vec<_>>();
        assert_eq!(
            codes("a审\r\n\t\x7f".as_bytes()),
            [KeyCode::Char('a'), KeyCode::Char('审'), KeyCode::Enter, KeyCode::Enter, KeyCode::Tab, KeyCode::Backspace]
        );
        assert_eq!(codes(b"\x1b[A\x1bOB\x1b[C\x1b[D"), [KeyCode::Up, KeyCode::Down, KeyCode::Right, KeyCode::Left]);
        assert_eq!(codes(b"\x1bq\x1b"), [KeyCode::Esc, KeyCode::Char('q'), KeyCode::Esc]);
        assert_eq!(keys(b"\x03"), [KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)]);
    }

    #[test]
    fn no_letter_of_a_sequence_is_a_key() {
        for bytes in
            [&b"\x1b[1;5C"[..], b"\x1b[15~", b"\x1bOP", b"\x1b[200~", b"\x1b[", b"\x1b[1;", b"\0", b"\x1b[?62c"]
        {
            assert_eq!(keys(bytes), [], "{bytes:?}");
        }
    }
}
