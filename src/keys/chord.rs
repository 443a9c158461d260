//! One key press, with its modifiers, in the notation of the table: `j`, `G`, `Ctrl-d`, `Enter`, `<`.

/// The key itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those on the keyboard")]
pub enum Key {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key with or without Ctrl. Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Whether Ctrl was down.
    pub ctrl: bool,
    /// The key.
    pub key: Key,
}

impl Chord {
    /// A plain key.
    pub const fn plain(key: Key) -> Self {
        Self { ctrl: false, key }
    }

    /// Reads the table's notation.
    pub fn parse(text: &str) -> Option<Self> {
        let (ctrl, name) = text.strip_prefix("Ctrl-").map_or((false, text), |rest| (true, rest));
        let mut chars = name.chars();
        let key = match (chars.next(), chars.next()) {
            (Some(c), None) => Key::Char(c),
            _ => match name {
                "Space" => Key::Char(' '),
                "Enter" => Key::Enter,
                "Esc" => Key::Esc,
                "Tab" => Key::Tab,
                "Shift-Tab" => Key::BackTab,
                "Backspace" => Key::Backspace,
                "Delete" => Key::Delete,
                "Up" => Key::Up,
                "Down" => Key::Down,
                "Left" => Key::Left,
                "Right" => Key::Right,
                "Home" => Key::Home,
                "End" => Key::End,
                "PageUp" => Key::PageUp,
                "PageDown" => Key::PageDown,
                _ => return None,
            },
        };
        Some(Self { ctrl, key })
    }
}

/// The half-width twin of a character typed through a Chinese input method; others stay as they are.
///
/// Full-width ASCII (U+FF01-FF5E) lies at a fixed distance; `。` and `、` are what the `.` and `/` keys give.
pub fn plain_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '《' => '<',
        '》' => '>',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_keys_act_as_their_twins() {
        for (wide, plain) in
            [('ｊ', 'j'), ('Ｇ', 'G'), ('：', ':'), ('？', '?'), ('／', '/'), ('、', '/'), ('《', '<'), ('中', '中')]
        {
            assert_eq!(plain_char(wide), plain);
        }
    }

    #[test]
    fn the_notation_is_read() {
        assert_eq!(Chord::parse("Ctrl-d"), Some(Chord { ctrl: true, key: Key::Char('d') }));
        assert_eq!(Chord::parse("Enter"), Some(Chord::plain(Key::Enter)));
        assert_eq!(Chord::parse("NoSuchKey"), None);
    }
}
