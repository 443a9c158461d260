//! Settings: flag over environment over the user's file over the site's file over the default. Every value knows
//! where it came from, so that an error can name the place to mend.

mod manners;
mod service;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::lang::Lang;
use crate::domain::province::Packs;
pub use manners::{Event, How, Manners, Notify, Switch};
pub use service::{Administration, DomainVerification, Mail, Secret, Service, Webhook};

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// The site's or the user's file.
    File(PathBuf),
    /// An environment variable.
    Environment(&'static str),
    /// A command-line flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// A value and its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// What the command line gave; each field is a global flag.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--api`
    pub api: Option<String>,
    /// `--token-file`
    pub token_file: Option<PathBuf>,
    /// `--lang`
    pub lang: Option<String>,
    /// `--theme`
    pub theme: Option<String>,
    /// `--graphics`
    pub graphics: Option<String>,
    /// `--mouse`
    pub mouse: Option<String>,
    /// `--accessible`
    pub accessible: bool,
    /// `--read-only`
    pub read_only: bool,
}

/// A file that cannot be used, or a value that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file exists but cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not the TOML it should be; the message has line and column.
    #[error("{path}: {message}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong where.
        message: String,
    },
    /// A value makes no sense.
    #[error("{name} (from {origin}): {message}")]
    Value {
        /// The setting.
        name: &'static str,
        /// Where it came from.
        origin: Origin,
        /// What would be right.
        message: String,
    },
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    api: Option<String>,
    token_file: Option<PathBuf>,
    lang: Option<String>,
    theme: Option<String>,
    graphics: Option<String>,
    read_only: Option<bool>,
    terminal: manners::Table,
    notify: Option<Notify>,
    work: Work,
    service: Option<service::Table>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Work {
    claim_next: Option<bool>,
}

/// All settings, resolved.
#[derive(Debug, Clone)]
pub struct Config {
    /// Base address of the filing API.
    pub api: Setting<String>,
    /// A file that holds the token, readable by its owner only.
    pub token_file: Setting<Option<PathBuf>>,
    /// Language of the screen.
    pub lang: Setting<Lang>,
    /// Name of the theme.
    pub theme: Setting<String>,
    /// `auto`, `kitty`, `iterm2`, `sixel`, `blocks` or `off`.
    pub graphics: Setting<String>,
    /// Whether the next case is claimed after a decision.
    pub claim_next: Setting<bool>,
    /// Whether nothing may be changed.
    pub read_only: Setting<bool>,
    /// How the desk behaves towards the terminal.
    pub manners: Manners,
    /// The user's folder: `config.toml`, `keys.toml`, `themes/`, `token`.
    pub dir: PathBuf,
    /// The folder of what the program keeps for itself: drafts, unsent decisions, where one was.
    pub state: PathBuf,
    /// The site's folder, with the same files.
    pub site: PathBuf,
    /// The files that settings were read from, the strongest first.
    pub files: Vec<PathBuf>,
    service: (PathBuf, service::Table),
}

/// The address that `serve` listens on and the desk asks unless told otherwise.
pub const DEFAULT_API: &str = "http://127.0.0.1:8790";

const SITE: &str = "/etc/beian-desk";

/// Reads an environment variable; a function, so that tests need not touch the process's own.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Config {
    /// Resolves every setting.
    ///
    /// # Errors
    /// A file that exists but cannot be read or parsed, or a language that does not exist.
    pub fn load(flags: &Flags, environment: Environment<'_>) -> Result<Self, ConfigError> {
        let dir = folder(environment);
        let site = PathBuf::from(SITE);
        let files = [dir.join("config.toml"), site.join("config.toml")]
            .into_iter()
            .map(|path| read(&path).map(|file| (path, file)))
            .collect::<Result<Vec<_>, _>>()?;
        let text = |flag: &Option<String>,
                    flag_name: &'static str,
                    variable: &'static str,
                    from: fn(&File) -> Option<String>|
         -> Option<Setting<String>> {
            if let Some(value) = flag.clone() {
                return Some(Setting { value, origin: Origin::Flag(flag_name) });
            }
            if let Some(value) = environment(variable).filter(|value| !value.is_empty()) {
                return Some(Setting { value, origin: Origin::Environment(variable) });
            }
            files
                .iter()
                .find_map(|(path, file)| from(file).map(|value| Setting { value, origin: Origin::File(path.clone()) }))
        };
        let or = |found: Option<Setting<String>>, value: &str| {
            found.unwrap_or_else(|| Setting { value: value.to_owned(), origin: Origin::Default })
        };
        let token_flag = flags.token_file.as_ref().map(|path| path.display().to_string());
        let token_file = text(&token_flag, "--token-file", "BEIAN_DESK_TOKEN_FILE", |file| {
            file.token_file.as_ref().map(|path| path.display().to_string())
        });
        let read_only = match flags.read_only {
            true => Setting { value: true, origin: Origin::Flag("--read-only") },
            false => files
                .iter()
                .find_map(|(path, file)| {
                    file.read_only.map(|value| Setting { value, origin: Origin::File(path.clone()) })
                })
                .unwrap_or(Setting { value: false, origin: Origin::Default }),
        };
        let manners = Manners::read(
            flags,
            environment,
            files.iter().map(|(path, file)| (path.as_path(), &file.terminal, &file.notify)),
        )?;
        let claim_next = files
            .iter()
            .find_map(|(path, file)| {
                file.work.claim_next.map(|value| Setting { value, origin: Origin::File(path.clone()) })
            })
            .unwrap_or(Setting { value: true, origin: Origin::Default });
        Ok(Self {
            api: or(text(&flags.api, "--api", "BEIAN_DESK_API", |file| file.api.clone()), DEFAULT_API),
            token_file: match token_file {
                Some(found) => Setting { value: Some(PathBuf::from(found.value)), origin: found.origin },
                None => default_token(&dir),
            },
            lang: language(text(&flags.lang, "--lang", "BEIAN_DESK_LANG", |file| file.lang.clone()), environment)?,
            theme: or(text(&flags.theme, "--theme", "BEIAN_DESK_THEME", |file| file.theme.clone()), "auto"),
            graphics: or(
                text(&flags.graphics, "--graphics", "BEIAN_DESK_GRAPHICS", |file| file.graphics.clone()),
                "auto",
            ),
            claim_next,
            read_only,
            manners,
            files: files.iter().map(|(path, _)| path.clone()).filter(|path| path.exists()).collect(),
            service: files
                .into_iter()
                .find_map(|(path, file)| file.service.map(|table| (path, table)))
                .unwrap_or_else(|| (dir.join("config.toml"), service::Table::default())),
            state: state_folder(environment),
            site,
            dir,
        })
    }

    /// Where keymaps are, the weakest first: the site's, then the user's.
    pub fn key_files(&self) -> [PathBuf; 2] {
        [self.site.join("keys.toml"), self.dir.join("keys.toml")]
    }

    /// Where themes are, the strongest first: folders with `themes/` in them.
    pub fn theme_folders(&self) -> [PathBuf; 2] {
        [self.dir.clone(), self.site.clone()]
    }

    /// What each province asks, with the organisation's own amendments; opens no file of secrets.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or a file that is no pack.
    pub fn packs(&self) -> Result<Packs, ConfigError> {
        let (path, table) = &self.service;
        table.packs(path)
    }

    /// What a service is run with; read only by those who run one, because it opens files of secrets.
    ///
    /// # Errors
    /// A value that makes no sense, or a file of a secret that cannot be read.
    pub fn service(&self, environment: Environment<'_>) -> Result<Service, ConfigError> {
        let (path, table) = &self.service;
        Service::read(table.clone(), path, environment)
    }
}

/// `token` in the user's folder, where there is one.
fn default_token(dir: &Path) -> Setting<Option<PathBuf>> {
    let path = dir.join("token");
    Setting { value: path.exists().then_some(path), origin: Origin::Default }
}

/// The user's folder: `BEIAN_DESK_CONFIG_DIR`, else `beian-desk` in the XDG configuration folder.
fn folder(environment: Environment<'_>) -> PathBuf {
    let set = |name: &str| environment(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("BEIAN_DESK_CONFIG_DIR")
        .or_else(|| set("XDG_CONFIG_HOME").map(|dir| dir.join("beian-desk")))
        .or_else(|| set("HOME").map(|dir| dir.join(".config/beian-desk")))
        .unwrap_or_else(|| PathBuf::from(".beian-desk"))
}

/// The folder of state: beside a configuration that was put somewhere of its own, else where XDG has it.
fn state_folder(environment: Environment<'_>) -> PathBuf {
    let set = |name: &str| environment(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_STATE_HOME")
        .map(|dir| dir.join("beian-desk"))
        .or_else(|| set("BEIAN_DESK_CONFIG_DIR").map(|dir| dir.join("state")))
        .or_else(|| set("HOME").map(|dir| dir.join(".local/state/beian-desk")))
        .unwrap_or_else(|| PathBuf::from(".beian-desk/state"))
}

fn read(path: &Path) -> Result<File, ConfigError> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text)
            .map_err(|error| ConfigError::Parse { path: path.to_owned(), message: error.to_string() }),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            Ok(File::default())
        }
        Err(source) => Err(ConfigError::Read { path: path.to_owned(), source }),
    }
}

/// A set language must exist; otherwise the locale decides, and where that names neither, the field's own language.
fn language(found: Option<Setting<String>>, environment: Environment<'_>) -> Result<Setting<Lang>, ConfigError> {
    if let Some(Setting { value, origin }) = found {
        return match value.parse() {
            Ok(lang) => Ok(Setting { value: lang, origin }),
            Err(message) => Err(ConfigError::Value { name: "lang", origin, message }),
        };
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        if let Some(value) = environment(name).filter(|value| !value.is_empty())
            && let Ok(lang) = value.parse()
        {
            return Ok(Setting { value: lang, origin: Origin::Environment(name) });
        }
    }
    Ok(Setting { value: Lang::Zh, origin: Origin::Default })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(flags: &Flags, pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let environment = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Config::load(flags, &environment)
    }

    #[test]
    fn the_strongest_source_wins_and_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(
            dir.path().join("config.toml"),
            "api = 'http://file'\ntheme = 'light'\n[work]\nclaim_next = false\n",
        )
        .unwrap();
        let dir = dir.path().display().to_string();
        let flags = Flags { api: Some("http://flag".into()), ..Flags::default() };
        let environment =
            [("BEIAN_DESK_CONFIG_DIR", dir.as_str()), ("BEIAN_DESK_API", "http://env"), ("LANG", "en_GB.UTF-8")];
        let config = load(&flags, &environment).unwrap();
        assert_eq!((config.api.value.as_str(), &config.api.origin), ("http://flag", &Origin::Flag("--api")));
        assert_eq!(load(&Flags::default(), &environment).unwrap().api.value, "http://env");
        assert_eq!(load(&Flags::default(), &environment[..1]).unwrap().api.value, "http://file");
        assert!(matches!(config.theme.origin, Origin::File(_)));
        assert_eq!((config.lang.value, config.claim_next.value), (Lang::En, false));
    }

    #[test]
    fn a_locale_that_names_no_language_gives_chinese() {
        let lang = |pairs: &[(&str, &str)]| load(&Flags::default(), pairs).unwrap().lang.value;
        assert_eq!(lang(&[("LC_ALL", "C.UTF-8"), ("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(lang(&[("LANG", "C")]), Lang::Zh);
        assert_eq!(lang(&[("BEIAN_DESK_LANG", "en"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
    }

    #[test]
    fn a_wrong_value_says_where_it_came_from() {
        let error = load(&Flags { lang: Some("fr".into()), ..Flags::default() }, &[]).unwrap_err();
        assert!(error.to_string().contains("--lang"), "{error}");
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("config.toml"), "api = 1\ncolour = 'x'\n").unwrap();
        let dir = dir.path().display().to_string();
        let error = load(&Flags::default(), &[("BEIAN_DESK_CONFIG_DIR", &dir)]).unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
    }
}
