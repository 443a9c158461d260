//! What colours mean. The screens ask for a meaning; the theme, a TOML file, answers with a style that fits the
//! terminal's depth of colour. Without colour the weights, underlines and reversals remain: colour never speaks alone.

mod color;
mod file;

use std::path::Path;

use ratatui::style::{Modifier, Style};

use crate::terminal::Depth;

pub use file::ThemeError;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the keys of a theme file's [styles]")]
pub enum Meaning {
    Text,
    Muted,
    Border,
    Focus,
    Title,
    Header,
    Tab,
    TabActive,
    Selected,
    Key,
    Good,
    Warn,
    Bad,
    Flag,
    Mine,
    Input,
    Popup,
}

impl Meaning {
    const ALL: [Self; 17] = [
        Self::Text,
        Self::Muted,
        Self::Border,
        Self::Focus,
        Self::Title,
        Self::Header,
        Self::Tab,
        Self::TabActive,
        Self::Selected,
        Self::Key,
        Self::Good,
        Self::Warn,
        Self::Bad,
        Self::Flag,
        Self::Mine,
        Self::Input,
        Self::Popup,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Border => "border",
            Self::Focus => "focus",
            Self::Title => "title",
            Self::Header => "header",
            Self::Tab => "tab",
            Self::TabActive => "tab_active",
            Self::Selected => "selected",
            Self::Key => "key",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Flag => "flag",
            Self::Mine => "mine",
            Self::Input => "input",
            Self::Popup => "popup",
        }
    }

    /// What must show even without colour.
    const fn weight(self) -> Modifier {
        match self {
            Self::Selected | Self::TabActive => Modifier::REVERSED,
            Self::Header | Self::Title | Self::Key | Self::Focus => Modifier::BOLD,
            Self::Bad | Self::Flag => Modifier::BOLD.union(Modifier::UNDERLINED),
            Self::Warn | Self::Input => Modifier::UNDERLINED,
            _ => Modifier::empty(),
        }
    }
}

const EMBEDDED: [(&str, &str); 3] = [
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.toml")),
];

/// A theme, ready for one depth of colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    styles: [Style; Meaning::ALL.len()],
}

impl Theme {
    /// The theme of this name: the user's `themes/NAME.toml` over the embedded one.
    ///
    /// # Errors
    /// Where there is no such theme, or its file is wrong; the message names what is.
    pub fn load(name: &str, folder: &Path, depth: Depth) -> Result<Self, ThemeError> {
        let path = folder.join("themes").join(format!("{name}.toml"));
        if name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            return Self::parse(&text, &path.display().to_string(), depth);
        }
        match EMBEDDED.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::parse(text, name, depth),
            None => Err(ThemeError::Unknown { name: name.to_owned(), known: Self::names().join(", ") }),
        }
    }

    /// The embedded themes' names.
    pub fn names() -> Vec<&'static str> {
        EMBEDDED.iter().map(|(name, _)| *name).collect()
    }

    /// The style of a meaning.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles.get(meaning as usize).copied().unwrap_or_default()
    }

    fn parse(text: &str, name: &str, depth: Depth) -> Result<Self, ThemeError> {
        let file = file::File::parse(text, name)?;
        let mut styles = [Style::default(); Meaning::ALL.len()];
        for (slot, meaning) in styles.iter_mut().zip(Meaning::ALL) {
            *slot = match depth {
                Depth::None => Style::default().add_modifier(meaning.weight()),
                _ => file.style(meaning.key(), depth)?,
            };
        }
        Ok(Self { styles })
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    fn load(name: &str, depth: Depth) -> Theme {
        Theme::load(name, Path::new("/nonexistent"), depth).unwrap()
    }

    #[test]
    fn every_embedded_theme_answers_for_every_meaning_at_every_depth() {
        for name in Theme::names() {
            for depth in [Depth::True, Depth::Indexed256, Depth::Ansi16] {
                let theme = load(name, depth);
                for meaning in Meaning::ALL {
                    assert!(theme.style(meaning).fg.is_some(), "{name} {meaning:?}");
                }
                assert!(theme.style(Meaning::Text).bg.is_some(), "{name}");
            }
        }
    }

    #[test]
    fn text_stands_out_from_its_ground_in_every_theme() {
        // WCAG 2.2, 1.4.3: contrast of at least 4.5 for text, 7 in the high-contrast theme.
        for (name, least) in [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)] {
            let theme = load(name, Depth::True);
            let ground = theme.style(Meaning::Text).bg.unwrap();
            for meaning in Meaning::ALL.into_iter().filter(|meaning| *meaning != Meaning::Border) {
                let style = theme.style(meaning);
                let ratio = color::contrast(style.fg.unwrap(), style.bg.unwrap_or(ground));
                assert!(ratio >= least, "{name}: {meaning:?} has a contrast of {ratio:.1}");
            }
        }
    }

    #[test]
    fn without_colour_the_selection_is_still_seen() {
        let theme = load("dark", Depth::None);
        for meaning in Meaning::ALL {
            assert_eq!((theme.style(meaning).fg, theme.style(meaning).bg), (None, None));
        }
        assert!(theme.style(Meaning::Selected).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn sixteen_colours_are_named_ones() {
        let theme = load("dark", Depth::Ansi16);
        assert_eq!(theme.style(Meaning::Bad).fg, Some(Color::LightRed));
    }

    #[test]
    fn the_users_file_wins_and_a_wrong_one_says_what_is_wrong() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("themes")).unwrap();
        let path = dir.path().join("themes/dark.toml");
        std::fs::write(&path, "[palette]\nx = ['#010203', 'red']\n[styles]\ntext = { fg = 'x', bg = 'x' }\n").unwrap();
        let theme = Theme::load("dark", dir.path(), Depth::True).unwrap();
        assert_eq!(theme.style(Meaning::Text).fg, Some(Color::Rgb(1, 2, 3)));
        assert_eq!(theme.style(Meaning::Bad).fg, Some(Color::Rgb(1, 2, 3)), "what a theme leaves out looks like text");
        std::fs::write(&path, "[styles]\ntext = { fg = 'nope' }\n").unwrap();
        let error = Theme::load("dark", dir.path(), Depth::True).unwrap_err().to_string();
        assert!(error.contains("nope"), "{error}");
        let error = Theme::load("mauve", dir.path(), Depth::True).unwrap_err().to_string();
        assert!(error.contains("mauve") && error.contains("high-contrast"), "{error}");
    }
}
