//! How the desk behaves towards the terminal: `[terminal]` and `[notify]`.

use std::path::Path;

use serde::Deserialize;

use super::{ConfigError, Environment, Flags, Origin};

/// Yes, no, or as it seems best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// As it seems best.
    #[default]
    Auto,
    /// Yes.
    On,
    /// No.
    Off,
}

impl Switch {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "auto" => Self::Auto,
            "on" => Self::On,
            "off" => Self::Off,
            _ => return None,
        })
    }

    /// Yes or no, where `best` is what seems best.
    pub const fn or(self, best: bool) -> bool {
        match self {
            Self::Auto => best,
            Self::On => true,
            Self::Off => false,
        }
    }
}

/// Something that may call the reviewer back to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// I lost the lease of the open case.
    LeaseLost,
    /// The API stopped answering.
    Offline,
    /// The API answers again.
    Online,
    /// The open case's time is over.
    Overdue,
    /// A case waits where none did.
    Waiting,
}

/// A way to tell the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Ring its bell.
    Bell,
    /// Send it a note (OSC 9).
    Note,
}

/// Which events reach the terminal, and how; nothing does unless it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notify {
    /// How.
    pub how: Vec<How>,
    /// On what.
    pub on: Vec<Event>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Table {
    pub(super) mouse: Option<Switch>,
    pub(super) links: Option<Switch>,
    pub(super) accessible: Option<bool>,
}

/// The desk's manners.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manners {
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether links are sent.
    pub links: Switch,
    /// Whether the desk is read out line by line.
    pub accessible: bool,
    /// What the terminal is told.
    pub notify: Notify,
}

impl Manners {
    /// From flags, environment and files, the user's before the site's.
    pub(super) fn read<'a>(
        flags: &Flags,
        environment: Environment<'_>,
        files: impl Iterator<Item = (&'a Path, &'a Table, &'a Option<Notify>)> + Clone,
    ) -> Result<Self, ConfigError> {
        let first = |of: fn(&Table) -> Option<Switch>| files.clone().find_map(|(_, table, _)| of(table));
        let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty() && value != "0");
        let mouse = match &flags.mouse {
            Some(word) => Switch::parse(word).ok_or_else(|| ConfigError::Value {
                name: "mouse",
                origin: Origin::Flag("--mouse"),
                message: format!("{word:?} is none of auto, on, off"),
            })?,
            None => first(|table| table.mouse).unwrap_or_default(),
        };
        // Over SSH every movement of a wheel is a round trip, and whoever works so copies with the terminal's own mouse.
        let remote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(set);
        let accessible = flags.accessible
            || set("ACCESSIBLE")
            || files.clone().find_map(|(_, table, _)| table.accessible).unwrap_or(false);
        Ok(Self {
            mouse: mouse.or(!remote),
            links: first(|table| table.links).unwrap_or_default(),
            accessible,
            notify: files.clone().find_map(|(.., notify)| notify.clone()).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn manners(file: &str, flags: &Flags, pairs: &[(&str, &str)]) -> Result<Manners, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("config.toml"), file).unwrap();
        let folder = dir.path().display().to_string();
        let environment = |name: &str| match name {
            "BEIAN_DESK_CONFIG_DIR" => Some(folder.clone()),
            _ => pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()),
        };
        Config::load(flags, &environment).map(|config| config.manners)
    }

    #[test]
    fn the_mouse_is_off_over_ssh_unless_asked_for() {
        let ssh = [("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")];
        let none = Flags::default();
        let on = Flags { mouse: Some("on".into()), ..Flags::default() };
        assert!(manners("", &none, &[]).unwrap().mouse);
        assert!(!manners("", &none, &ssh).unwrap().mouse);
        assert!(manners("", &on, &ssh).unwrap().mouse);
        assert!(manners("[terminal]\nmouse = 'on'\n", &none, &ssh).unwrap().mouse);
        assert!(!manners("[terminal]\nmouse = 'off'\n", &none, &[]).unwrap().mouse);
        assert!(manners("[terminal]\nmouse = 'off'\n", &on, &[]).unwrap().mouse, "a flag is stronger than a file");
        let odd = Flags { mouse: Some("perhaps".into()), ..Flags::default() };
        assert!(manners("", &odd, &[]).unwrap_err().to_string().contains("--mouse"));
    }

    #[test]
    fn lines_are_told_where_somebody_needs_them() {
        let none = Flags::default();
        assert!(!manners("", &none, &[("ACCESSIBLE", "0")]).unwrap().accessible);
        assert!(manners("", &none, &[("ACCESSIBLE", "1")]).unwrap().accessible);
        assert!(manners("[terminal]\naccessible = true\n", &none, &[]).unwrap().accessible);
        assert!(manners("", &Flags { accessible: true, ..Flags::default() }, &[]).unwrap().accessible);
    }

    #[test]
    fn notes_are_off_unless_asked_for_and_a_wrong_event_is_told() {
        let none = Flags::default();
        assert_eq!(manners("", &none, &[]).unwrap().notify, Notify::default());
        let asked = manners("[notify]\nhow = ['bell', 'note']\non = ['overdue', 'lease_lost']\n", &none, &[]).unwrap();
        assert_eq!(
            asked.notify,
            Notify { how: vec![How::Bell, How::Note], on: vec![Event::Overdue, Event::LeaseLost] }
        );
        let wrong = manners("[notify]\non = ['tea']\n", &none, &[]).unwrap_err().to_string();
        assert!(wrong.contains("tea") && wrong.contains("lease_lost"), "{wrong}");
    }
}
