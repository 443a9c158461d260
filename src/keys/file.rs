//! `keys.toml`: what a site or a user changes in the keymap.
//!
//! A table for each scope, in it the intent's name and its keys: `approve = "A"`, `top = ["g g", "Home"]`; an empty list
//! unbinds. Every mistake is told with its line and column, and a file with mistakes changes nothing.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Bound, Chord, Intent, Key, Keymap, Scope, Sequence, plain_char};
use crate::domain::lang::Lang;

/// What is wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file's name.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    zh: String,
    en: String,
}

impl Mistake {
    /// `file:line:column: ` and what is wrong, with what would be right.
    pub fn message(&self, lang: Lang) -> String {
        let what = lang.pick(self.zh.as_str(), self.en.as_str());
        format!("{}:{}:{}: {what}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// A file being read.
struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    mistakes: Vec<Mistake>,
    /// The keys that the file sets: for which line, and where they stand in the file.
    set: Vec<(Scope, Intent, Sequence, Range<usize>)>,
}

impl Keymap {
    /// Lays a `keys.toml` over the keymap. `file` is its name for people.
    ///
    /// # Errors
    /// Everything that is wrong in it; the keymap is then as before.
    pub fn overlay(&mut self, text: &str, file: &str) -> Result<(), Vec<Mistake>> {
        let mut reading = Reading { text, file, mistakes: Vec::new(), set: Vec::new() };
        let mut wanted = self.clone();
        match DeTable::parse(text) {
            Ok(root) => {
                for (name, table) in root.get_ref() {
                    reading.scope(&mut wanted, name, table);
                }
                reading.clashes(&wanted);
            }
            Err(error) => {
                let what = error.message().to_owned();
                reading.wrong(
                    error.span().unwrap_or(0..0),
                    format!("不是有效的 TOML：{what}"),
                    format!("this is no TOML: {what}"),
                );
            }
        }
        if reading.mistakes.is_empty() {
            *self = wanted;
            return Ok(());
        }
        reading.mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(reading.mistakes)
    }
}

impl Reading<'_> {
    fn wrong(&mut self, at: Range<usize>, zh: String, en: String) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.mistakes.push(Mistake { file: self.file.to_owned(), line, column, zh, en });
    }

    fn scope(&mut self, keymap: &mut Keymap, name: &Spanned<std::borrow::Cow<'_, str>>, table: &Spanned<DeValue<'_>>) {
        let slug = name.get_ref();
        let Some(scope) = Scope::parse(slug) else {
            let known: Vec<_> = Scope::ALL.into_iter().map(Scope::slug).collect();
            let known = known.join(", ");
            return self.wrong(
                name.span(),
                format!("没有 [{}] 这一处；可用：{known}", shown(slug)),
                format!("there is no [{}]; known: {known}", shown(slug)),
            );
        };
        let Some(lines) = table.get_ref().as_table() else {
            return self.wrong(
                table.span(),
                format!("[{slug}] 应为一个表：动作 = \"键\""),
                format!("[{slug}] must be a table of intents and their keys"),
            );
        };
        for (name, value) in lines {
            self.intent(keymap, scope, name, value);
        }
    }

    fn intent(
        &mut self,
        keymap: &mut Keymap,
        scope: Scope,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let word = name.get_ref();
        let named = |bound: &&Bound| bound.intent.key_name() == **word;
        let Some(known) = keymap.in_force(scope).find(named).cloned() else {
            let elsewhere: Vec<_> = keymap.all().iter().filter(named).map(|bound| bound.scope.slug()).collect();
            let (slug, word) = (scope.slug(), shown(word));
            return match elsewhere.as_slice() {
                [] => self.wrong(
                    name.span(),
                    format!("没有名为 {word} 的动作；名称见 beian-desk keys --json"),
                    format!("there is no intent {word}; `beian-desk keys --json` lists the names"),
                ),
                there => self.wrong(
                    name.span(),
                    format!("{word} 不能用于 [{slug}]，只能用于：{}", there.join(", ")),
                    format!("{word} does not work in [{slug}], only in: {}", there.join(", ")),
                ),
            };
        };
        let mut keys = Vec::new();
        let items: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        for item in items {
            let Some(text) = item.get_ref().as_str() else {
                self.wrong(
                    item.span(),
                    "键应写成字符串，例如 \"A\"、\"Ctrl-d\"、\"g g\"".to_owned(),
                    "a key is a string, such as \"A\", \"Ctrl-d\" or \"g g\"".to_owned(),
                );
                continue;
            };
            match readable(text, known.intent) {
                Ok(sequence) => {
                    self.set.push((scope, known.intent, sequence.clone(), item.span()));
                    keys.push(sequence);
                }
                Err((zh, en)) => self.wrong(item.span(), zh, en),
            }
        }
        match keymap.bound.iter_mut().find(|bound| bound.scope == scope && bound.intent == known.intent) {
            Some(bound) => bound.keys = keys,
            None => keymap.bound.push(Bound { scope, keys, ..known }),
        }
    }

    /// Two lines of a scope that the same keys would ask for, or where one's keys begin the other's.
    fn clashes(&mut self, keymap: &Keymap) {
        let mut found = Vec::new();
        for (at, (scope, intent, keys, place)) in self.set.iter().enumerate() {
            let clash = |other: &Sequence| {
                other.chords().starts_with(keys.chords()) || keys.chords().starts_with(other.chords())
            };
            let twice = self.set.iter().take(at).find(|(there, _, other, _)| there == scope && other == keys);
            let other = keymap.all().iter().filter(|bound| bound.scope == *scope && bound.intent != *intent).find_map(
                |bound| {
                    bound
                        .keys
                        .iter()
                        .find(|other| clash(other))
                        .map(|other| (bound.intent.key_name(), other.to_string()))
                },
            );
            let own = keymap.all().iter().filter(|bound| bound.scope == *scope && bound.intent == *intent);
            let within = own.flat_map(|bound| &bound.keys).find(|other| *other != keys && clash(other));
            if let Some((name, other)) = other {
                let slug = scope.slug();
                let says = if other == keys.to_string() {
                    (
                        format!("{keys} 在 [{slug}] 已是 {name} 的键；先改或解除：{name} = []"),
                        format!(
                            "{keys} is {name}'s key in [{slug}] already; move or unbind that one first: {name} = []"
                        ),
                    )
                } else {
                    (
                        format!("{keys} 与 {name} 的键 {other} 冲突：一个是另一个的开头"),
                        format!("{keys} clashes with {name}'s {other}: one begins the other"),
                    )
                };
                found.push((place.clone(), says));
            } else if let Some(other) = within {
                found.push((
                    place.clone(),
                    (
                        format!("{keys} 与同一动作的 {other} 冲突：一个是另一个的开头"),
                        format!("{keys} clashes with {other} of the same intent: one begins the other"),
                    ),
                ));
            } else if twice.is_some() {
                found.push((place.clone(), (format!("{keys} 写了两次"), format!("{keys} stands here twice"))));
            }
        }
        for (place, (zh, en)) in found {
            self.wrong(place, zh, en);
        }
    }
}

/// The keys as written, or why they cannot be bound to this intent.
fn readable(text: &str, intent: Intent) -> Result<Sequence, (String, String)> {
    let plain: String = text.chars().map(plain_char).collect();
    let Some(sequence) = Sequence::parse(&plain) else {
        let text = shown(text);
        return Err((
            format!("{text:?} 不是键；单个字符，或 Enter Esc Tab Space Up F5 等，可加 Ctrl-，多键之间用空格"),
            format!(
                "{text:?} is no key: one character, or Enter, Esc, Tab, Space, Up, F5 and so on, with Ctrl- before it; blanks between keys"
            ),
        ));
    };
    if let Some(chord) = sequence.chords().iter().find(|chord| is_never_seen(**chord)) {
        return Err((
            format!("终端分不清 {chord} 与别的键，或它已固定用途（Ctrl-c 退出）"),
            format!("a terminal cannot tell {chord} from another key, or it has its meaning already (Ctrl-c leaves)"),
        ));
    }
    let last = sequence.chords().last();
    let upper = last.is_some_and(|chord| !chord.ctrl && matches!(chord.key, Key::Char(c) if c.is_ascii_uppercase()));
    if intent.changes_case() && !upper {
        let name = intent.key_name();
        return Err((
            format!("{name} 会改动案件，只能用大写字母键，以免误按；{sequence} 不行"),
            format!(
                "{name} changes a case: only an uppercase letter may do that, so that no slip does; {sequence} is none"
            ),
        ));
    }
    let careless = matches!(
        last.map(|chord| chord.key),
        Some(Key::Enter | Key::Esc | Key::Tab | Key::BackTab | Key::Backspace | Key::Char(' '))
    );
    if intent == Intent::Yes && careless {
        return Err((
            format!("{sequence} 不能表示“是”：确认单的默认回答是“否”"),
            format!("{sequence} cannot mean yes: the default of a sheet is no"),
        ));
    }
    Ok(sequence)
}

/// Chords that a terminal sends as another key, and the one that always leaves.
fn is_never_seen(chord: Chord) -> bool {
    chord.ctrl && matches!(chord.key, Key::Char('c' | 'i' | 'm' | 'j' | '[' | 'h' | 'A'..='Z'))
}

/// A word of the file for a message: short, and nothing in it that a terminal would obey.
fn shown(text: &str) -> String {
    text.chars().take(40).map(|c| if c.is_control() { '?' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::Found;

    fn mistakes(text: &str) -> Vec<String> {
        let mut keymap = Keymap::default();
        let found = keymap.overlay(text, "keys.toml").unwrap_err();
        assert_eq!(keymap, Keymap::default(), "a file with mistakes changes nothing");
        found.iter().map(ToString::to_string).collect()
    }

    fn look(keymap: &Keymap, scope: Scope, keys: &str) -> Found {
        keymap.look(scope, Sequence::parse(keys).unwrap().chords())
    }

    #[test]
    fn keys_are_moved_added_and_unbound() {
        let mut keymap = Keymap::default();
        let text = "[everywhere]\ntop = ['g g', 'Home']\nbottom = ['g e', 'End']\nlog = []\n[queue]\nsort = 'x'\nsection_3 = 'F3'\n[case]\nrefresh = 'F5'\napprove = 'Ａ'\n";
        keymap.overlay(text, "keys.toml").unwrap();
        assert_eq!(look(&keymap, Scope::Queue, "g"), Found::Prefix);
        assert_eq!(look(&keymap, Scope::Queue, "g e"), Found::Intent(Intent::Bottom));
        assert_eq!(look(&keymap, Scope::Queue, "G"), Found::Nothing, "what stands there takes the place of what was");
        assert_eq!(look(&keymap, Scope::Queue, "@"), Found::Nothing);
        assert_eq!(look(&keymap, Scope::Queue, "F3"), Found::Intent(Intent::Section(3)));
        assert_eq!(look(&keymap, Scope::Queue, "s"), Found::Nothing);
        assert_eq!(look(&keymap, Scope::Case, "r"), Found::Nothing, "in a case refresh is F5 alone");
        assert_eq!(look(&keymap, Scope::Case, "F5"), Found::Intent(Intent::Refresh));
        assert_eq!(look(&keymap, Scope::Queue, "r"), Found::Intent(Intent::Refresh));
        assert_eq!(look(&keymap, Scope::Case, "A"), Found::Intent(Intent::Approve));
        let again = "[queue]\nsort = 's'\n";
        keymap.overlay(again, "user").unwrap();
        assert_eq!(look(&keymap, Scope::Queue, "s"), Found::Intent(Intent::Sort), "the later file wins");
    }

    #[test]
    fn two_keys_may_change_places_in_one_file() {
        let mut keymap = Keymap::default();
        keymap.overlay("[case]\nnext_material = '<'\nprevious_material = '>'\n", "k").unwrap();
        assert_eq!(look(&keymap, Scope::Case, "<"), Found::Intent(Intent::NextMaterial));
    }

    #[test]
    fn every_mistake_is_told_with_its_place_and_what_would_be_right() {
        for (text, says) in [
            ("[queue]\nsort = 'b'\n", "keys.toml:2:8: b is backlog's key in [queue] already"),
            ("[queue]\nsort = 'y'\n", "keys.toml:2:8: y clashes with copy_value's y y: one begins the other"),
            ("[everywhere]\ntop = ['g', 'g g']\n", "keys.toml:2:8: g clashes with g g of the same intent"),
            ("[queue]\nsort = ['x', 'x']\n", "keys.toml:2:14: x stands here twice"),
            ("[case]\n# 通过\n  approve = 'a'\n", "keys.toml:3:13: approve changes a case: only an uppercase letter"),
            ("[case]\napprove = 'Ctrl-g'\n", "keys.toml:2:11: approve changes a case"),
            ("[confirm]\nyes = 'Enter'\n", "keys.toml:2:7: Enter cannot mean yes"),
            ("[case]\nverified = 'Ctrl-m'\n", "keys.toml:2:12: a terminal cannot tell Ctrl-m"),
            ("[case]\nverified = 'Hyper-x'\n", "keys.toml:2:12: \"Hyper-x\" is no key"),
            ("[case]\nverified = 7\n", "keys.toml:2:12: a key is a string"),
            ("[case]\nfly = 'x'\n", "keys.toml:2:1: there is no intent fly"),
            ("[queue]\napprove = 'A'\n", "keys.toml:2:1: approve does not work in [queue], only in: case, picture"),
            ("[kitchen]\n", "keys.toml:1:2: there is no [kitchen]; known: everywhere, queue"),
            ("case = 1\n", "keys.toml:1:8: [case] must be a table"),
            ("[case]\nmark = \n", "keys.toml:2:"),
            ("", ""),
        ] {
            if text.is_empty() {
                continue;
            }
            let found = mistakes(text);
            assert!(found[0].starts_with(says), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn all_mistakes_of_a_file_are_told_at_once() {
        let found = mistakes("[case]\nfly = 'x'\napprove = 'a'\n[cellar]\nx = 'y'\n");
        assert_eq!(found.len(), 3, "{found:?}");
        let mut keymap = Keymap::default();
        let zh = keymap.overlay("[case]\napprove = 'a'\n", "keys.toml").unwrap_err();
        assert!(zh[0].message(Lang::Zh).contains("大写字母"), "{zh:?}");
    }

    proptest! {
        #[test]
        fn whatever_stands_in_the_file_is_taken_or_told(text in "(\\[(case|queue|x)\\]\n|(approve|sort|top|section_1) = ('[ -~]{0,6}'|\\[('[a-zA-Z ]{1,3}',?){0,3}\\]|[0-9])\n|\\PC{0,12}\n){0,8}") {
            let mut keymap = Keymap::default();
            match keymap.overlay(&text, "k") {
                Ok(()) => for bound in keymap.all().iter().filter(|bound| bound.intent.changes_case()) {
                    for keys in &bound.keys {
                        let last = keys.chords().last().unwrap();
                        let upper = matches!(last.key, Key::Char(c) if c.is_ascii_uppercase());
                        prop_assert!(upper && !last.ctrl, "{keys}");
                        prop_assert_eq!(keymap.look(bound.scope, keys.chords()), Found::Intent(bound.intent));
                    }
                },
                Err(found) => {
                    prop_assert_eq!(&keymap, &Keymap::default());
                    let lines = text.lines().count().max(1);
                    prop_assert!(found.iter().all(|mistake| (1..=lines + 1).contains(&mistake.line) && mistake.column > 0));
                }
            }
        }
    }
}
