//! The packs of all provinces: those that every build knows, amended by an organisation's files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lint;
use super::pack::Pack;
use crate::domain::lang::Lang;

/// A file that cannot be used as a pack: at which key, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {key}: {en} / {zh}")]
pub struct PackError {
    /// The line, from 1.
    pub line: usize,
    /// The key at fault.
    pub key: String,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

impl PackError {
    /// Why.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// The packs by province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packs {
    packs: BTreeMap<String, Pack>,
    neutral: Pack,
}

impl Default for Packs {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Packs {
    /// The packs that every build knows.
    pub fn embedded() -> Self {
        static PACKS: LazyLock<Packs> = LazyLock::new(|| {
            let packs = TEXTS.iter().map(|(_, text)| broken_is_a_bug(toml::from_str(text)));
            Packs { packs: packs.map(|pack| (pack.code.clone(), pack)).collect(), neutral: Pack::default() }
        });
        PACKS.clone()
    }

    /// These packs with a province amended by an organisation's file: what it names replaces what was there.
    ///
    /// # Errors
    /// Where the text is no pack, or the amended pack contradicts itself; warnings are none.
    pub fn with(mut self, text: &str) -> Result<Self, PackError> {
        let over = lint::read(text)?;
        let code = over.code.clone();
        let base = self.of(&code).clone();
        let amended = Pack { code: code.clone(), ..base }.amended(over);
        lint::sound(&amended, text)?;
        self.packs.insert(code, amended);
        Ok(self)
    }

    /// The pack of a province by its two-digit code; one that asks for nothing where there is none.
    pub fn of(&self, code: &str) -> &Pack {
        self.packs.get(code).unwrap_or(&self.neutral)
    }

    /// Every pack, by code.
    pub fn all(&self) -> impl Iterator<Item = &Pack> {
        self.packs.values()
    }
}

#[expect(clippy::panic, reason = "the files are compiled in, so a broken one is a bug that every test run finds")]
fn broken_is_a_bug(read: Result<Pack, toml::de::Error>) -> Pack {
    read.unwrap_or_else(|error| panic!("an embedded pack is broken: {error}"))
}

/// The embedded files as they are: name and text.
pub const fn embedded_texts() -> &'static [(&'static str, &'static str)] {
    TEXTS
}

/// Names the embedded files.
macro_rules! texts {
    ($($code:literal)+) => {
        &[$((concat!($code, ".toml"), include_str!(concat!("packs/", $code, ".toml")))),+]
    };
}

/// The files.
const TEXTS: &[(&str, &str)] = texts!(
    "11" "12" "13" "14" "15" "21" "22" "23" "31" "32" "33" "34" "35" "36" "37" "41" "42" "43" "44" "45" "46" "50" "51" "52"
    "53" "54" "61" "62" "63" "64" "65"
);
