//! What a service is run with: the `[service]` table of `config.toml`, under `BEIAN_DESK_SERVICE_*` variables. The desk and
//! the commands need none of it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;
use serde::Deserialize;

use super::{ConfigError, Environment, Origin};
use crate::domain::case::HOLD;
use crate::domain::clocks::WorkingTime;
use crate::domain::province::Packs;

/// A value that never shows in a log or an error.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Where notices are posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The organisation's own address.
    pub url: String,
    /// Signs what is posted.
    pub secret: Secret,
    /// How long an answer is waited for.
    pub patience: Duration,
}

/// Where notices are mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// `smtp://HOST:PORT`, `smtps://HOST:PORT`, with `USER@` where the server wants a login.
    pub url: String,
    /// The login's password.
    pub password: Secret,
    /// The sender's address.
    pub from: String,
}

/// The organisation's own domain verification service, in place of the embedded registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainVerification {
    /// Its base address; the domain is appended.
    pub url: String,
    /// Its bearer token; empty for none.
    pub token: Secret,
}

/// How filings reach the communications administration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Administration {
    /// Nothing goes out: an administration user pushes what happens.
    #[default]
    Push,
    /// The embedded simulator.
    Simulator {
        /// The same seed gives the same outcomes.
        seed: u64,
        /// How long a working day of the administration lasts.
        day: Duration,
    },
    /// The organisation's own connector, see `docs/administration-connector.md`.
    Http {
        /// Its base address.
        url: String,
        /// Its bearer token.
        token: Secret,
        /// How often results are asked for.
        every: Duration,
    },
}

/// Everything that a service may be set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// The access provider's name, as applicants see it.
    pub provider: String,
    /// Where this service is reached from outside, without a slash at the end; links begin with it. Empty: where it
    /// listens.
    pub public_url: String,
    /// How long a decision may be taken back.
    pub hold: SignedDuration,
    /// How long a verification link may be used.
    pub link_life: SignedDuration,
    /// Two-digit codes of the provinces that are served; empty for all.
    pub served_provinces: Vec<String>,
    /// The webhook, if any.
    pub webhook: Option<Webhook>,
    /// The mail server, if any.
    pub mail: Option<Mail>,
    /// The way to the administration.
    pub administration: Administration,
    /// Who is asked about domains; the embedded registry where nobody is.
    pub domain_verification: Option<DomainVerification>,
    /// Whether home pages and webhooks may lie in private networks.
    pub allow_private: bool,
    /// The official calendar and the office hours, from which due times are computed.
    pub working: WorkingTime,
    /// What each province asks, with the organisation's own amendments.
    pub packs: Packs,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            provider: "接入服务商".to_owned(),
            public_url: String::new(),
            hold: HOLD,
            link_life: SignedDuration::from_mins(30),
            served_provinces: Vec::new(),
            webhook: None,
            mail: None,
            administration: Administration::Push,
            domain_verification: None,
            allow_private: false,
            working: WorkingTime::usual(),
            packs: Packs::embedded(),
        }
    }
}

/// The `[service]` table as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Table {
    provider: Option<String>,
    public_url: Option<String>,
    hold_seconds: Option<u32>,
    link_minutes: Option<u32>,
    served_provinces: Option<Vec<String>>,
    webhook_url: Option<String>,
    webhook_secret_file: Option<PathBuf>,
    webhook_timeout_seconds: Option<u32>,
    smtp_url: Option<String>,
    smtp_password_file: Option<PathBuf>,
    mail_from: Option<String>,
    administration: Option<String>,
    administration_url: Option<String>,
    administration_token_file: Option<PathBuf>,
    administration_seed: Option<u64>,
    administration_day_seconds: Option<u32>,
    administration_every_seconds: Option<u32>,
    domain_verification_url: Option<String>,
    domain_verification_token_file: Option<PathBuf>,
    allow_private: Option<bool>,
    office_hours: Option<String>,
    calendar: Option<PathBuf>,
    packs: Option<PathBuf>,
}

impl Table {
    /// The provinces' packs as the organisation amends them; `file` is where the table was found.
    pub(super) fn packs(&self, file: &Path) -> Result<Packs, ConfigError> {
        packs(self.packs.as_deref(), file)
    }
}

/// The longest hold; a reviewer who needs longer should not have decided.
const LONGEST_HOLD: u32 = 600;

/// The longest wait for a webhook's answer.
const LONGEST_PATIENCE: Duration = Duration::from_secs(60);

impl Service {
    /// Reads the table found in `file`, under the environment.
    ///
    /// # Errors
    /// A value that makes no sense, or a file of a secret that cannot be read.
    pub(super) fn read(mut table: Table, file: &Path, environment: Environment<'_>) -> Result<Self, ConfigError> {
        for (name, slot) in [
            ("BEIAN_DESK_SERVICE_PUBLIC_URL", &mut table.public_url),
            ("BEIAN_DESK_SERVICE_PROVIDER", &mut table.provider),
            ("BEIAN_DESK_SERVICE_WEBHOOK_URL", &mut table.webhook_url),
            ("BEIAN_DESK_SERVICE_SMTP_URL", &mut table.smtp_url),
            ("BEIAN_DESK_SERVICE_MAIL_FROM", &mut table.mail_from),
            ("BEIAN_DESK_SERVICE_OFFICE_HOURS", &mut table.office_hours),
            ("BEIAN_DESK_SERVICE_ADMINISTRATION", &mut table.administration),
            ("BEIAN_DESK_SERVICE_ADMINISTRATION_URL", &mut table.administration_url),
            ("BEIAN_DESK_SERVICE_DOMAIN_VERIFICATION_URL", &mut table.domain_verification_url),
        ] {
            if let Some(value) = environment(name).filter(|value| !value.is_empty()) {
                *slot = Some(value);
            }
        }
        if let Some(text) = environment("BEIAN_DESK_SERVICE_HOLD_SECONDS").filter(|text| !text.is_empty()) {
            let seconds = text.parse().map_err(|_| value("service.hold_seconds", file, "a number of seconds"))?;
            table.hold_seconds = Some(seconds);
        }
        let usual = Self::default();
        let hold = table.hold_seconds.unwrap_or(u32::try_from(usual.hold.as_secs()).unwrap_or(10));
        if hold > LONGEST_HOLD {
            return Err(value("service.hold_seconds", file, "at most 600"));
        }
        let packs = table.packs(file)?;
        let secret = |path: &Option<PathBuf>| path.as_ref().map(|path| read_secret(path)).transpose();
        let administration = match table.administration.as_deref().unwrap_or("push") {
            "push" => Administration::Push,
            "simulator" => Administration::Simulator {
                seed: table.administration_seed.unwrap_or(1),
                day: seconds(table.administration_day_seconds, 6),
            },
            "http" => Administration::Http {
                url: table
                    .administration_url
                    .clone()
                    .ok_or_else(|| value("service.administration_url", file, "the connector's address"))?,
                token: secret(&table.administration_token_file)?.unwrap_or_default(),
                every: seconds(table.administration_every_seconds, 60),
            },
            _ => return Err(value("service.administration", file, "push, simulator or http")),
        };
        let webhook = match table.webhook_url {
            None => None,
            Some(url) => Some(Webhook {
                url,
                secret: secret(&table.webhook_secret_file)?
                    .filter(|secret| !secret.0.is_empty())
                    .ok_or_else(|| value("service.webhook_secret_file", file, "a file that holds the secret"))?,
                patience: seconds(table.webhook_timeout_seconds, 10).min(LONGEST_PATIENCE),
            }),
        };
        let mail = match table.smtp_url {
            None => None,
            Some(url) => Some(Mail {
                url,
                password: secret(&table.smtp_password_file)?.unwrap_or_default(),
                from: table.mail_from.ok_or_else(|| value("service.mail_from", file, "the sender's address"))?,
            }),
        };
        let domain_verification = match table.domain_verification_url {
            None => None,
            Some(url) => {
                let token = secret(&table.domain_verification_token_file)?.unwrap_or_default();
                Some(DomainVerification { url, token })
            }
        };
        Ok(Self {
            provider: table.provider.unwrap_or(usual.provider),
            public_url: table.public_url.unwrap_or(usual.public_url).trim_end_matches('/').to_owned(),
            hold: SignedDuration::from_secs(i64::from(hold)),
            link_life: table
                .link_minutes
                .map_or(usual.link_life, |minutes| SignedDuration::from_mins(i64::from(minutes))),
            served_provinces: table.served_provinces.unwrap_or_default(),
            webhook,
            mail,
            administration,
            domain_verification,
            allow_private: table.allow_private.unwrap_or(false),
            working: working(table.office_hours.as_deref(), table.calendar.as_deref(), file)?,
            packs,
        })
    }
}

/// The office hours, and the calendar with the years of a folder besides: of the one that is set, else of `calendar`
/// beside the configuration file, where there is one.
fn working(office: Option<&str>, folder: Option<&Path>, file: &Path) -> Result<WorkingTime, ConfigError> {
    let mut working = WorkingTime::usual();
    if let Some(text) = office {
        working.office = text.parse().map_err(|message: String| value("service.office_hours", file, &message))?;
    }
    for path in files(folder, "calendar", file)? {
        let text = read_text(&path)?;
        let known = working.calendar.with(&text);
        working.calendar = known.map_err(|error| ConfigError::Parse { path, message: error.to_string() })?;
    }
    Ok(working)
}

/// The provinces' packs as the files of a folder amend them: of the one that is set, else of `packs` beside the
/// configuration file, where there is one.
fn packs(folder: Option<&Path>, file: &Path) -> Result<Packs, ConfigError> {
    let mut packs = Packs::embedded();
    for path in files(folder, "packs", file)? {
        let known = packs.with(&read_text(&path)?);
        packs = known.map_err(|error| ConfigError::Parse { path, message: error.to_string() })?;
    }
    Ok(packs)
}

/// The files of the folder that is set, else of the one of this name beside the configuration file, where there is one.
fn files(folder: Option<&Path>, name: &str, file: &Path) -> Result<Vec<PathBuf>, ConfigError> {
    let beside = file.with_file_name(name);
    let folder = folder.or_else(|| beside.is_dir().then_some(&beside));
    Ok(folder.map(files_in).transpose()?.unwrap_or_default())
}

fn read_text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })
}

/// The TOML files of a folder, by name.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, ConfigError> {
    let unreadable = |source| ConfigError::Read { path: folder.to_owned(), source };
    let entries =
        std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>).map_err(unreadable)?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn seconds(given: Option<u32>, usual: u64) -> Duration {
    Duration::from_secs(given.map_or(usual, u64::from).max(1))
}

fn value(name: &'static str, file: &Path, message: &str) -> ConfigError {
    ConfigError::Value { name, origin: Origin::File(file.to_owned()), message: message.to_owned() }
}

fn read_secret(path: &Path) -> Result<Secret, ConfigError> {
    Ok(Secret(read_text(path)?.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, pairs: &[(&str, &str)]) -> Result<Service, ConfigError> {
        let environment = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Service::read(toml::from_str(text).unwrap(), Path::new("config.toml"), &environment)
    }

    #[test]
    fn nothing_set_is_the_usual_and_the_environment_wins_over_the_file() {
        assert_eq!(read("", &[]).unwrap(), Service::default());
        let pairs = [("BEIAN_DESK_SERVICE_HOLD_SECONDS", "0"), ("BEIAN_DESK_SERVICE_PUBLIC_URL", "https://a.example/")];
        let service = read("hold_seconds = 30\npublic_url = 'https://b.example'", &pairs).unwrap();
        assert_eq!((service.hold, service.public_url.as_str()), (SignedDuration::ZERO, "https://a.example"));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (text, name) in [
            ("hold_seconds = 601", "hold_seconds"),
            ("administration = 'pigeon'", "push, simulator or http"),
            ("administration = 'http'", "administration_url"),
            ("webhook_url = 'https://a.example'", "webhook_secret_file"),
            ("smtp_url = 'smtp://a.example'", "mail_from"),
        ] {
            let error = read(text, &[]).unwrap_err().to_string();
            assert!(error.contains(name), "{text}: {error}");
        }
    }

    #[test]
    fn a_secret_is_read_from_its_file_and_never_shown() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret");
        std::fs::write(&file, "tell-nobody\n").unwrap();
        let text = format!("webhook_url = 'https://a.example'\nwebhook_secret_file = '{}'", file.display());
        let service = read(&text, &[]).unwrap();
        assert_eq!(service.webhook.as_ref().unwrap().secret.0, "tell-nobody");
        assert_eq!(service.webhook.as_ref().unwrap().patience, Duration::from_secs(10));
        let patient = read(&format!("webhook_timeout_seconds = 3600\n{text}"), &[]).unwrap().webhook.unwrap();
        assert_eq!(patient.patience, LONGEST_PATIENCE);
        assert!(!format!("{service:?}").contains("tell-nobody"));
        std::fs::write(&file, "\n").unwrap();
        let empty = read(&text, &[]).unwrap_err().to_string();
        assert!(empty.contains("webhook_secret_file"), "what anybody can sign is not signed: {empty}");
        std::fs::remove_file(&file).unwrap();
        assert!(read(&text, &[]).unwrap_err().to_string().contains("secret"));
    }

    fn read_in(file: &Path, table: Table) -> Result<Service, ConfigError> {
        Service::read(table, file, &|_| None)
    }

    #[test]
    fn years_beside_the_configuration_are_known_and_a_bad_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        let service = read_in(&file, Table { office_hours: Some("08:30-17:30".into()), ..Table::default() }).unwrap();
        assert_eq!(service.working.office.to_string(), "08:30-17:30");
        assert!(service.working.calendar.year(2027).is_err());
        let years = folder.path().join("calendar");
        std::fs::create_dir(&years).unwrap();
        std::fs::write(years.join("notes.txt"), "not a year").unwrap();
        std::fs::write(years.join("2027.toml"), "year = 2027\nholidays = ['2027-01-01']\nworking_weekends = []")
            .unwrap();
        assert!(read_in(&file, Table::default()).unwrap().working.calendar.year(2027).is_ok());
        std::fs::write(years.join("2028.toml"), "year = 2028\nholidays = ['2027-01-01']\nworking_weekends = []")
            .unwrap();
        let error = read_in(&file, Table::default()).unwrap_err().to_string();
        assert!(error.contains("2028.toml") && error.contains("not in 2028"), "{error}");
        let gone = Table { calendar: Some(folder.path().join("gone")), ..Table::default() };
        assert!(matches!(read_in(&file, gone), Err(ConfigError::Read { .. })));
        let odd = Table { office_hours: Some("9 to 5".into()), ..Table::default() };
        assert!(read_in(&file, odd).unwrap_err().to_string().contains("service.office_hours"));
    }

    #[test]
    fn packs_beside_the_configuration_amend_the_provinces_and_a_bad_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        assert_eq!(read_in(&file, Table::default()).unwrap().packs, Packs::embedded());
        let packs = folder.path().join("packs");
        std::fs::create_dir(&packs).unwrap();
        std::fs::write(packs.join("notes.txt"), "no pack").unwrap();
        let rule = "[id_validity]\nmonths = 6\nsource = 'we'\nas_of = '2026-11'\n";
        std::fs::write(packs.join("33.toml"), format!("code = '33'\nversion = 2\n{rule}")).unwrap();
        let amended = read_in(&file, Table::default()).unwrap().packs;
        assert!(amended.of("33").id().starts_with("33@2:"));
        assert_eq!(amended.of("33").id_validity.as_ref().map(|rule| rule.months), Some(6));
        std::fs::write(packs.join("44.toml"), "code = '44'\n[min_age]\nunit = 18\nas_of = '2026-11'").unwrap();
        let error = read_in(&file, Table::default()).unwrap_err().to_string();
        for told in ["44.toml", "line 2", "min_age.source", "the source is missing", "缺少来源"] {
            assert!(error.contains(told), "{error}");
        }
        let elsewhere = Table { packs: Some(folder.path().join("gone")), ..Table::default() };
        assert!(matches!(read_in(&file, elsewhere), Err(ConfigError::Read { .. })));
    }
}
