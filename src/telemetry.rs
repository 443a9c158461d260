//! Logs: to stderr for a service, to a file for the desk, whose screen must never be written over. Off unless asked for.

use std::fs::OpenOptions;
use std::path::PathBuf;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// Where log lines go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sink {
    /// Standard error: a service or a command.
    Stderr,
    /// This file: the desk.
    File(PathBuf),
}

/// Starts logging with `filter` (as `info` or `beian_desk=debug`); without one a service logs warnings and the desk nothing.
///
/// # Errors
/// Where the file cannot be opened or the filter cannot be read.
pub fn start(filter: Option<&str>, sink: &Sink) -> anyhow::Result<()> {
    let filter = match (filter, sink) {
        (Some(filter), _) => EnvFilter::try_new(filter)?,
        (None, Sink::Stderr) => EnvFilter::new("warn"),
        (None, Sink::File(_)) => return Ok(()),
    };
    let plain = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    match sink {
        Sink::Stderr => plain.with_writer(std::io::stderr).init(),
        Sink::File(path) => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let file = OpenOptions::new().create(true).append(true).open(path)?;
            plain.with_writer(Mutex::new(file)).init();
        }
    }
    Ok(())
}
