//! How findings speak of characters: which one it is, where it stands, and what hides from the eye.

use std::collections::HashMap;
use std::sync::LazyLock;

use hanconv::RawDictionary;
use unicode_security::confusable_detection::skeleton;

/// So much of a value is repeated in a text, in characters.
const LONGEST_SHOWN: usize = 40;

/// A character at fault, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stray {
    pub(super) place: usize,
    pub(super) letter: char,
}

impl Stray {
    /// `第 12 位“O”`.
    pub(super) fn zh(self) -> String {
        format!("第 {} 位“{}”", self.place, named(self.letter))
    }

    /// `character 12, "O",`.
    pub(super) fn en(self) -> String {
        format!("character {}, \"{}\",", self.place, named(self.letter))
    }
}

/// The first character that is wrong.
pub(super) fn first(text: &str, wrong: impl Fn(char) -> bool) -> Option<Stray> {
    text.chars().enumerate().find(|(_, c)| wrong(*c)).map(|(index, letter)| Stray { place: index + 1, letter })
}

/// Every kind of character that cannot be seen, or that turns around those which can, as its number: `U+202E`.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if hides(c) { shown.push_str(&number(c)) } else { shown.push(c) }
    }
    shown
}

/// Controls, bidirectional marks, zero-width characters and tags.
pub(super) fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// A character as itself, or as its number where it is a blank or cannot be seen.
fn named(c: char) -> String {
    if c.is_whitespace() || hides(c) { number(c) } else { c.to_string() }
}

fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The beginning of a value, enough to recognise it.
pub(in crate::domain) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// Whether it is a Chinese character.
pub(super) const fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// What a traditional character is in simplified writing; none of what is no traditional one.
pub(super) fn simplified(c: char) -> Option<char> {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let one = |text: &str| text.chars().next().filter(|c| text.len() == c.len_utf8());
        RawDictionary::TSCharacters.iter().filter_map(|(from, to)| Some((one(from)?, one(to)?))).collect()
    });
    TABLE.get(&c).copied().filter(|due| *due != c && !STANDARD.contains(c))
}

/// What the table calls traditional and mainland writing has all the same, in some meaning (乾 beside 干) or in names since the list of
/// standard characters of 2013.
const STANDARD: &str = "乾吒夥徵於薹醣麽剋昇陞甯堃犇龢迺邨甦喆淼皙祇氾";

/// A letter or digit that is not the ASCII one that it looks like: full-width, Cyrillic, Greek and the like.
pub(super) fn looks_like(c: char) -> Option<char> {
    if c.is_ascii() || is_hanzi(c) || !c.is_alphanumeric() {
        return None;
    }
    // Every printable ASCII character has a full-width one at the same distance.
    if let '！'..='～' = c {
        return u8::try_from(u32::from(c) - u32::from('！') + u32::from('!')).ok().map(char::from);
    }
    let mut buffer = [0; 4];
    let mut alike = skeleton(c.encode_utf8(&mut buffer));
    let (letter, more) = (alike.next()?, alike.next());
    (more.is_none() && letter.is_ascii_alphanumeric()).then_some(letter)
}

/// The first of the words that stands in the text.
pub(super) fn word<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().find(|word| text.contains(word))
}

/// Digits only, of whatever width, without China's prefix: two ways to write one telephone number are one.
pub(super) fn telephone(text: &str) -> String {
    let digits: String = text.chars().filter_map(digit).collect();
    let local = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() == 11));
    local.unwrap_or(&digits).to_owned()
}

fn digit(c: char) -> Option<char> {
    let plain = match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0'))?,
        c => c,
    };
    plain.is_ascii_digit().then_some(plain)
}
