//! The keys in force: the table, with what the site and the user changed.

use super::{BINDINGS, Chord, Intent, Scope, Sequence};
use crate::domain::lang::Lang;

/// What stands around the name of a key's intent in a sentence.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// One line of the keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Where it works.
    pub scope: Scope,
    /// The keys, the one to show first; none where it was unbound.
    pub keys: Vec<Sequence>,
    /// What they ask for.
    pub intent: Intent,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

impl Bound {
    /// What the keys do.
    pub const fn word(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// The key to show.
    pub fn key(&self) -> Option<String> {
        self.keys.first().map(ToString::to_string)
    }

    /// Every key, with blanks between; those of more than one chord stand in brackets where there are others.
    pub fn all_keys(&self) -> String {
        let several = self.keys.len() > 1;
        let one = |keys: &Sequence| {
            if several && keys.chords().len() > 1 { format!("({keys})") } else { keys.to_string() }
        };
        self.keys.iter().map(one).collect::<Vec<_>>().join(" ")
    }
}

/// What keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// They ask for this.
    Intent(Intent),
    /// More keys must follow.
    Prefix,
    /// Nothing.
    Nothing,
}

/// The keys in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    pub(super) bound: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = BINDINGS.iter().map(|binding| Bound {
            scope: binding.scope,
            // That every chord of the table can be read is tested.
            keys: binding.chords.iter().filter_map(|text| Sequence::parse(text)).collect(),
            intent: binding.intent,
            zh: binding.zh,
            en: binding.en,
        });
        Self { bound: bound.collect() }
    }
}

impl Keymap {
    /// Every line in the order of the help, unbound ones included.
    pub fn all(&self) -> &[Bound] {
        &self.bound
    }

    /// The lines of a scope that have a key.
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Bound> {
        self.bound.iter().filter(move |bound| bound.scope == scope && !bound.keys.is_empty())
    }

    /// What can be asked for in a scope: its own lines, bound or not, then those from everywhere that it does not bind itself.
    pub fn in_force(&self, scope: Scope) -> impl Iterator<Item = &Bound> {
        let own = self.bound.iter().filter(move |bound| bound.scope == scope);
        let all = self.bound.iter().filter(move |bound| {
            scope != Scope::Everywhere && bound.scope == Scope::Everywhere && !self.binds(scope, bound.intent)
        });
        own.chain(all)
    }

    /// What these keys, pressed in a scope, ask for: the scope's own first, then what works everywhere.
    pub fn look(&self, scope: Scope, pressed: &[Chord]) -> Found {
        let own: Vec<_> = self.bound.iter().filter(|bound| bound.scope == scope).collect();
        let everywhere: Vec<_> = self.in_force(scope).filter(|bound| bound.scope == Scope::Everywhere).collect();
        for level in [own, everywhere] {
            let keys = || level.iter().flat_map(|bound| bound.keys.iter().map(|keys| (keys.chords(), bound.intent)));
            if let Some((_, intent)) = keys().find(|(chords, _)| *chords == pressed) {
                return Found::Intent(intent);
            }
            if keys().any(|(chords, _)| chords.starts_with(pressed)) {
                return Found::Prefix;
            }
        }
        Found::Nothing
    }

    /// What may follow the keys pressed so far: the keys that are left, and what they do.
    pub fn following(&self, scope: Scope, pressed: &[Chord]) -> Vec<(String, &Bound)> {
        let mut out: Vec<(String, &Bound)> = Vec::new();
        for bound in self.in_force(scope) {
            for keys in &bound.keys {
                let Some(rest) = keys.chords().strip_prefix(pressed).filter(|rest| !rest.is_empty()) else { continue };
                let rest = rest.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                if !out.iter().any(|(known, _)| *known == rest) {
                    out.push((rest, bound));
                }
            }
        }
        out
    }

    /// The key to show for an intent in a scope, for hints such as "C 认领".
    pub fn key_of(&self, scope: Scope, intent: Intent) -> Option<String> {
        self.in_force(scope).find(|bound| bound.intent == intent).and_then(Bound::key)
    }

    /// A sentence in which every `⟦intent⟧` is the key for it in `scope`, and every `⟦scope.intent⟧` that of another scope, by their
    /// names in `keys.toml`. What has no key is named as the palette takes it. Other text in such brackets stays as it is.
    pub fn spell(&self, scope: Scope, text: &str) -> String {
        let mut parts = text.split(OPEN);
        let mut out = parts.next().unwrap_or("").to_owned();
        for part in parts {
            match part.split_once(CLOSE).and_then(|(name, rest)| Some((self.named(scope, name)?, rest))) {
                Some((key, rest)) => out.extend([key.as_str(), rest]),
                None => {
                    out.push(OPEN);
                    out.push_str(part);
                }
            }
        }
        out
    }

    fn named(&self, scope: Scope, name: &str) -> Option<String> {
        let (scope, name) = match name.split_once('.') {
            Some((scope, name)) => (Scope::parse(scope)?, name),
            None => (scope, name),
        };
        // A sentence may outlast the screen that it speaks of: then any scope's key is better than none.
        let here = self.in_force(scope).find(|bound| bound.intent.key_name() == name);
        let bound = here.or_else(|| self.bound.iter().find(|bound| bound.intent.key_name() == name))?;
        Some(bound.key().unwrap_or_else(|| format!(":{name}")))
    }

    fn binds(&self, scope: Scope, intent: Intent) -> bool {
        self.bound.iter().any(|bound| bound.scope == scope && bound.intent == intent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chords(text: &str) -> Vec<Chord> {
        Sequence::parse(text).unwrap().chords().to_vec()
    }

    #[test]
    fn every_key_of_the_table_is_in_the_keymap() {
        let keymap = Keymap::default();
        for (binding, bound) in BINDINGS.iter().zip(keymap.all()) {
            let keys: Vec<_> = bound.keys.iter().map(ToString::to_string).collect();
            assert_eq!(keys, binding.chords);
            for chord in binding.chords {
                assert_eq!(keymap.look(binding.scope, &chords(chord)), Found::Intent(binding.intent), "{chord}");
            }
        }
        assert_eq!(keymap.all().len(), BINDINGS.len());
    }

    #[test]
    fn a_sequence_is_looked_up_key_by_key() {
        let keymap = Keymap::default();
        assert_eq!(keymap.look(Scope::Case, &chords("y")), Found::Prefix);
        assert_eq!(keymap.look(Scope::Case, &chords("y n")), Found::Intent(Intent::CopyNumber));
        assert_eq!(keymap.look(Scope::Case, &chords("y x")), Found::Nothing);
        let rest: Vec<_> = keymap.following(Scope::Case, &chords("y")).into_iter().map(|(rest, _)| rest).collect();
        assert_eq!(rest, ["y", "n", "d"]);
        assert_eq!(keymap.look(Scope::Confirm, &chords("y")), Found::Intent(Intent::Yes), "on a sheet it is yes");
    }

    #[test]
    fn a_sentence_names_the_keys_in_force() {
        let mut keymap = Keymap::default();
        let text = "⟦refresh⟧ ⟦case.claim⟧ ⟦case.release⟧ ⟦no_such⟧ ⟦";
        assert_eq!(keymap.spell(Scope::Queue, text), "r C U ⟦no_such⟧ ⟦");
        for bound in &mut keymap.bound {
            match bound.intent {
                Intent::Refresh => bound.keys = vec![Sequence::parse("F5").unwrap()],
                Intent::Release => bound.keys.clear(),
                _ => {}
            }
        }
        assert_eq!(keymap.spell(Scope::Queue, text), "F5 C :release ⟦no_such⟧ ⟦");
    }

    #[test]
    fn every_key_that_a_word_names_is_in_the_table() {
        for word in crate::text::Word::ALL {
            for lang in [crate::domain::lang::Lang::Zh, crate::domain::lang::Lang::En] {
                let text = Keymap::default().spell(Scope::Queue, word.text(lang));
                assert!(!text.contains([OPEN, CLOSE]), "{word:?}: {text}");
            }
        }
    }

    #[test]
    fn no_key_of_the_table_begins_another_of_its_scope() {
        for bound in Keymap::default().all() {
            for keys in &bound.keys {
                for length in 1..keys.chords().len() {
                    assert_eq!(Keymap::default().look(bound.scope, &keys.chords()[..length]), Found::Prefix, "{keys}");
                }
            }
        }
    }

    #[test]
    fn a_key_of_everywhere_is_hidden_where_the_scope_binds_its_intent() {
        let keymap = Keymap::default();
        assert_eq!(keymap.key_of(Scope::Backlog, Intent::Refresh).as_deref(), Some("r"));
        assert_eq!(keymap.key_of(Scope::Queue, Intent::Approve), None);
        let twice = keymap.in_force(Scope::Case).filter(|bound| bound.intent == Intent::Close).count();
        assert_eq!(twice, 1);
    }
}
