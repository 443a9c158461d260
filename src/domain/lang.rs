//! The two languages in which every word of the program exists.

use std::fmt;
use std::str::FromStr;

/// zh-CN or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese, the field's own language and the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Picks the word of this language.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.pick("zh-CN", "en"))
    }
}

impl FromStr for Lang {
    type Err = String;

    /// Reads a BCP 47 tag or a POSIX locale by its language part: `zh-CN`, `zh_CN.UTF-8`, `en`, `en_GB`.
    /// `C` and `POSIX` name no language and are an error, so that the next source is asked.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let language = text.split(['-', '_', '.', '@']).next().unwrap_or("").to_ascii_lowercase();
        match language.as_str() {
            "zh" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            _ => Err(format!("{text:?} is no language of this program; use zh-CN or en")),
        }
    }
}
