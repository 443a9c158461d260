//! What the word that is being typed may become: keys, values and lone words, in the language in which it was begun.

use std::ops::Range;

use super::{Flag, Key, UNKNOWN, words};
use crate::domain::catalogue;
use crate::domain::filing::FilingType;
use crate::domain::lang::Lang;
use crate::domain::search;
use crate::domain::status::{Stage, Status};
use crate::domain::words::Worded;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What stands in the range instead of what was typed.
    pub text: String,
    /// What it means.
    pub note: String,
    /// Whether the word is whole with it: a key still wants its value.
    pub is_whole: bool,
}

/// The ways to go on, the likeliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    /// Which characters of the text are replaced.
    pub range: Range<usize>,
    /// What may stand there.
    pub items: Vec<Completion>,
}

/// What the word before character `at` may become. Nothing within quotes: there everything is only text.
pub fn complete(text: &str, at: usize, lang: Lang) -> Completions {
    let typed: String = text.chars().take(at).collect();
    let word = words(&typed).pop().filter(|word| word.range.end == typed.chars().count());
    let Some(word) = word else {
        let quoted = words(&typed).last().is_some_and(|word| word.open);
        let items = if quoted { Vec::new() } else { first_part("", lang) };
        return Completions { range: at..at, items };
    };
    if word.quoted || word.open {
        return Completions { range: at..at, items: Vec::new() };
    }
    // What stands behind the cursor belongs to the same word, and is replaced with it.
    let end = words(text).into_iter().find(|whole| whole.range.start == word.range.start).map(|whole| whole.range.end);
    let (start, end) = (word.range.start, end.unwrap_or(at).max(at));
    match word.text.split_once([':', '：']) {
        None => Completions { range: start..end, items: first_part(&word.text, lang) },
        Some((key, value)) => {
            let Some(known) = Key::read(key) else { return Completions { range: start..end, items: Vec::new() } };
            let in_lang = if key.is_ascii() { Lang::En } else { Lang::Zh };
            // Of a list of statuses only the last is still being typed.
            let begun = match known {
                Key::Status => value.rsplit([',', '，']).next().unwrap_or(value),
                _ => value,
            };
            let from = start + (word.text.chars().count() - begun.chars().count());
            Completions { range: from..end, items: values(known, begun, in_lang) }
        }
    }
}

/// A word's beginning: keys and the words that stand alone. In Chinese the English ones are offered to whoever begins
/// to type one.
fn first_part(typed: &str, lang: Lang) -> Vec<Completion> {
    let mut items = named(typed, lang);
    if lang == Lang::Zh && typed.is_ascii() && !typed.is_empty() {
        items.extend(named(typed, Lang::En));
    }
    if lang == Lang::En && !typed.is_ascii() {
        items.extend(named(typed, Lang::Zh));
    }
    items
}

fn named(typed: &str, lang: Lang) -> Vec<Completion> {
    let other = |key: Key| match lang {
        Lang::Zh => format!("{}:", key.slug()),
        Lang::En => key.word(Lang::En).to_owned(),
    };
    let keys = Key::ALL.iter().map(|key| (format!("{}:", key.typed(lang)), other(*key), false));
    let flags = Flag::ALL.iter().map(|flag| match lang {
        Lang::Zh => (flag.word(Lang::Zh).to_owned(), flag.slug().to_owned(), true),
        Lang::En => (flag.slug().to_owned(), flag.word(Lang::En).to_owned(), true),
    });
    ranked(typed, keys.chain(flags))
}

/// The values of a key.
fn values(key: Key, typed: &str, lang: Lang) -> Vec<Completion> {
    let whole = |text: String, note: String| (text, note, true);
    match key {
        Key::Status => {
            let all = whole(lang.pick("全部", "any").to_owned(), String::new());
            ranked(typed, closed(Status::ALL, lang).chain([all]))
        }
        Key::Stage => ranked(typed, closed(Stage::ALL, lang)),
        Key::Type => ranked(typed, closed(FilingType::ALL, lang)),
        Key::Province => ranked(
            typed,
            catalogue::provinces().iter().map(|row| match lang {
                Lang::Zh => whole(row.short.clone(), row.code.clone()),
                Lang::En => whole(quoted(&row.en), row.code.clone()),
            }),
        ),
        Key::Nature => ranked(
            typed,
            catalogue::natures().iter().map(|row| match lang {
                Lang::Zh => whole(row.zh.clone(), row.slug.clone()),
                Lang::En => whole(row.slug.clone(), row.en.clone()),
            }),
        ),
        Key::Round => begun(typed, &[">1", "1", "2", ">=3"]),
        Key::Version => Vec::new(),
        Key::Blockers | Key::Warnings => begun(typed, &[">0", "0"]),
        Key::Entered => match lang {
            Lang::Zh => begun(typed, &["今天", "昨天", "<今天"]),
            Lang::En => begun(typed, &["today", "yesterday", "<today"]),
        },
        Key::Due => match lang {
            Lang::Zh => begun(typed, &["今天", "明天", "<今天", "<=明天", UNKNOWN[0]]),
            Lang::En => begun(typed, &["today", "tomorrow", "<today", "<=tomorrow", UNKNOWN[1]]),
        },
        Key::Number | Key::Organizer | Key::Site | Key::Domain | Key::Holder => Vec::new(),
    }
}

/// The values of a closed list: in Chinese their words, in English their slugs, which have no blanks.
fn closed<T: Copy + std::fmt::Display + Worded>(all: &[T], lang: Lang) -> impl Iterator<Item = (String, String, bool)> {
    all.iter().map(move |value| {
        let (zh, en) = (value.in_words(Lang::Zh).to_owned(), value.in_words(Lang::En).to_owned());
        match lang {
            Lang::Zh => (zh, value.to_string(), true),
            Lang::En => (value.to_string(), en, true),
        }
    })
}

fn begun(typed: &str, all: &[&str]) -> Vec<Completion> {
    let half = |text: &str| text.replace('＞', ">").replace('＜', "<").replace('＝', "=").to_lowercase();
    let fits = |text: &&&str| text.starts_with(&half(typed)) && **text != typed;
    let completion = |text: &&str| Completion { text: (*text).to_owned(), note: String::new(), is_whole: true };
    all.iter().filter(fits).map(completion).collect()
}

fn quoted(text: &str) -> String {
    if text.contains(char::is_whitespace) { format!("\"{text}\"") } else { text.to_owned() }
}

/// Those that begin as typed, then those whose pinyin does, then those that have it somewhere. What is typed in full
/// is no longer offered.
fn ranked(typed: &str, all: impl Iterator<Item = (String, String, bool)>) -> Vec<Completion> {
    let wanted = search::folded(typed);
    let mut found: Vec<(u8, Completion)> = all
        .filter_map(|(text, note, is_whole)| {
            let plain = search::folded(text.trim_end_matches(':').trim_matches('"'));
            if plain == wanted && is_whole {
                return None;
            }
            Some((rank(&wanted, &plain, &note)?, Completion { text, note, is_whole }))
        })
        .collect();
    // Stable: within a rank the order is that of the table.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, item)| item).collect()
}

fn rank(wanted: &str, plain: &str, note: &str) -> Option<u8> {
    if plain.starts_with(wanted) {
        return Some(0);
    }
    let keys = search::keys(plain);
    let typed = wanted.chars().all(|c| c.is_ascii_alphabetic());
    let hanzi = !plain.is_ascii();
    if typed && hanzi && keys.initials.split(' ').any(|initials| initials.starts_with(wanted)) {
        return Some(1);
    }
    if typed && hanzi && keys.pinyin.split(' ').any(|full| full.replace('/', "").starts_with(wanted)) {
        return Some(1);
    }
    // The middle of a word, or a province's code.
    let beyond = plain.contains(wanted) || note.starts_with(wanted) && !note.is_empty() && !typed;
    let says_enough = wanted.chars().count() >= if wanted.is_ascii() && typed { 3 } else { 1 };
    (says_enough && beyond).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::parse;

    fn offered(text: &str, lang: Lang) -> Vec<String> {
        complete(text, text.chars().count(), lang).items.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn a_word_goes_on_in_the_language_in_which_it_was_begun() {
        assert_eq!(offered("省:浙", Lang::Zh), ["浙江"]);
        assert_eq!(offered("省：zj", Lang::Zh), ["浙江"]);
        assert_eq!(offered("省:zhej", Lang::Zh), ["浙江"]);
        assert_eq!(offered("province:zh", Lang::Zh), ["Zhejiang"]);
        assert_eq!(offered("省:33", Lang::En), ["浙江"]);
        assert_eq!(offered("province:inner", Lang::En), ["\"Inner Mongolia\""]);
        assert_eq!(offered("状态:初审退回,已备", Lang::Zh), ["已备案"]);
        assert_eq!(offered("status:first_re", Lang::En), ["first_review", "first_returned", "first_rejected"]);
        assert_eq!(offered("due:to", Lang::En), ["today", "tomorrow"]);
        assert_eq!(offered("轮:＞", Lang::Zh), [">1", ">=3"]);
    }

    #[test]
    fn keys_and_lone_words_are_offered_by_hanzi_pinyin_and_slug() {
        assert_eq!(offered("yuq", Lang::Zh), ["逾期"]);
        assert_eq!(offered("sheng", Lang::Zh), ["省:"]);
        assert_eq!(offered("主", Lang::Zh), ["主办:"]);
        assert_eq!(offered("prov", Lang::Zh), ["province:"]);
        assert_eq!(offered("逾", Lang::En), ["逾期"]);
        assert_eq!(offered("over", Lang::En), ["overdue"]);
        assert_eq!(offered("省:浙江 ", Lang::Zh).len(), Key::ALL.len() + Flag::ALL.len());
        for nothing in ["\"省", "省:浙江", "逾期", "色:", "北京青云网络"] {
            assert_eq!(offered(nothing, Lang::Zh), [""; 0], "{nothing}");
        }
    }

    #[test]
    fn the_whole_word_around_the_cursor_is_replaced() {
        let found = complete("x 省:浙 y", 4, Lang::Zh);
        assert_eq!((found.range, found.items.len()), (4..5, 31));
        assert_eq!(complete("x 省:浙 y", 5, Lang::Zh).range, 4..5);
        assert_eq!(complete("x y", 2, Lang::Zh).range, 2..2, "in front of a word a new one begins");
    }

    #[test]
    fn whatever_is_offered_can_be_read() {
        for lang in [Lang::Zh, Lang::En] {
            for first in offered("", lang) {
                let Some(key) = first.strip_suffix(':') else {
                    assert!(parse(&first).is_ok(), "{first}");
                    continue;
                };
                for value in offered(&first, lang) {
                    assert!(parse(&format!("{key}:{value}")).is_ok(), "{key}:{value}");
                }
            }
        }
    }
}
