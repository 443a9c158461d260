//! What colours mean. The screens ask for a meaning; the theme, a TOML file, answers with a style that fits the
//! terminal's depth of colour. Without colour the weights, underlines and reversals remain: colour never speaks alone.

mod color;
mod file;

use std::path::{Path, PathBuf};

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

    /// The meaning whose style stands in where a theme leaves this one out; the last is always `text`.
    const fn fallback(self) -> Option<Self> {
        match self {
            Self::Text => None,
            Self::TabActive => Some(Self::Selected),
            Self::Tab | Self::Border => Some(Self::Muted),
            Self::Title | Self::Key | Self::Mine => Some(Self::Focus),
            Self::Flag => Some(Self::Bad),
            Self::Bad => Some(Self::Warn),
            Self::Input | Self::Popup | Self::Header => Some(Self::Text),
            Self::Muted | Self::Focus | Self::Selected | Self::Good | Self::Warn => Some(Self::Text),
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

const EMBEDDED: [(&str, &str); 5] = [
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.toml")),
    ("colour-blind", include_str!("../../../themes/colour-blind.toml")),
    ("mono", include_str!("../../../themes/mono.toml")),
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
        Themes { folders: vec![folder.to_owned()], depth, background: None }.load(name)
    }

    /// The embedded themes' names.
    pub fn names() -> Vec<&'static str> {
        EMBEDDED.iter().map(|(name, _)| *name).collect()
    }

    /// The style of a meaning.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles.get(meaning as usize).copied().unwrap_or_default()
    }

    fn of(file: &file::File, depth: Depth) -> Result<Self, ThemeError> {
        let mut styles = [Style::default(); Meaning::ALL.len()];
        for (slot, meaning) in styles.iter_mut().zip(Meaning::ALL) {
            *slot = match depth {
                Depth::None => Style::default().add_modifier(meaning.weight()),
                _ => file.style(keys(meaning), depth)?,
            };
        }
        Ok(Self { styles })
    }
}

/// A meaning's key, and those that stand in for it.
fn keys(meaning: Meaning) -> impl Iterator<Item = &'static str> {
    std::iter::successors(Some(meaning), |meaning| meaning.fallback()).map(Meaning::key)
}

/// The theme that looks at the terminal's background.
pub const AUTO: &str = "auto";

/// Where themes are found, and for which terminal.
#[derive(Debug, Clone)]
pub struct Themes {
    /// Folders with a `themes/` in them, the first that has a name wins: the user's, then the site's.
    pub folders: Vec<PathBuf>,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// The terminal's background, if it told.
    pub background: Option<(u8, u8, u8)>,
}

impl Themes {
    /// The theme of this name: a file's over the embedded one. `auto` is light on a terminal that says its background is
    /// light, and dark on any other.
    ///
    /// # Errors
    /// Where there is no such theme, or its file is wrong; the message names what is.
    pub fn load(&self, name: &str) -> Result<Theme, ThemeError> {
        let name = match (name, self.background.map(color::is_light)) {
            (AUTO, Some(true)) => "light",
            (AUTO, _) => "dark",
            (name, _) => name,
        };
        Theme::of(&self.file(name, &mut Vec::new())?, self.depth)
    }

    /// Every name that can be loaded: `auto`, the embedded ones, then those of files.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = [AUTO].into_iter().chain(Theme::names()).map(str::to_owned).collect();
        for folder in &self.folders {
            let files = std::fs::read_dir(folder.join("themes")).into_iter().flatten().flatten();
            let mut more: Vec<_> = files
                .map(|file| file.path())
                .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
                .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
                .filter(|name| is_name(name) && !names.contains(name))
                .collect();
            more.sort();
            names.extend(more);
        }
        names
    }

    /// A theme's file with everything that it inherits. A file may inherit the embedded theme of its own name.
    fn file(&self, name: &str, line: &mut Vec<String>) -> Result<file::File, ThemeError> {
        let (text, label) = self.text(name, line)?;
        if line.contains(&label) || line.len() > MOST_INHERITED {
            return Err(ThemeError::Parse {
                name: name.to_owned(),
                message: format!("inherits itself: {} > {label}", line.join(" > ")),
            });
        }
        line.push(label.clone());
        let file = file::File::parse(&text, &label)?;
        match file.inherits.clone() {
            Some(parent) => Ok(file.over(self.file(&parent, line)?)),
            None => Ok(file),
        }
    }

    fn text(&self, name: &str, line: &[String]) -> Result<(String, String), ThemeError> {
        if is_name(name) {
            for folder in &self.folders {
                let path = folder.join("themes").join(format!("{name}.toml"));
                let label = path.display().to_string();
                let own = line.last() == Some(&label);
                if !own && let Ok(text) = std::fs::read_to_string(&path) {
                    return Ok((text, label));
                }
            }
        }
        match EMBEDDED.iter().find(|(known, _)| *known == name) {
            Some((name, text)) => Ok(((*text).to_owned(), (*name).to_owned())),
            None => Err(ThemeError::Unknown { name: name.to_owned(), known: self.names().join(", ") }),
        }
    }
}

/// A longer line of inheritance is a mistake.
const MOST_INHERITED: usize = 8;

/// Whether a name may be that of a file: no path leads anywhere by it.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
}

#[cfg(test)]
mod contrast;

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    fn load(name: &str, depth: Depth) -> Theme {
        Theme::load(name, Path::new("/nonexistent"), depth).unwrap()
    }

    #[test]
    fn every_embedded_theme_answers_for_every_meaning_at_every_depth() {
        for name in Theme::names().into_iter().filter(|name| *name != "mono") {
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
    fn a_theme_inherits_and_changes_what_it_names() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("themes")).unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(dir.path().join(format!("themes/{name}.toml")), text).unwrap();
        };
        let themes = Themes { folders: vec![dir.path().to_owned()], depth: Depth::True, background: None };
        write(
            "dusk",
            "inherits = 'dark'\n[palette]\nyellow = ['#ffcc00', 'yellow']\n[styles]\ngood = { fg = 'blue' }\n",
        );
        let (dusk, dark) = (themes.load("dusk").unwrap(), themes.load("dark").unwrap());
        assert_eq!(dusk.style(Meaning::Key).fg, Some(Color::Rgb(0xff, 0xcc, 0)), "a colour of the palette is replaced");
        assert_eq!(dusk.style(Meaning::Good).fg, dark.style(Meaning::Mine).fg, "a style uses an inherited colour");
        assert_eq!(dusk.style(Meaning::Bad), dark.style(Meaning::Bad));
        write("dark", "inherits = 'dark'\n[styles]\nbad = { fg = 'yellow' }\n");
        assert_eq!(themes.load("dark").unwrap().style(Meaning::Bad).fg, dark.style(Meaning::Warn).fg);
        write("a", "inherits = 'b'\n");
        write("b", "inherits = 'a'\n");
        assert!(themes.load("a").unwrap_err().to_string().contains("inherits itself"), "a circle is told");
        write("c", "inherits = 'nothing'\n");
        assert!(themes.load("c").unwrap_err().to_string().contains("nothing"));
        assert_eq!(themes.names()[6..], ["a", "b", "c", "dusk"]);
        for name in ["../dark", "", "a/b"] {
            assert!(themes.load(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn a_meaning_that_is_left_out_looks_like_the_one_nearest_to_it() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("themes")).unwrap();
        let text = "[palette]\nink = ['#101010', 'black']\nred = ['#aa0000', 'red']\npaper = ['#ffffff', 'white']\n\
                    [styles]\ntext = { fg = 'ink', bg = 'paper' }\nwarn = { fg = 'red' }\n";
        std::fs::write(dir.path().join("themes/few.toml"), text).unwrap();
        let theme = Theme::load("few", dir.path(), Depth::True).unwrap();
        assert_eq!(theme.style(Meaning::Flag), theme.style(Meaning::Warn));
        assert_eq!(theme.style(Meaning::Mine), theme.style(Meaning::Text));
    }

    #[test]
    fn auto_follows_the_terminals_background() {
        let auto = |background| Themes { folders: Vec::new(), depth: Depth::True, background }.load(AUTO).unwrap();
        let (dark, light) = (load("dark", Depth::True), load("light", Depth::True));
        for background in [None, Some((0, 0, 0)), Some((0x28, 0x2c, 0x34)), Some((0x00, 0x2b, 0x36))] {
            assert_eq!(auto(background), dark, "{background:?}");
        }
        for background in [(255, 255, 255), (0xfd, 0xf6, 0xe3), (0xe5, 0xe5, 0xe5)] {
            assert_eq!(auto(Some(background)), light, "{background:?}");
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
