//! `admin`: running the service, on its data and not through its API.

use std::io::{Write, stderr, stdout};

use serde_json::json;

use super::{import, serve};
use crate::cli::args::Admin;
use crate::cli::{Failure, may};
use crate::config::Config;
use crate::text::{Word, fill};

/// Carries out an `admin` command.
///
/// # Errors
/// Where the data cannot be opened, or nobody agreed.
pub async fn run(config: &Config, as_json: bool, command: &Admin) -> anyhow::Result<()> {
    if config.read_only.value {
        return Err(Failure::usage(Word::ReadOnlyCommand.text(config.lang.value)));
    }
    let (id, name, roles, storage, asking) = match command {
        Admin::User { id, name, roles, storage, asking } => (id, name, roles, storage, asking),
        Admin::Import { registry, file, format, storage, asking } => {
            let source = import::Source::open(*registry, file, *format)?;
            return import::run(config, as_json, source, storage, *asking).await;
        }
    };
    let words: Vec<_> = roles.iter().map(|role| role.slug()).collect();
    let question = fill(Word::AskUser, config.lang.value, &[id, &words.join(", "), &storage.database]);
    if !may(*asking, &question, config.lang.value, &mut stderr())? {
        return Ok(());
    }
    let server = serve::open(config.service(&crate::cli::environment)?, storage).await?;
    let token = server.add_user(id, if name.is_empty() { id } else { name }, roles).await?;
    let mut out = stdout().lock();
    if as_json {
        writeln!(out, "{}", json!({"id": id, "roles": words, "token": token}))?;
    } else {
        writeln!(out, "{token}")?;
    }
    Ok(())
}
