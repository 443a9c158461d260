//! Where a user's state lies, and who a token belongs to: known from the last time, so that work can go on while the API is
//! down. Tokens are kept as hashes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Loaded, Store};
use crate::domain::digest::sha256;

const WHO: &str = "who.json";

/// The states of one API's users on this machine.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
    token: String,
}

impl Place {
    /// For the API at this address and the user of this token; `root` is the program's folder of state.
    pub fn new(root: &Path, api: &str, token: &str) -> Self {
        Self { folder: root.join(short(api.trim_end_matches('/'))), token: short(token) }
    }

    /// For the user of another token of the same API.
    #[must_use]
    pub fn of(&self, token: &str) -> Self {
        Self { folder: self.folder.clone(), token: short(token) }
    }

    /// Who the token belongs to, if that was ever learnt.
    pub fn user(&self) -> Option<String> {
        self.known().remove(&self.token)
    }

    /// The user's folder.
    pub fn folder(&self, user: &str) -> PathBuf {
        self.folder.join(short(user))
    }

    /// Opens the user's state and remembers that the token is his.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(&self, user: &str) -> io::Result<(Store, Loaded)> {
        let opened = Store::open(&self.folder(user))?;
        let mut known = self.known();
        if known.insert(self.token.clone(), user.to_owned()).as_deref() != Some(user) {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(&serde_json::to_vec(&known)?)?;
            file.persist(self.folder.join(WHO)).map_err(|error| error.error)?;
        }
        Ok(opened)
    }

    fn known(&self) -> BTreeMap<String, String> {
        let text = std::fs::read(self.folder.join(WHO)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }
}

fn short(text: &str) -> String {
    let mut short = sha256(text);
    short.truncate(16);
    short
}
