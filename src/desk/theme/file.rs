//! A theme file: a palette of named colours, and styles that use the names.

use std::collections::BTreeMap;

use ratatui::style::{Modifier, Style};
use serde::Deserialize;

use super::color::Tone;
use crate::terminal::Depth;

/// A theme that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// No file and no embedded theme has the name.
    #[error("there is no theme {name:?}; known: {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The embedded themes.
        known: String,
    },
    /// The file is not the TOML it should be.
    #[error("theme {name}: {message}")]
    Parse {
        /// File or name.
        name: String,
        /// What is wrong where.
        message: String,
    },
    /// A style names a colour that the palette does not have.
    #[error("theme {name}: style {style} uses the colour {color:?}, which [palette] does not have")]
    Color {
        /// File or name.
        name: String,
        /// The style.
        style: String,
        /// The colour.
        color: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    inherits: Option<String>,
    #[serde(default)]
    palette: BTreeMap<String, (String, String)>,
    #[serde(default)]
    styles: BTreeMap<String, RawStyle>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawStyle {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    underline: bool,
    reverse: bool,
}

/// A parsed theme file.
pub(super) struct File {
    /// The theme whose colours and styles stand where this one has none.
    pub(super) inherits: Option<String>,
    name: String,
    palette: BTreeMap<String, Tone>,
    styles: BTreeMap<String, RawStyle>,
}

impl File {
    pub(super) fn parse(text: &str, name: &str) -> Result<Self, ThemeError> {
        let wrong = |message: String| ThemeError::Parse { name: name.to_owned(), message };
        let raw: Raw = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let mut palette = BTreeMap::new();
        for (key, (rgb, ansi)) in raw.palette {
            let tone = Tone::parse(&rgb, &ansi).ok_or_else(|| {
                wrong(format!(
                    "colour {key}: expected [\"#rrggbb\", one of the sixteen names], got [{rgb:?}, {ansi:?}]"
                ))
            })?;
            palette.insert(key, tone);
        }
        Ok(Self { inherits: raw.inherits, name: name.to_owned(), palette, styles: raw.styles })
    }

    /// This theme with everything of another that it does not say itself.
    pub(super) fn over(mut self, parent: Self) -> Self {
        for (key, tone) in parent.palette {
            self.palette.entry(key).or_insert(tone);
        }
        for (key, style) in parent.styles {
            self.styles.entry(key).or_insert(style);
        }
        self
    }

    /// The style under the first of the keys that there is.
    pub(super) fn style<'a>(&self, mut keys: impl Iterator<Item = &'a str>, depth: Depth) -> Result<Style, ThemeError> {
        let found = keys.find_map(|key| Some((key, self.styles.get(key)?)));
        let Some((key, raw)) = found else { return Ok(Style::default()) };
        let tone = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => match self.palette.get(name) {
                Some(tone) => Ok(Some(tone.at(depth))),
                None => Err(ThemeError::Color { name: self.name.clone(), style: key.to_owned(), color: name.clone() }),
            },
        };
        let mut style = Style { fg: tone(&raw.fg)?, bg: tone(&raw.bg)?, ..Style::default() };
        for (on, modifier) in
            [(raw.bold, Modifier::BOLD), (raw.underline, Modifier::UNDERLINED), (raw.reverse, Modifier::REVERSED)]
        {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        Ok(style)
    }
}
