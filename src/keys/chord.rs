//! One key press, with its modifiers, in the notation of the table: `j`, `G`, `Ctrl-d`, `Enter`, `<`; and several in a
//! row: `y n`.

use std::fmt;

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
    F(u8),
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
                other => Key::F(other.strip_prefix('F')?.parse().ok().filter(|number| (1..=12).contains(number))?),
            },
        };
        Some(Self { ctrl, key })
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) => write!(f, "{c}"),
            Key::BackTab => f.write_str("Shift-Tab"),
            Key::F(number) => write!(f, "F{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Keys that are pressed one after the other; mostly one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence(Vec<Chord>);

impl Sequence {
    /// Reads the table's notation: chords with blanks between them.
    pub fn parse(text: &str) -> Option<Self> {
        let chords = text.split_whitespace().map(Chord::parse).collect::<Option<Vec<_>>>()?;
        (!chords.is_empty()).then_some(Self(chords))
    }

    /// The chords in their order; at least one.
    pub fn chords(&self) -> &[Chord] {
        &self.0
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, chord) in self.0.iter().enumerate() {
            let blank = if at > 0 { " " } else { "" };
            write!(f, "{blank}{chord}")?;
        }
        Ok(())
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
        assert_eq!((Chord::parse("F12"), Chord::parse("F13")), (Some(Chord::plain(Key::F(12))), None));
        for text in ["g g", "Ctrl-x Space", "F5", "Shift-Tab", "PageDown"] {
            assert_eq!(Sequence::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Sequence::parse(" "), None);
    }
}
