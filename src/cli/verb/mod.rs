//! A file per command.

mod administration;
mod backlog;
mod claim;
mod config;
mod decide;
mod doctor;
mod file;
mod outbox;
mod packs;
mod queue;
mod recheck;
mod reference;
mod release;
mod sections;
mod show;
mod trainee;
mod undo;

use std::io::{Write, stderr, stdout};

use serde::Serialize;

use super::args::{Command, Trainee};
use super::session;
use crate::client::Client;
use crate::config::Config;
use crate::domain::lang::Lang;

/// What a command works with.
pub struct Context {
    /// The settings.
    pub config: Config,
    /// Whether data is printed as JSON.
    pub json: bool,
}

impl Context {
    const fn lang(&self) -> Lang {
        self.config.lang.value
    }

    fn client(&self) -> anyhow::Result<Client> {
        session::client(&self.config)
    }

    /// Prints one value as JSON, or as text by `words`.
    fn print<T: Serialize>(
        &self,
        value: &T,
        words: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        let mut out = stdout().lock();
        if self.json {
            // As an input/output error, so that a reader that went away is seen as one.
            serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            words(&mut out)?;
        }
        Ok(out.flush()?)
    }

    /// A sentence to the person, not to the pipe; none with `--json`.
    fn say(&self, text: &str) -> anyhow::Result<()> {
        if !self.json {
            writeln!(stderr(), "{text}")?;
        }
        Ok(())
    }
}

/// Runs a command that talks to the API, or that needs nothing but the program itself.
///
/// # Errors
/// As the command says; [`super::Exit::of`] turns it into an exit code.
pub async fn run(context: &Context, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Queue(args) => queue::run(context, &args).await,
        Command::Show(args) => show::run(context, &args).await,
        Command::Claim(args) => claim::run(context, &args).await,
        Command::Release(args) => release::run(context, &args).await,
        Command::Approve(args) => decide::approve(context, &args).await,
        Command::Return(args) => decide::give_back(context, &args).await,
        Command::Recheck(args) => recheck::run(context, &args).await,
        Command::Undo(args) => undo::run(context, &args).await,
        Command::Outbox(args) => outbox::run(context, &args).await,
        Command::Backlog => backlog::run(context).await,
        Command::File(args) => file::run(context, &args).await,
        Command::Administration(args) => administration::run(context, &args).await,
        Command::Packs(args) => packs::run(context, &args),
        Command::Doctor => doctor::run(context).await,
        Command::Sections(args) => sections::run(context, &args).await,
        Command::Trainee(Trainee::Score { user }) => trainee::score(context, user.as_deref()).await,
        Command::Reasons { stage } => reference::reasons(context, stage.map(Into::into)),
        Command::Keys => reference::keys(context),
        Command::Config(command) => config::run(context, command),
        Command::Completion { shell } => reference::completion(shell),
        Command::Man => reference::man(context),
        Command::Demo(_) | Command::Serve(_) | Command::Admin(_) => Ok(()),
    }
}
