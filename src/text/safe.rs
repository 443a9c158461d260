//! Hostile text made harmless: nothing an applicant typed may reach the terminal as anything but visible characters.

use crate::domain::Worded;
use crate::domain::lang::Lang;
use crate::domain::open::Open;

/// One line of text with every character that would move the cursor, hide or reorder text made visible.
///
/// C0 controls become their pictures (U+2400…), everything else that is invisible or changes direction becomes
/// `⟨U+202E⟩`. Ordinary text is returned as it is.
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut out, c);
    }
    out
}

/// The same for text of several lines: line breaks stay breaks, a tab becomes two spaces.
pub fn safe_lines(text: &str) -> Vec<String> {
    text.split('\n').map(|line| safe(&line.trim_end_matches('\r').replace('\t', "  "))).collect()
}

/// The word of a closed list, or a newer party's own, made harmless.
pub fn said<T: Worded>(word: &Open<T>, lang: Lang) -> String {
    match word {
        Open::Known(known) => known.in_words(lang).to_owned(),
        Open::Other(word) => safe(word),
    }
}

fn push(out: &mut String, c: char) {
    match c {
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => out.push('\u{2421}'),
        _ if is_hidden(c) => {
            out.push_str(&format!("⟨U+{:04X}⟩", c as u32));
        }
        _ => out.push(c),
    }
}

/// C1 controls, line separators, and the format characters that hide or reorder (Unicode categories Cc, Cf, Zl, Zp and
/// the blank look-alikes), surrogates of tags and variation selectors included.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{10eeee}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_shown_not_sent() {
        assert_eq!(safe("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(safe("公司\u{202e}moc"), "公司⟨U+202E⟩moc");
        assert_eq!(safe("x\u{9b}2J\u{200b}"), "x⟨U+009B⟩2J⟨U+200B⟩");
        assert_eq!(safe("北京样本科技（有限）公司"), "北京样本科技（有限）公司");
        assert_eq!(safe_lines("a\r\nb\tc"), ["a", "b  c"]);
    }

    #[test]
    fn a_newer_partys_word_is_said_as_it_came_but_harmless() {
        let known = Open::Known(crate::domain::status::Status::Draft);
        assert_eq!(said(&known, Lang::Zh), "填写中");
        let other: Open<crate::domain::status::Status> = Open::Other("on_hold\u{1b}".into());
        assert_eq!(said(&other, Lang::En), "on_hold␛");
    }

    proptest! {
        #[test]
        fn no_control_character_survives(text in any::<String>()) {
            prop_assert!(!safe(&text).chars().any(|c| c.is_control() || is_hidden(c)));
        }
    }
}
