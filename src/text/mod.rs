//! The words of the program in zh-CN and English, behind typed keys, and how text is made safe and fitted to cells.
//!
//! A word that exists in one language only cannot be written here: the macro takes both.

mod fit;
mod safe;
mod share;
mod words;

pub use fit::{ascii_twin, fit, fit_middle, is_ambiguous, pad, width, wrap};
pub use safe::{safe, safe_lines, said};
pub use share::{Need, share};
pub use words::Word;

use crate::domain::lang::Lang;

/// The word with `{}` replaced by the arguments in order.
pub fn fill(word: Word, lang: Lang, arguments: &[&str]) -> String {
    let mut parts = word.text(lang).split("{}");
    let mut out = parts.next().unwrap_or("").to_owned();
    let mut arguments = arguments.iter();
    for part in parts {
        out.push_str(arguments.next().copied().unwrap_or(""));
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_take_the_same_arguments() {
        for word in Word::ALL {
            let holes = |lang| word.text(lang).matches("{}").count();
            assert_eq!(holes(Lang::Zh), holes(Lang::En), "{word:?}");
            assert!(!word.text(Lang::Zh).is_empty() && !word.text(Lang::En).is_empty(), "{word:?}");
        }
    }

    #[test]
    fn english_words_have_no_chinese_in_them() {
        for word in Word::ALL {
            let text = word.text(Lang::En);
            assert!(!text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{word:?}: {text}");
        }
    }

    #[test]
    fn holes_are_filled_in_order() {
        assert_eq!(fill(Word::ClaimedBy, Lang::En, &["bo", "18:00"]), "held by bo until 18:00");
    }
}
