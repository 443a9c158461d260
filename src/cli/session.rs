//! Who calls: the token file, and a client from the settings.

use std::io::ErrorKind;
use std::path::Path;

use super::Failure;
use crate::client::Client;
use crate::config::Config;
use crate::domain::lang::Lang;
use crate::keys::Keymap;
use crate::text::{Word, fill};

/// The longest token that is believed, in bytes.
const LONGEST_TOKEN: u64 = 4096;

/// The process's environment, for [`Config::load`].
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The keys in force: the table, then the site's `keys.toml`, then the user's.
///
/// # Errors
/// Exit 2 with every mistake of the files, each with its line and column.
pub fn keymap(config: &Config) -> anyhow::Result<Keymap> {
    let mut keymap = Keymap::default();
    for path in config.key_files() {
        let name = path.display().to_string();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
            Err(error) => return Err(Failure::usage(format!("{name}: {error}"))),
        };
        keymap.overlay(&text, &name).map_err(|mistakes| {
            let lines: Vec<_> = mistakes.iter().map(|mistake| mistake.message(config.lang.value)).collect();
            Failure::usage(lines.join("\n"))
        })?;
    }
    Ok(keymap)
}

/// A client for the configured API, signed in with the configured token file.
///
/// # Errors
/// Exit 4 where there is no usable token; exit 2 where the address is none.
pub fn client(config: &Config) -> anyhow::Result<Client> {
    let lang = config.lang.value;
    let token = token(config.token_file.value.as_deref(), lang)?;
    let client = Client::http(&config.api.value, &token, lang).map_err(|error| Failure::usage(error.message(lang)))?;
    Ok(if config.read_only.value { client.looking_only() } else { client })
}

/// The token in the file: one line of printable ASCII in a regular file.
///
/// # Errors
/// Exit 4, with what is wrong.
fn token(path: Option<&Path>, lang: Lang) -> anyhow::Result<String> {
    let Some(path) = path else { return Err(Failure::login(Word::TokenMissing.text(lang))) };
    let name = path.display().to_string();
    let unreadable = |why: String| Failure::login(fill(Word::TokenUnreadable, lang, &[&name, &why]));
    let facts = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
    let text = match facts.is_file() && facts.len() <= LONGEST_TOKEN {
        true => std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?,
        false => String::new(),
    };
    let token = text.trim();
    if token.is_empty() || !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Failure::login(fill(Word::TokenEmpty, lang, &[&name])));
    }
    Ok(token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Exit;

    #[test]
    fn a_missing_empty_or_irregular_token_file_needs_a_login() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let good = write("good", "abc123\n");
        assert_eq!(token(Some(&good), Lang::Zh).unwrap(), "abc123");
        for path in [
            dir.path().join("none"),
            dir.path().to_owned(),
            write("empty", " \n"),
            write("two", "abc\ndef"),
            write("hanzi", "令牌"),
            write("long", &"a".repeat(5000)),
        ] {
            assert_eq!(Exit::of(&token(Some(&path), Lang::Zh).unwrap_err()), Exit::Login, "{path:?}");
        }
        assert_eq!(Exit::of(&token(None, Lang::Zh).unwrap_err()), Exit::Login);
    }
}
